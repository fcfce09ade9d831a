import Editorial
import Foundation

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The folder that somebody wants the files in, looked at before anything is written.
struct ExportTarget {
    let path: String

    /// - Parameter path: without links in it, as `path(of:data:)` gives it.
    init(_ path: String) { self.path = path }

    /// Where a folder really is, links followed: the first run makes its files beside it, and gives them its name.
    ///
    /// - Throws: where there can be none, or where it is the data directory, lies in it or holds it.
    static func path(of folder: String, data: String) throws -> String {
        var isFolder: ObjCBool = false
        if FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder) {
            guard isFolder.boolValue else {
                throw ImportError.unreadable("\(folder) is a file. Give a folder that is new or empty.")
            }
        } else if let target = try? FileManager.default.destinationOfSymbolicLink(atPath: folder) {
            throw ImportError.unreadable(
                "\(folder) is a link to \(target), which is not there. Make that folder, or give another.")
        }
        let (out, own) = (followed(folder), followed(data))
        let (within, around) = ((out + "/").hasPrefix(own + "/"), (own + "/").hasPrefix(out == "/" ? "/" : out + "/"))
        guard !within, !around else {
            let how = out == own ? "is the data directory" : within ? "lies in the data directory" : "holds the data directory"
            throw ImportError.unreadable("\(folder) \(how). Give another folder: everybody may read what is in it.")
        }
        return out
    }

    /// As much of a path as is there, without links in it; what is not there yet comes behind.
    private static func followed(_ path: String) -> String {
        var (there, rest) = (path, "")
        while true {
            if let real = realpath(there, nil) {
                defer { free(real) }
                let base = String(cString: real)
                return rest.isEmpty ? base : (base == "/" ? "" : base) + rest
            }
            guard let slash = there.lastIndex(of: "/"), slash != there.startIndex else { return path }
            rest = there[slash...] + rest
            there = String(there[..<slash])
        }
    }

    // MARK: - What is in it

    private var notes: String { "\(path)/\(ExportFolder.own)" }

    /// Whether it is of an earlier run, if only by what is left of its notes. Somebody else's `.stet` is none.
    var holdsExport: Bool {
        if let file = FileHandle(forReadingAtPath: notes + "/state") {
            defer { try? file.close() }
            if (try? file.read(upToCount: 7)) == Data("stetexp".utf8) { return true }
        }
        return ["redirects.map", "gone.map", "nginx.conf"].allSatisfy { FileManager.default.fileExists(atPath: "\(notes)/\($0)") }
    }

    func requireNewOrEmpty() throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        let names: [String]
        do {
            names = try FileManager.default.contentsOfDirectory(atPath: path)
        } catch {
            throw ImportError.unreadable("\(path) cannot be read: \(error.localizedDescription)")
        }
        guard names.isEmpty else {
            throw ImportError.unreadable("\(path) holds something else than an export. Give a folder that is new or empty.")
        }
        // The first run takes its place in one step, which a disk or a volume that is mounted there does not let happen.
        let mounts = (try? String(contentsOfFile: "/proc/self/mountinfo", encoding: .utf8)) ?? ""
        guard !ExportTarget.isMounted(path, by: mounts) else {
            throw ImportError.unreadable(
                "\(path) is a mounted disk or volume, which cannot be replaced. Give a folder in it: \(path)/site")
        }
    }

    /// - Parameter mounts: as Linux lists them (proc(5), mountinfo), the fifth word of each line being where.
    static func isMounted(_ path: String, by mounts: String) -> Bool {
        let written = path.replacing("\\", with: "\\134").replacing(" ", with: "\\040").replacing("\t", with: "\\011")
            .replacing("\n", with: "\\012")
        return mounts.split(separator: "\n").contains { line in
            line.split(separator: " ").dropFirst(4).first == Substring(written)
        }
    }

    /// The notes that a proof goes by.
    func provable(_ head: ExportState.Head?) throws -> ExportState.Head {
        if let head { return head }
        throw ImportError.unreadable(
            holdsExport
                ? "The notes of the export in \(path) cannot be read: stet export site makes them anew."
                : "\(path) is no export of stet export site.")
    }

    // MARK: - What it was told

    /// What runs were told, in a file of its own.
    static let choices = "\(ExportFolder.own)/choices"

    var choices: ExportState.Choices? {
        FileManager.default.contents(atPath: "\(path)/\(ExportTarget.choices)").map {
            ExportState.Choices(text: String(decoding: $0, as: UTF8.self))
        }
    }

    /// What is to be known where the notes of earlier runs cannot be read.
    func lost(_ head: ExportState.Head?, _ order: SiteExportOrder) -> String {
        let text = "The notes of earlier runs could not be read: every file was made again.\n"
        if head != nil || order.baseURL != nil && order.drawsCards != nil { return text }
        guard let choices else {
            return text + "What --base-url and --no-cards said is lost with them: give them again where this export had them.\n"
        }
        let kept = choices.text.split(separator: "\n").joined(separator: " ")
        return text + (kept.isEmpty ? "" : "It is made as before with \(kept).\n")
    }
}

extension ExportState.Choices {
    /// As options of the command, one a line; nothing where all is as usual.
    var text: String { (baseURL.isEmpty ? "" : "--base-url \(baseURL)\n") + (drawsCards ? "" : "--no-cards\n") }

    init(text: String) {
        self.init()
        for line in text.split(separator: "\n") {
            if line.hasPrefix("--base-url ") { baseURL = String(line.dropFirst("--base-url ".count)) }
            if line == "--no-cards" { drawsCards = false }
        }
    }
}
