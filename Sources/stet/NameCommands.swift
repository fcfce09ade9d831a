import ArgumentParser
import Editorial

/// `stet section`
struct SectionCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "section", abstract: "See the sections of the magazine, and rename one.",
        subcommands: [List.self, Rename.self], defaultSubcommand: List.self)

    /// `stet section list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all sections with their slugs and addresses.")

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .names(.list(.section, width: Terminal.width)), directory: data.directory, creates: false)
                .run()
        }
    }

    /// `stet section rename`
    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a section another name. Its address stays.")

        @Argument(help: "Its slug or its name.")
        var section: String

        @Argument(help: "Its new name.")
        var name: String

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .names(.rename(.section, section, to: name)), directory: data.directory, creates: false)
                .run()
        }
    }
}

/// `stet tag`
struct TagCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "tag", abstract: "See the tags of the magazine, and rename one.",
        subcommands: [List.self, Rename.self], defaultSubcommand: List.self)

    /// `stet tag list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all tags with their slugs and addresses.")

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .names(.list(.tag, width: Terminal.width)), directory: data.directory, creates: false)
                .run()
        }
    }

    /// `stet tag rename`
    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a tag another name. Its address stays.")

        @Argument(help: "Its slug or its name.")
        var tag: String

        @Argument(help: "Its new name.")
        var name: String

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .names(.rename(.tag, tag, to: name)), directory: data.directory, creates: false).run()
        }
    }
}

/// `stet author`
struct AuthorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "author", abstract: "See the authors of the magazine, and rename one.",
        subcommands: [List.self, Rename.self], defaultSubcommand: List.self)

    /// `stet author list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all authors with their slugs and addresses.")

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .names(.list(.author, width: Terminal.width)), directory: data.directory, creates: false)
                .run()
        }
    }

    /// `stet author rename`
    struct Rename: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give an author another name, in every byline. Its address stays.")

        @Argument(help: "Its slug or its name.")
        var author: String

        @Argument(help: "Its new name.")
        var name: String

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .names(.rename(.author, author, to: name)), directory: data.directory, creates: false)
                .run()
        }
    }
}
