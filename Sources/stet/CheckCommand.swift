import ArgumentParser
import Editorial

/// `stet check`
struct CheckCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "See whether a magazine is whole: schema, files, dangling references, addresses that answer twice.")

    @OptionGroup var data: DataOption

    func run() async throws {
        try await WorkCommand(work: .check, directory: data.directory, creates: false).run()
    }
}
