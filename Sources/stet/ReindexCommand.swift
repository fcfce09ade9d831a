import ArgumentParser
import Editorial

/// `stet reindex`
struct ReindexCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "reindex",
        abstract: "Make the index of the search anew, where stet check says that it is not right.")

    @OptionGroup var data: DataOption

    func run() async throws {
        try await WorkCommand(work: .reindex, directory: data.directory, creates: false).run()
    }
}
