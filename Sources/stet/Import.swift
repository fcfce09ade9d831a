import ArgumentParser
import Editorial

/// `stet import`
struct Import: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Bring a magazine in.",
        discussion: "Running an import again changes only what has changed; one that was stopped goes on.",
        subcommands: [WordPress.self, Folder.self])

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

        @Flag(help: "Say what would be, and write nothing.")
        var dryRun = false

        @Option(help: ArgumentHelp("Write the whole ledger as JSON.", valueName: "file.json"))
        var ledger: String?

        func run() async throws {
            let work = Work.importWordPress(
                files: files.map(absolute), uploads: uploads.map(absolute), isDryRun: dryRun, ledger: ledger.map(absolute))
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
}
