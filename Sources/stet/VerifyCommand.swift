import ArgumentParser
import Editorial

/// `stet verify`
struct VerifyCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "verify",
        abstract: "Prove that nothing of an old site is lost: replay its addresses against this magazine.",
        discussion: """
            Without --against and --urls: every address that the exports imply, which were imported here. Says of each whether it answers, with \
            which title, words and pictures.
            Exit codes: 0 every address is alive; 1 at least one is lost; 2 the command was wrong; 3 the input cannot be read.
            """)

    @OptionGroup var data: DataOption

    @Option(
        help: ArgumentHelp(
            "Compare with a site that still runs, page by page, as its site map names them: https://old.example.",
            valueName: "url"))
    var against: String?

    @Option(
        help: ArgumentHelp("Replay the addresses in a file: one a line, or the first column of a CSV.", valueName: "file"))
    var urls: String?

    @Option(
        help: ArgumentHelp(
            "Ask another host in the place of the old site's: old.example=127.0.0.1:8081, or =http://… where it has no TLS. May be given "
                + "several times.", valueName: "name=host"))
    var hostMap: [String] = []

    @Option(help: ArgumentHelp("Write a page that a person can read.", valueName: "file.html"))
    var report: String?

    @Option(help: ArgumentHelp("Write every address with what was found, for a program.", valueName: "file.json"))
    var json: String?

    func validate() throws {
        guard against == nil || urls == nil else { throw ValidationError("Give --against or --urls, not both.") }
        guard against != nil || hostMap.isEmpty else {
            throw ValidationError("--host-map says where to ask: give --against, too.")
        }
        if let against, !against.hasPrefix("https://"), !against.hasPrefix("http://") {
            throw ValidationError("--against wants the old site's address, as in https://old.example, not \(against).")
        }
        try HostMapOption.check(hostMap)
    }

    func run() async throws {
        let request = VerifyRequest(
            list: urls.map(absolute), site: against, hostMap: HostMapOption.pairs(hostMap), report: report.map(absolute),
            json: json.map(absolute))
        try await WorkCommand(work: .verify(request), directory: data.directory, creates: false).run()
    }
}

/// `--host-map NAME=HOST`, as often as it is given.
enum HostMapOption {
    static func check(_ entries: [String]) throws {
        for entry in entries where !(1..<entry.utf8.count).contains(entry.utf8.prefix { $0 != UInt8(ascii: "=") }.count) {
            throw ValidationError("--host-map wants NAME=HOST, as in old.example=127.0.0.1:8081, not \(entry).")
        }
    }

    static func pairs(_ entries: [String]) -> [String: String] {
        let pairs = entries.compactMap { entry in
            entry.firstIndex(of: "=").map { (String(entry[..<$0]), String(entry[entry.index(after: $0)...])) }
        }
        return Dictionary(pairs, uniquingKeysWith: { _, last in last })
    }
}
