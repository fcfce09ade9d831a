import ArgumentParser
private import Foundation

/// The program: a publishing system in one binary.
@main
struct Stet: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stet",
        abstract: "The publishing system of an independent magazine.",
        discussion: """
            Start with a WordPress export:
              stet import wordpress export.xml --uploads wp-content/uploads --data magazine
              stet serve --data magazine
            """,
        version: "0.1.0",
        subcommands: [
            New.self, Import.self, Export.self, Serve.self, ArticleCommand.self, SectionCommand.self, TagCommand.self,
            AuthorCommand.self, MenuCommand.self, RedirectCommand.self, SettingsCommand.self, ThemeCommand.self,
            CopyCommand.self,
            PicturesCommand.self, CheckCommand.self, VerifyCommand.self, ReindexCommand.self, ImageWorkerCommand.self,
        ])

    /// As ArgumentParser's own, but for the code of a wrong command: 2, as in most programs, not 64.
    static func main() async {
        // What this program writes is for its owner: the database holds readers' addresses.
        umask(0o077)
        do {
            var command = try parseAsRoot()
            if var command = command as? any AsyncParsableCommand {
                try await command.run()
            } else {
                try command.run()
            }
        } catch {
            let code = exitCode(for: error)
            let message = fullMessage(for: error)
            if code.isSuccess {
                if !message.isEmpty { print(message) }
            } else if !message.isEmpty {
                Terminal.error(message)
            }
            Foundation.exit(code == .validationFailure ? 2 : code.rawValue)
        }
    }
}
