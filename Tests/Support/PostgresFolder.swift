import Foundation
import Glibc

/// The folder of one server, data and socket and log, which goes away with this process, however that ends.
///
/// A shell waits at the end of a pipe whose other end only this process holds. When that closes, by `deinit`, at the end of the
/// tests or by kill -9 of them, it ends the server and removes the folder. A signal handler or `atexit` would not do: neither
/// runs after kill -9.
final class PostgresFolder: Sendable {
    let path: String
    private let lifeline: Int32
    private let watcher: pid_t

    /// - Parameters:
    ///   - owner: whose the folder is; nil for one's own.
    ///   - disk: megabytes of a disk in memory for the data; only root can have one.
    init(owner: PostgresPrograms.User?, disk: Int?) throws {
        // Not TMPDIR: that may be closed to the server's user, and the path of a socket has 107 bytes at most.
        path = "/tmp/stet-postgres-" + String(UInt64.random(in: .min ... .max), radix: 36)
        let (reading, writing) = try Spawn.pipe()
        defer { close(reading) }
        lifeline = writing
        do {
            watcher = try Spawn.begin(
                ["/bin/sh", "-c", PostgresFolder.script, "stet-postgres-watcher", path],
                environment: ["PATH": "/usr/sbin:/usr/bin:/sbin:/bin"], input: reading, output: .nowhere)
        } catch {
            close(writing)
            throw error
        }
        for folder in [path, data] {
            try FileManager.default.createDirectory(
                atPath: folder, withIntermediateDirectories: false, attributes: [.posixPermissions: 0o711])
        }
        if let disk { try mount(["-t", "tmpfs", "-o", "size=\(disk)m", "tmpfs", data]) }
        if let owner { for folder in [path, data] { chown(folder, owner.id, owner.group) } }
    }

    deinit {
        close(lifeline)
        Spawn.wait(for: watcher)
    }

    var data: String { path + "/data" }
    var log: String { path + "/log" }

    /// Gives the disk in memory another size.
    func resizeDisk(megabytes: Int) throws { try mount(["-o", "remount,size=\(megabytes)m", data]) }

    private func mount(_ arguments: [String]) throws {
        let (code, output) = try Spawn.run(["/usr/bin/mount"] + arguments, environment: [:])
        guard code == 0 else { throw PostgresError("A disk in memory cannot be had (only root may mount one): \(output)") }
    }

    /// A server is known by the folder in its command line, never by a number alone: that may be another's by now. A zombie has
    /// no command line. The data is thrown away, so the server need not put it in order (SIGQUIT). One that was killed left a
    /// segment of shared memory behind, which is named in its lock file.
    private static let script = """
        trap '' INT TERM HUP QUIT PIPE
        while read -r _; do :; done
        folder=$1
        servers() {
            printf '%s\\n' "$folder/data" | grep -alsF -f - /proc/[0-9]*/cmdline | while IFS=/ read -r _ _ id _; do echo "$id"; done
        }
        for id in $(servers); do kill -QUIT "$id" 2>/dev/null; done
        tries=0
        while [ -n "$(servers)" ] && [ $tries -lt 200 ]; do
            sleep 0.02
            tries=$((tries + 1))
            if [ $tries -eq 150 ]; then for id in $(servers); do kill -KILL "$id" 2>/dev/null; done; fi
        done
        segment=$(sed -n '7s/.* //p' "$folder/data/postmaster.pid" 2>/dev/null)
        tries=0
        while [ -e "$folder" ] && [ $tries -lt 50 ]; do
            if mountpoint -q "$folder/data" 2>/dev/null; then umount "$folder/data"; fi
            rm -rf --one-file-system "$folder" || sleep 0.1
            tries=$((tries + 1))
        done
        if [ -n "$segment" ]; then ipcrm -m "$segment"; fi
        """
}
