import ArgumentParser
import Editorial

/// `stet import`
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring a magazine in.",
        discussion: "Running an import again changes only what has changed; one that was stopped goes on.",
        subcommands: [WordPress.self, Folder.self, Redirects.self, Undo.self])

    /// `stet import wordpress`
    struct WordPress: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "wordpress", abstract: "Bring in the export of a WordPress site (Tools → Export writes it).",
            discussion: """
                Ends with a ledger: what went in, what was changed, what was left out, what failed, and why.
                Exit codes: 0 all went in; 1 something was left out or failed; 2 the command was wrong; 3 the input cannot be read.
                """)

        @Argument(help: "The export's file or files, of one site.")
        var files: [String]

        @OptionGroup var data: DataOption

        @Option(help: ArgumentHelp("The folder wp-content/uploads of the old site.", valueName: "dir"))
        var uploads: String?

        @Flag(help: "Fetch from the old site, while it still answers, what --uploads does not hold.")
        var fetch = false

        @Option(
            help: ArgumentHelp(
                "Ask another host in the place of the old site's: old.example=127.0.0.1:8081, or =http://… where it has no TLS. May be given "
                    + "several times.", valueName: "name=host"))
        var hostMap: [String] = []

        @Option(
            help: ArgumentHelp(
                "What items of a plugin's type become: article, page, or none to leave them out. recipe=article has them in all "
                    + "listings. May be given several times, as the two that follow.", valueName: "type=what"))
        var mapType: [String] = []

        @Option(
            help: ArgumentHelp(
                "What items of a plugin's status become: draft, review, published, private or trash.", valueName: "status=what"))
        var mapStatus: [String] = []

        @Option(
            help: ArgumentHelp(
                "Where terms of a plugin's taxonomy go: a path such as /series/, tags, or none to leave them out.",
                valueName: "taxonomy=where"))
        var mapTaxonomy: [String] = []

        @Flag(help: "Bring along the e-mail and network addresses of those who commented. Nobody sees them, but they are kept.")
        var keepCommenterData = false

        @Flag(help: "Say what would be, and write nothing.")
        var dryRun = false

        @Option(help: ArgumentHelp("Write the whole ledger as JSON.", valueName: "file.json"))
        var ledger: String?

        func validate() throws {
            do { _ = try choices() } catch let fault as WordPressChoices.Fault { throw ValidationError(fault.description) }
            guard fetch || hostMap.isEmpty else {
                throw ValidationError("--host-map says where to fetch from: give --fetch, too.")
            }
            try HostMapOption.check(hostMap)
        }

        private func choices() throws -> WordPressChoices {
            var choices = try WordPressChoices(types: mapType, statuses: mapStatus, taxonomies: mapTaxonomy)
            choices.keepsCommenterData = keepCommenterData
            return choices
        }

        private var fetching: Work.Fetching? {
            guard fetch else { return nil }
            return Work.Fetching(hostMap: HostMapOption.pairs(hostMap))
        }

        func run() async throws {
            let work = try Work.importWordPress(
                files: files.map(absolute), uploads: uploads.map(absolute), fetch: fetching, choices: choices(),
                isDryRun: dryRun, ledger: ledger.map(absolute))
            try await WorkCommand(work: work, directory: data.directory, creates: true).run()
        }
    }

    /// `stet import folder`
    struct Folder: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring in a folder of Markdown with YAML front matter, as Hugo and Jekyll have it.")

        @Argument(help: "The folder.")
        var folder: String

        @OptionGroup var data: DataOption

        @Flag(help: "Say what would be, and write nothing.")
        var dryRun = false

        @Option(help: ArgumentHelp("Write the whole ledger as JSON.", valueName: "file.json"))
        var ledger: String?

        func run() async throws {
            let work = Work.importFolder(folder: absolute(folder), isDryRun: dryRun, ledger: ledger.map(absolute))
            try await WorkCommand(work: work, directory: data.directory, creates: true).run()
        }
    }

    /// `stet import redirects`
    struct Redirects: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring in the redirects of an old site: the Redirection plugin's JSON or CSV, an .htaccess.",
            discussion: """
                Every address leads on in one step, and none leads back to itself; what stands at an address stays. Patterns are told and not
                taken: an address here is exact.
                """)

        @Argument(help: "The file or files.")
        var files: [String]

        @OptionGroup var data: DataOption

        @Flag(help: "Say what would be, and write nothing.")
        var dryRun = false

        @Option(help: ArgumentHelp("Write the whole ledger as JSON.", valueName: "file.json"))
        var ledger: String?

        func run() async throws {
            let work = Work.importRedirects(files: files.map(absolute), isDryRun: dryRun, ledger: ledger.map(absolute))
            try await WorkCommand(work: work, directory: data.directory, creates: false).run()
        }
    }

    /// `stet import undo`
    struct Undo: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take one import back, whole; without a number: list the imports.",
            discussion: """
                What it made goes, what it changed is as it was, in one step or not at all. Where somebody has changed something since, or uses \
                what it brought, nothing is taken back, and it says what (exit code 1). Files stay until nothing uses them: stet pictures --unused.
                """)

        @Argument(help: "The number of the import.")
        var id: Int64?

        @OptionGroup var data: DataOption

        @Flag(help: "Say what would be, and write nothing.")
        var dryRun = false

        func run() async throws {
            try await WorkCommand(work: .undoImport(id: id, isDryRun: dryRun), directory: data.directory, creates: false).run()
        }
    }
}
