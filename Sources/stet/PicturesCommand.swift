import ArgumentParser
import Editorial

/// `stet pictures`
struct PicturesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pictures", abstract: "See which pictures lack words, and describe them.",
        subcommands: [List.self, Describe.self], defaultSubcommand: List.self)

    /// `stet pictures list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List pictures that readers see.",
            discussion: "Exit code 1 where there is one without alt text.")

        @Flag(help: "Those without alt text that are not decorative by decision, with the pages that show them.")
        var missingAlt = false

        @OptionGroup var data: DataOption

        func validate() throws {
            guard missingAlt else { throw ValidationError("Say which: --missing-alt") }
        }

        func run() async throws {
            try await WorkCommand(work: .missingAltTexts, directory: data.directory, creates: false).run()
        }
    }

    /// `stet pictures describe`
    struct Describe: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Give a picture its alt text, or say that it needs none, or what its crops keep in sight.")

        @Argument(help: "The path its file is served at, as in /wp-content/uploads/2020/01/quay.jpg.")
        var file: String

        @Option(help: "What it shows, for those who do not see it.")
        var alt: String?

        @Flag(help: "It says nothing that the words around it do not: no alt text, by decision.")
        var decorative = false

        @Option(
            help: ArgumentHelp(
                "What every crop keeps in sight: hundredths from the left and from the top, as 30,60.", valueName: "x,y"))
        var focal: String?

        @OptionGroup var data: DataOption

        func validate() throws {
            guard alt != nil || decorative || focal != nil else {
                throw ValidationError("Say what is to be known of it: --alt TEXT, --decorative or --focal X,Y.")
            }
            guard alt == nil || !decorative else {
                throw ValidationError("A picture with alt text is not decorative: give one of --alt and --decorative.")
            }
            guard focal == nil || point != nil else {
                throw ValidationError("A focal point is two numbers from 0 to 100, as in 30,60.")
            }
        }

        private var point: [Int64]? {
            let parts = (focal ?? "").split(separator: ",", omittingEmptySubsequences: false).compactMap { Int64($0) }
            return parts.count == 2 && parts.allSatisfy({ (0...100).contains($0) }) ? parts.map { $0 * 10 } : nil
        }

        func run() async throws {
            let description = PictureDescription(file: file, alt: alt, isDecorative: decorative, focalPoint: point)
            try await WorkCommand(work: .describe(description), directory: data.directory, creates: false).run()
        }
    }
}
