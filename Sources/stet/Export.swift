import ArgumentParser
import Editorial

/// `stet export`
struct Export: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Take a magazine out, whole, for another system.", subcommands: [WordPress.self])

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
}
