import ArgumentParser
import Editorial
import Foundation
import Logging
import Media
import Storage
import Web

/// `stet serve`
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serve a magazine to its readers.",
        discussion: "SIGTERM or Ctrl-C ends it when what is in flight is done.")

    @OptionGroup var data: DataOption

    @Option(help: "The address to listen at.")
    var host = "127.0.0.1"

    @Option(help: "The port to listen at.")
    var port = 8080

    @Flag(
        inversion: .prefixedNo,
        help: "Make the pictures of the newest articles while nobody wants any, so that no reader waits for them.")
    var picturesAhead = true
    @Option(help: "How many megabytes of memory the pages may take that are ready to be sent. 0: none is kept.")
    var cacheMemory = 256

    @Option(
        help: ArgumentHelp(
            "A second port, for those who run the server: /metrics for Prometheus, /healthz. None unless it is given.",
            valueName: "port"))
    var adminPort: Int?

    @Option(help: ArgumentHelp("The address of the second port. Nobody else should reach it.", valueName: "address"))
    var adminAddress = "127.0.0.1"

    @Option(help: "A line for every request, on standard output: text for a person, json for a program, or off.")
    var log = RequestLog.Format.off

    @Flag(help: "Write the address of the client into each of these lines. Without it no log knows who read what.")
    var logAddresses = false

    @Flag(help: "Show every change in the theme's folder at once, and what is wrong with it: for those who work on a theme.")
    var reload = false

    func validate() throws {
        guard (0...1_000_000).contains(cacheMemory) else {
            throw ValidationError("The memory for pages is a number of megabytes from 0 to 1000000, not \(cacheMemory).")
        }
        guard (0...65_535).contains(port) else { throw ValidationError("A port is a number from 0 to 65535, not \(port).") }
        if let adminPort {
            guard (0...65_535).contains(adminPort) else {
                throw ValidationError("A port is a number from 0 to 65535, not \(adminPort).")
            }
            guard adminPort != port || port == 0 else {
                throw ValidationError("Port \(port) is the readers': give --admin-port another one.")
            }
        }
        guard !logAddresses || log != .off else {
            throw ValidationError("--log-addresses says what stands in a line of --log: give --log text or --log json, too.")
        }
    }

    /// Not where a program reads objects of JSON.
    private var announce: @Sendable (String) -> Void {
        let isError = log == .json
        return { text in
            if isError { Terminal.error(text) } else { Terminal.output(text) }
        }
    }

    private var admin: Magazine.Admin? {
        guard let adminPort else { return nil }
        let host = adminAddress
        let announce = self.announce
        let url = "http://\(host.contains(":") ? "[\(host)]" : host)"
        return Magazine.Admin(host: host, port: adminPort, version: Stet.configuration.version) { port in
            announce("Its metrics are at \(url):\(port)/metrics\n")
        }
    }

    func run() async throws {
        let directory = data.directory
        do {
            try directory.requireMagazine()
            guard let lock = try DirectoryLock(directory, whileAlone: { FileStore(folder: directory.files).sweep() }) else {
                Terminal.error(
                    "\(directory.path) is in use by another stet, which serves it or works on it. Stop that one first: one process owns a "
                        + "data directory.")
                throw ExitCode(3)
            }
            let magazine = try Magazine(directory: directory)
            var logger = Logger(label: "stet")
            logger.logLevel = .notice
            let url = "http://\(host.contains(":") ? "[\(host)]" : host)"
            let (reload, announce) = (self.reload, self.announce)
            try await magazine.serve(
                host: host, port: port, reloadsTheme: reload, picturesAhead: picturesAhead, cacheMemory: cacheMemory << 20,
                admin: admin, log: log, logsAddresses: logAddresses, logger: logger
            ) { port in
                announce("Your magazine is at \(url):\(port)/\n")
                if reload { announce("Changes in \(directory.theme) are seen with the next page.\n") }
            }
            withExtendedLifetime(lock) {}
        } catch let error as ExitCode {
            throw error
        } catch {
            Terminal.error("\(error)")
            throw ExitCode(3)
        }
    }
}

extension RequestLog.Format: ExpressibleByArgument {}
