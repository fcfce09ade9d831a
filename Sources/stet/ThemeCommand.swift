import ArgumentParser
import Foundation
import Site

/// `stet theme`
struct ThemeCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "theme", abstract: "Make a theme of your own, and see what is wrong with it.",
        subcommands: [Check.self, Copy.self])

    /// `stet theme check`
    struct Check: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Name everything that is wrong with a theme, with file and line.",
            discussion: """
                Names that no page gives, templates and words that are not there, tags that do not match, text that would be written \
                unescaped, attributes without quotes, files that nothing reads. What is not in the folder is the default theme's. Exit \
                code 1 where there is a fault.
                """)

        @Argument(help: ArgumentHelp("The theme's folder, theme in a data directory.", valueName: "dir"))
        var folder: String

        func run() throws {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: folder, isDirectory: &isFolder), isFolder.boolValue else {
                Terminal.error("\(folder) is not a folder. A theme to start from: stet theme copy \(folder)")
                throw ExitCode(3)
            }
            let check: ThemeCheck
            do {
                check = try ThemeCheck(folder: folder)
            } catch {
                Terminal.error("\(error)")
                throw ExitCode(3)
            }
            guard !check.faults.isEmpty else {
                print(
                    check.ownFiles == 0
                        ? "All is well: the folder has no files of its own, and the magazine looks as by default."
                        : "All is well with \(check.ownFiles == 1 ? "the one file" : "the \(check.ownFiles) files") of this theme."
                )
                return
            }
            for fault in check.faults { print(fault) }
            print(check.faults.count == 1 ? "1 fault" : "\(check.faults.count) faults")
            throw ExitCode(1)
        }
    }

    /// `stet theme copy`
    struct Copy: ParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Write the default theme into a folder, to start from.",
            discussion: "The folder is new or empty; nothing is ever written over.")

        @Argument(help: ArgumentHelp("The folder to write it to, as theme in a data directory.", valueName: "dir"))
        var folder: String

        func run() throws {
            let manager = FileManager.default
            do {
                if manager.fileExists(atPath: folder), try !manager.contentsOfDirectory(atPath: folder).isEmpty {
                    Terminal.error(
                        "\(folder) is not empty, and nothing is written over. Choose a folder that is new or empty, and take from it what you "
                            + "want to change.")
                    throw ExitCode(3)
                }
                let files = Theme.defaultFiles
                for (name, bytes) in files.sorted(by: { $0.key < $1.key }) {
                    let file = folder + "/" + name
                    try manager.createDirectory(
                        atPath: (file as NSString).deletingLastPathComponent, withIntermediateDirectories: true)
                    try Data(bytes).write(to: URL(filePath: file), options: .withoutOverwriting)
                }
                print(
                    """
                    The default theme is in \(folder): \(files.count) files.
                    Delete those you do not change: for each that is not there the default theme's stands in, and stays up to date with the \
                    program.
                    Put the folder into a data directory under the name theme, and see each change as it is saved: stet serve --reload
                    Look for what is wrong with it: stet theme check \(folder)
                    """)
            } catch let code as ExitCode {
                throw code
            } catch {
                Terminal.error("\(folder) cannot be written: \((error as NSError).localizedDescription)")
                throw ExitCode(3)
            }
        }
    }
}
