import ArgumentParser
import Content
import Editorial
import Foundation

/// `stet article`
struct ArticleCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "article",
        abstract: "See, publish, withdraw and edit articles and pages: for scripts, and for a quick correction.",
        discussion: """
            An article is named by its number, its address (/2020/01/ferries/) or its slug (ferries).
            Exit codes: 0 done; 1 the magazine is not in the state for it, as where somebody else saved meanwhile; 2 the command was \
            wrong, or asks for what cannot be; 3 there is no such article.
            """,
        subcommands: [List.self, Show.self, Publish.self, Withdraw.self, ArticleEditCommand.self], defaultSubcommand: List.self)

    /// `stet article list`
    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List articles and pages, published or not, the newest first.")

        @Option(
            help: ArgumentHelp(
                "Only those with a status: \(Article.Status.allCases.map(\.rawValue).joined(separator: ", ")).",
                valueName: "status"))
        var status: String?

        @Option(help: ArgumentHelp("Only those in a section, or in one below it.", valueName: "slug or name"))
        var section: String?

        @Option(help: ArgumentHelp("Only those with a tag.", valueName: "slug or name"))
        var tag: String?

        @Option(help: ArgumentHelp("Only those by an author.", valueName: "slug or name"))
        var author: String?

        @Option(help: ArgumentHelp("Only those with words in title, standfirst or slug.", valueName: "words"))
        var search: String?

        @Option(help: "How many at most.")
        var limit = 50

        @Flag(help: "As JSON, for a script.")
        var json = false

        @Flag(help: "Their numbers alone, one a line.")
        var numbers = false

        @OptionGroup var data: DataOption

        func validate() throws {
            guard (1...1_000_000).contains(limit) else {
                throw ValidationError("A limit is a number from 1 to 1000000, not \(limit).")
            }
            guard !json || !numbers else { throw ValidationError("Say how: --json or --numbers.") }
        }

        func run() async throws {
            var filter = ArticleFilter()
            (filter.status, filter.section, filter.tag) = (status, section, tag)
            (filter.author, filter.search, filter.limit) = (author, search, limit)
            let form: ArticleRequest.ListForm = json ? .json : numbers ? .numbers : .table(width: Terminal.width)
            try await WorkCommand(work: .articles(.list(filter, form)), directory: data.directory, creates: false).run()
        }
    }

    /// `stet article show`
    struct Show: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Show all that is known of one article, with its text as it was written.")

        @Argument(help: ArgumentHelp("Its number, address or slug.", valueName: "article"))
        var article: String

        @Flag(help: "As JSON, for a script: with the text as readers get it, too.")
        var json = false

        @OptionGroup var data: DataOption

        func run() async throws {
            try await WorkCommand(
                work: .articles(.show(article, isJSON: json)), directory: data.directory, creates: false
            ).run()
        }
    }

    /// `stet article publish`
    struct Publish: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Publish drafts, or what was withdrawn: readers see them at once.",
            discussion: """
                An article gets its address as the setting permalinks says; one that was withdrawn gets back the one it had. Of \
                several all are published, or none.
                """)

        @Argument(help: ArgumentHelp("Their numbers, addresses or slugs.", valueName: "article"))
        var articles: [String]

        @Option(help: "The date that is printed, as 2026-03-01 or 2026-03-01 14:05. Without it: the one it has, or now.")
        var date: String?

        @OptionGroup var version: VersionOption

        @OptionGroup var data: DataOption

        func validate() throws { try version.check(articles) }

        func run() async throws {
            try await WorkCommand(
                work: .articles(.publish(articles, date: date, ifVersion: version.ifVersion)), directory: data.directory,
                creates: false
            ).run()
        }
    }

    /// `stet article withdraw`
    struct Withdraw: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Take published articles from the readers: they are drafts again.",
            discussion: """
                Their addresses, and those that lead there, say that they are gone (410). Listings, feeds, the search and the site \
                map have them no more. Of several all are withdrawn, or none.
                """)

        @Argument(help: ArgumentHelp("Their numbers, addresses or slugs.", valueName: "article"))
        var articles: [String]

        @OptionGroup var version: VersionOption

        @OptionGroup var data: DataOption

        func validate() throws { try version.check(articles) }

        func run() async throws {
            try await WorkCommand(
                work: .articles(.withdraw(articles, ifVersion: version.ifVersion)), directory: data.directory, creates: false
            ).run()
        }
    }
}

/// `--if-version`. Not `--version`, which every command answers with the program's own.
struct VersionOption: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Only where it is at this version still, as stet article show says it: nobody has saved it since.",
            valueName: "number"))
    var ifVersion: Int64?

    func check(_ articles: [String]) throws {
        guard ifVersion == nil || articles.count == 1 else {
            throw ValidationError("--if-version is of one article: name one.")
        }
    }
}
