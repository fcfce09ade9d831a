import ArgumentParser
import Editorial

/// `stet pictures`
struct PicturesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pictures", abstract: "See which pictures lack words and describe them; delete files that nothing uses.",
        subcommands: [List.self, Describe.self, Restore.self], defaultSubcommand: List.self)

    /// `stet pictures list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List pictures that lack words, or files that nothing uses, or what is in the trash.",
            discussion: """
                Exit code 1 where there is one without alt text, or one that nothing uses; with --delete where one that nothing uses \
                could not be deleted.
                """)

        @Flag(help: "Those without alt text that are not decorative by decision, with the pages that show them.")
        var missingAlt = false

        @Flag(help: "The files that nothing leads to: no article, page or draft, nor any earlier state of one.")
        var unused = false

        @Flag(help: "With --unused: move these to the trash, which keeps them for 30 days.")
        var delete = false

        @Flag(help: "What was deleted, and until when it can be brought back.")
        var trash = false

        @OptionGroup var data: DataOption

        func validate() throws {
            guard [missingAlt, unused, trash].count(where: { $0 }) == 1 else {
                throw ValidationError("Say which: one of --missing-alt, --unused and --trash")
            }
            guard unused || !delete else { throw ValidationError("Only what nothing uses can be deleted: --unused --delete") }
        }

        func run() async throws {
            let work: Work = missingAlt ? .missingAltTexts : trash ? .trash : .unusedFiles(isDeleting: delete)
            try await WorkCommand(work: work, directory: data.directory, creates: false).run()
        }
    }

    /// `stet pictures restore`
    struct Restore: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Bring back a file from the trash, with its words and at all its addresses.")

        @Argument(help: "The path it was served at, as in /wp-content/uploads/2020/01/quay.jpg.")
        var file: String

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(work: .restore(file: file), directory: data.directory, creates: false).run()
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
