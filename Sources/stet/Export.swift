import ArgumentParser
import Editorial

/// `stet export`
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a magazine out, whole, for another system or as files for any server.",
        subcommands: [WordPress.self, SiteFiles.self, Proof.self])

    /// `stet export wordpress`
    struct WordPress: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "wordpress",
            abstract:
                "Write the magazine as a WordPress export, which WordPress (Tools → Import) and stet import wordpress take.",
            discussion: """
                It can be done while the magazine is being served. The file holds e-mail addresses of authors and commenters and the passwords \
                of protected articles, and is readable by its owner alone.
                """)

        @Argument(help: "The file to write; it must not be there yet.")
        var file: String

        @OptionGroup var data: DataOption

        @Option(
            help: ArgumentHelp(
                "Copy the files too, into a folder as WordPress has it: DIR/wp-content/uploads/…", valueName: "dir"))
        var uploads: String?

        func run() async throws {
            let work = Work.exportWordPress(file: absolute(file), uploads: uploads.map(absolute))
            try await WorkCommand(work: work, directory: data.directory, creates: false).run()
        }
    }

    /// `stet export site`
    struct SiteFiles: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "site",
            abstract: "Write the magazine as files that any web server can serve, or bring them up to date.",
            discussion: """
                Pages, feeds, site maps, pictures and redirects, each at its address. The first run is seen when it is whole; later ones write \
                what has changed since, each file in one step. A run that was stopped is completed by the next. It can be done while the magazine \
                is being served.
                """)

        @OptionGroup var data: DataOption

        @Option(help: ArgumentHelp("The folder to write into: new, empty, or of an earlier run.", valueName: "dir"))
        var to: String

        @Option(
            name: .customLong("base-url"),
            help: ArgumentHelp(
                "What absolute addresses begin with instead of the setting base_url; later runs remember it.", valueName: "url"))
        var baseURL: String?

        @Flag(
            inversion: .prefixedNo,
            help: ArgumentHelp(
                """
                Draw a card with its headline for each article without a picture, for where it is shared; with --no-cards they share the \
                magazine's. Later runs remember it. (default: --cards)
                """))
        var cards: Bool?

        @Flag(help: "Make every file again and mend those that differ, whatever was noted of them.")
        var whole = false

        @Flag(help: "Go on: write what changes as soon as it changes, until Ctrl-C.")
        var follow = false

        func validate() throws {
            guard let baseURL else { return }
            do {
                _ = try SiteExportOrder.baseURL(baseURL)
            } catch {
                throw ValidationError("\(error)")
            }
        }

        func run() async throws {
            let baseURL = try baseURL.map { try SiteExportOrder.baseURL($0) }
            let order = SiteExportOrder(folder: absolute(to), baseURL: baseURL, drawsCards: cards, isWhole: whole)
            let command = WorkCommand(work: .exportSite(order), directory: data.directory, creates: false)
            guard follow else { return try await command.run() }
            try await command.follow(
                with: .exportSite(SiteExportOrder(folder: order.folder, baseURL: baseURL, drawsCards: cards)),
                saying: "is up to date.")
        }
    }

    /// `stet export verify`
    struct Proof: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "verify",
            abstract: "Prove that the files of stet export site are complete, and as the magazine is now.",
            discussion: """
                Makes every page again and holds it against the file. Says which are missing, different, or of nothing in the magazine.
                Exit codes: 0 all is as it should be; 1 something is not; 2 the command was wrong; 3 the folder holds no export.
                """)

        @Argument(help: ArgumentHelp("The folder that stet export site has written.", valueName: "dir"))
        var folder: String

        @OptionGroup var data: DataOption

        func run() async throws {
            let order = SiteExportOrder(folder: absolute(folder), isProof: true)
            try await WorkCommand(work: .exportSite(order), directory: data.directory, creates: false).run()
        }
    }
}
