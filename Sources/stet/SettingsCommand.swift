import ArgumentParser
import Editorial
import Foundation

/// `stet settings`
struct SettingsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "settings",
        abstract: "See and change what the magazine decides as a whole: its name, its language, its look.",
        subcommands: [List.self, Get.self, Set.self, Unset.self], defaultSubcommand: List.self)

    /// `stet settings list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List all settings with their values, their defaults and what they mean.")

        @Flag(help: "As JSON, for a script.")
        var json = false

        @OptionGroup var data: DataOption

        func run() async throws {
            let request = json ? SettingsRequest.listAsJSON : .list(width: Terminal.width)
            try await WorkCommand(work: .settings(request), directory: data.directory, creates: false).run()
        }
    }

    /// `stet settings get`
    struct Get: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Print the value of a setting and nothing else.")

        @Argument(help: "The setting's name, as in cards_per_page.")
        var name: String

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .settings(.get(name)), directory: data.directory, creates: false).run()
        }
    }

    /// `stet settings set`
    struct Set: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Change a setting.",
            discussion:
                "The value is checked; one that cannot be is refused with exit code 2. Readers see it with their next page.")

        @Argument(help: "The setting's name, as in cards_per_page.")
        var name: String

        @Argument(help: "Its value; an empty one is \"\".")
        var value: String?

        @Flag(name: .customLong("default"), help: "Make it again what it is in a new magazine.")
        var isDefault = false

        @OptionGroup var data: DataOption

        func validate() throws {
            guard (value != nil) != isDefault else { throw ValidationError("Say what it shall be: a value, or --default.") }
        }

        func run() async throws {
            try await WorkCommand(work: .settings(.set(name, to: value)), directory: data.directory, creates: false).run()
        }
    }

    /// `stet settings unset`
    struct Unset: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Make a setting again what it is in a new magazine.")

        @Argument(help: "The setting's name, as in cards_per_page.")
        var name: String

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .settings(.set(name, to: nil)), directory: data.directory, creates: false).run()
        }
    }
}
