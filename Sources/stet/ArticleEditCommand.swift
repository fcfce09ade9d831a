import ArgumentParser
import Editorial
import Foundation

/// `stet article edit`
struct ArticleEditCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "edit", abstract: "Change an article or a page, published or not.",
        discussion: """
            Readers see it with their next page. Another slug is another address: the old one leads there from then on. An import that \
            comes later leaves alone what was changed here.
            """)

    @Argument(help: ArgumentHelp("Its number, address or slug.", valueName: "article"))
    var article: String

    @Option(help: "Its headline.")
    var title: String?

    @Option(help: "Its standfirst; an empty one is \"\".")
    var standfirst: String?

    @Option(help: "Its slug.")
    var slug: String?

    @Option(
        help: ArgumentHelp(
            "Its text, from a file: Markdown (.md) or HTML (.html). - reads it from standard input, as Markdown unless --format says html.",
            valueName: "file"))
    var body: String?

    @Option(help: ArgumentHelp("What the text is, whatever the file is called: markdown or html.", valueName: "format"))
    var format: ArticleChanges.Body.Format?

    @Option(
        help: ArgumentHelp(
            "Its sections, by slug or name: those it had are gone. May be given several times; the first is the main one.",
            valueName: "section"))
    var section: [String] = []

    @Option(help: ArgumentHelp("One section more. May be given several times, as those that follow.", valueName: "section"))
    var addSection: [String] = []

    @Option(help: ArgumentHelp("One section less.", valueName: "section"))
    var removeSection: [String] = []

    @Option(help: ArgumentHelp("Its tags: those it had are gone. One that is not there is made.", valueName: "tag"))
    var tag: [String] = []

    @Option(help: ArgumentHelp("One tag more.", valueName: "tag"))
    var addTag: [String] = []

    @Option(help: ArgumentHelp("One tag less.", valueName: "tag"))
    var removeTag: [String] = []

    @Option(help: ArgumentHelp("Its byline, by slug or name, in this order.", valueName: "author"))
    var author: [String] = []

    @Option(help: "The date that is printed, as 2026-03-01 or 2026-03-01 14:05. Its address stays.")
    var date: String?

    @Option(help: ArgumentHelp("Its language, as es or pt-BR; \"\" is the magazine's own.", valueName: "tag"))
    var language: String?

    @Flag(inversion: .prefixedNo, help: "Whether it stands above all others on the front page.")
    var sticky: Bool?

    @Flag(inversion: .prefixedNo, help: "Whether readers may comment on it.")
    var comments: Bool?

    @Option(help: "The alt text of the picture above its text.")
    var alt: String?

    @Option(help: "Of what is not published: draft, review, private or trash.")
    var status: String?

    @OptionGroup var version: VersionOption

    @OptionGroup var data: DataOption

    func validate() throws {
        guard format == nil || body != nil else { throw ValidationError("--format says what --body is: give that, too.") }
        var changes = self.changes
        if body != nil { changes.body = ArticleChanges.Body("", .markdown) }
        guard !changes.isEmpty else { throw ValidationError("Say what shall be different: --title, --slug, --section, --body …") }
    }

    private var changes: ArticleChanges {
        var changes = ArticleChanges()
        (changes.title, changes.standfirst, changes.slug) = (title, standfirst, slug)
        (changes.addedSections, changes.removedSections) = (addSection, removeSection)
        (changes.addedTags, changes.removedTags) = (addTag, removeTag)
        // Not given is as it is; `--tag ""` is none.
        changes.sections = section.isEmpty ? nil : section
        changes.tags = tag.isEmpty ? nil : tag
        changes.authors = author.isEmpty ? nil : author
        (changes.date, changes.language, changes.status, changes.alt) = (date, language, status, alt)
        (changes.isSticky, changes.areCommentsOpen) = (sticky, comments)
        return changes
    }

    func run() async throws {
        var changes = self.changes
        if let body { changes.body = try text(of: body) }
        try await WorkCommand(
            work: .articles(.edit(article, changes, ifVersion: version.ifVersion)), directory: data.directory, creates: false
        ).run()
    }

    /// Longer texts than the sanitiser takes are not sent.
    private static let longest = 4 << 20

    private func text(of file: String) throws -> ArticleChanges.Body {
        let ending = file.lowercased()
        let usual: ArticleChanges.Body.Format = ending.hasSuffix(".html") || ending.hasSuffix(".htm") ? .html : .markdown
        let handle = file == "-" ? FileHandle.standardInput : FileHandle(forReadingAtPath: file)
        guard let bytes = try? handle?.read(upToCount: ArticleEditCommand.longest + 1) else {
            try refuse("\(file) cannot be read.")
        }
        guard bytes.count <= ArticleEditCommand.longest else { try refuse("\(file) is longer than 4 MiB.") }
        guard let text = String(validating: bytes, as: UTF8.self) else { try refuse("\(file) is not UTF-8.") }
        return ArticleChanges.Body(text, format ?? usual)
    }

    private func refuse(_ sentence: String) throws -> Never {
        Terminal.error(sentence)
        throw ExitCode(3)
    }
}

extension ArticleChanges.Body.Format: ExpressibleByArgument {}
