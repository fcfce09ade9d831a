import ArgumentParser
import Editorial

/// `stet menu`
struct MenuCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "menu", abstract: "See the menus of the magazine, and move their entries.",
        subcommands: [List.self, Move.self], defaultSubcommand: List.self)

    /// `stet menu list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "List all menus with their entries and the numbers of these.")

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .menus(.list), directory: data.directory, creates: false).run()
        }
    }

    /// `stet menu move`
    struct Move: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Move an entry among those that stand beside it; what stands below it goes along.")

        @Argument(help: "The menu's slug.")
        var menu: String

        @Argument(help: "The entry: its number, or its words.")
        var entry: String

        @Argument(help: "Its place, from 1.")
        var place: Int

        @OptionGroup var data: DataOption

        func validate() throws {
            guard place >= 1 else { throw ValidationError("Places are counted from 1.") }
        }

        func run() async throws {
            try await WorkCommand(
                work: .menus(.move(entry, menu: menu, to: place)), directory: data.directory, creates: false
            ).run()
        }
    }
}
