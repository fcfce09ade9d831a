package import Content

/// Why something is not done for an editor, and what to do about it.
package enum NewsroomError: Error, Equatable, Sendable, CustomStringConvertible {
    case noArticle(String)
    case manyArticles(String, [String])
    /// Somebody saved it between the version that a change was made from and now.
    case savedSince(String, id: Int64, version: Int64, current: Int64)
    case isPublished(String, path: String)
    case isNotPublished(String, status: Article.Status)
    case mayNotBePublished(String, id: Int64, status: Article.Status)
    case statusOfPublished(String, id: Int64)
    case dateToCome(String)
    case noDate(String)
    case noSlug(String)
    case noLanguage(String)
    case noStatus(String)
    case unknownStatus(String)
    case controls(String)
    case unknown(kind: String, name: String, suggestion: String)
    case badName(kind: String, name: String)
    case addressTaken(String, by: String, id: Int64)
    case reservedAddress(String, id: Int64)
    case noAltText(String, file: String, more: Int)
    case noPicture(String)
    case unreadableText(String)
    case noAddress(String)
    case noTarget(String)
    case frontPage(String)
    case reserved(String)
    case answers(String)
    case noRedirect(String)
    case redirectToItself(String)
    case noComment(Int64, article: String)
    case noMenuEntry(String, menu: String, entries: [String])

    package var description: String {
        switch self {
        case .noArticle(let name):
            "There is no article “\(LedgerReport.printable(name))”. Give its number, its address or its slug: stet article list names them."
        case .manyArticles(let name, let found):
            "“\(LedgerReport.printable(name))” is the slug of several articles; give the number of one of them:\n"
                + found.map { "  \($0)\n" }.joined()
        case .savedSince(let name, let id, let version, let current):
            "\(name) was saved by somebody else since version \(version): it is at version \(current), and nothing of yours was written. "
                + "See what it says now (stet article show \(id)) and make your change from that."
        case .isPublished(let name, let path): "\(name) is published already, at \(path)."
        case .isNotPublished(let name, let status): "\(name) is not published: its status is \(status.rawValue)."
        case .mayNotBePublished(let name, let id, let status):
            (status == .trash
                ? "\(name) is in the trash. Take it out first"
                : "\(name) is kept behind the password that it had on the old site. If everybody may read it, make it a draft first")
                + ": stet article edit \(id) --status draft"
        case .statusOfPublished(let name, let id):
            "\(name) is published, and readers would lose it without being told. Withdraw it first: stet article withdraw \(id)"
        case .dateToCome(let date):
            "\(date) is to come, and nothing is published by itself yet. Publish it then, or give a date that is past."
        case .noDate(let text):
            "“\(LedgerReport.printable(text))” is no date. Write it as 2026-03-01 or 2026-03-01 14:05, in the magazine's time, or with Z or +01:00 behind."
        case .noSlug(let text):
            "“\(LedgerReport.printable(text))” makes no slug. One has letters, digits and dashes, as in winter-ferries."
        case .noLanguage(let text):
            "“\(LedgerReport.printable(text))” is no language. Write its tag, as in es or pt-BR; an empty one is the magazine's own."
        case .noStatus(let text):
            "“\(LedgerReport.printable(text))” is no status that can be given: draft, review, private and trash can. stet article publish publishes."
        case .unknown(let kind, let name, let suggestion):
            "There is no \(kind) “\(LedgerReport.printable(name))” in this magazine"
                + (suggestion.isEmpty ? ". Give its slug or its name." : suggestion)
        case .unknownStatus(let name):
            "There is no status “\(LedgerReport.printable(name))”"
                + (NearestName.to(name, among: Article.Status.allCases.map(\.rawValue)).map { "; did you mean ‘\($0)’?" } ?? ".")
                + " There are: \(Article.Status.allCases.map(\.rawValue).joined(separator: ", "))."
        case .controls(let what):
            "The \(what) holds control characters, such as those that colour a terminal: readers cannot see them. Give it without."
        case .badName(let kind, let name): "“\(LedgerReport.printable(name))” cannot be the name of \(kind)."
        case .addressTaken(let path, let by, let id):
            "The address \(path) belongs to \(by). Give this one another slug: stet article edit \(id) --slug …"
        case .reservedAddress(let path, let id):
            "The address \(path) is one that every magazine answers itself. Give the article another slug: stet article edit \(id) --slug …"
        case .noAltText(let name, let file, let more):
            "\(name) is not published: alt text is missing for \(file)\(more > 0 ? " and \(more) more" : ""), and the setting alt_text_required wants it. "
                + "Describe it first: stet pictures describe \(file) --alt TEXT, or --decorative"
        case .noPicture(let name): "\(name) has no picture above its text that could be described."
        case .unreadableText(let reason): "The text cannot be read: \(reason). Nothing was changed."
        case .noAddress(let text):
            "“\(LedgerReport.printable(text))” is no address of this magazine. Write its path, as in /2020/01/ferries/."
        case .noTarget(let text):
            "“\(LedgerReport.printable(text))” is nothing to lead to. Write a path, as in /2020/01/ferries/, or an address elsewhere: https://…"
        case .frontPage(let path): "\(path) is the front page, and cannot lead elsewhere."
        case .reserved(let path): "\(path) is an address that every magazine answers itself, and cannot lead elsewhere."
        case .answers(let path):
            "\(path) answers with something itself, and cannot lead elsewhere. Give that another slug first, or withdraw it."
        case .noRedirect(let path): "\(path) leads nowhere: there is nothing to remove."
        case .redirectToItself(let path): "\(path) would lead to itself."
        case .noComment(let number, let article): "There is no comment \(number) below \(article)."
        case .noMenuEntry(let text, let menu, let entries):
            "The menu \(menu) has no entry “\(LedgerReport.printable(text))”. It has: \(entries.map { LedgerReport.printable($0) }.joined(separator: ", "))."
        }
    }

    /// What a script is told.
    package var exit: WorkResult.ExitCode {
        switch self {
        // What is asked for can never be.
        case .dateToCome, .noDate, .noSlug, .noLanguage, .noStatus, .unknown, .badName, .reservedAddress, .noPicture, .noAddress,
            .redirectToItself, .noMenuEntry, .unknownStatus, .controls, .noTarget, .frontPage, .reserved:
            .usage
        // What it is asked of is not there, or what is brought cannot be read.
        case .noArticle, .manyArticles, .unreadableText, .noRedirect, .noComment: .unreadable
        // The magazine is not in the state for it; it may be another time.
        case .savedSince, .isPublished, .isNotPublished, .mayNotBePublished, .statusOfPublished, .addressTaken, .noAltText,
            .answers:
            .incomplete
        }
    }
}
