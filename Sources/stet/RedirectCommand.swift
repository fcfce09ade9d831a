import ArgumentParser
import Editorial

/// `stet redirect`
struct RedirectCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "redirect", abstract: "See, add and remove addresses that lead on to others.",
        discussion: "Many of them come in with stet import redirects.",
        subcommands: [List.self, Add.self, Remove.self], defaultSubcommand: List.self)

    /// `stet redirect list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List all addresses that lead on, with where they lead, and those that are gone.")

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .redirects(.list), directory: data.directory, creates: false).run()
        }
    }

    /// `stet redirect add`
    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Let an address at which nothing stands lead to another.",
            discussion: "Where that one leads on itself, both lead to the end.")

        @Argument(help: "The address: /old/")
        var from: String

        @Argument(help: "Where it leads: /2020/01/ferries/, or an address elsewhere: https://…")
        var to: String

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .redirects(.add(from, to: to)), directory: data.directory, creates: false).run()
        }
    }

    /// `stet redirect remove`
    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take back that addresses lead on, or that they are gone: nothing is there then.")

        @Argument(help: "The addresses, as stet redirect list names them.")
        var addresses: [String]

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .redirects(.remove(addresses)), directory: data.directory, creates: false).run()
        }
    }
}
