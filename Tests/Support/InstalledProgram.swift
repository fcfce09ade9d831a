import Foundation

/// A program that a test asks for its judgement.
package enum InstalledProgram: String {
    case chromium, xmllint

    package var isInstalled: Bool { path != nil }

    private var path: String? {
        let folders = (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":")
        return folders.map { "\($0)/\(rawValue)" }.first { FileManager.default.isExecutableFile(atPath: $0) }
    }

    /// Its output, once it has ended. Blocks.
    package func run(_ arguments: [String]) throws -> (status: Int32, output: String) {
        guard let path else { throw CocoaError(.fileNoSuchFile) }
        let process = Process()
        process.executableURL = URL(filePath: path)
        process.arguments = arguments
        let output = Pipe()
        process.standardOutput = output
        process.standardError = self == .xmllint ? output : FileHandle.nullDevice
        try process.run()
        let text = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return (process.terminationStatus, text)
    }

    /// Opens an address in a browser without a window, waits until it is idle, and returns the document.
    package static func document(
        at address: String, screenshot: String? = nil, options: [String] = [], milliseconds: Int = 10_000
    ) throws -> String {
        let profile = FileManager.default.temporaryDirectory.appending(path: "stet-browser-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: profile) }
        let picture = screenshot.map { ["--screenshot=\($0)", "--window-size=1000,600"] } ?? ["--dump-dom"]
        return try InstalledProgram.chromium.run(
            [
                "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--user-data-dir=\(profile.path)",
                "--virtual-time-budget=\(milliseconds)",
            ] + options + picture + [address]
        ).output
    }
}
