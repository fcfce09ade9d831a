import Content
import Storage

extension OwnFields {
    /// Gives an article what WordPress had no place for. What is markup is made safe, what is an address must be one.
    func apply(to article: inout Article, of item: WXRItem, teaserWords: Int) {
        guard !isEmpty else { return }
        if let kind = self[.kind].flatMap(Article.Kind.init(rawValue:)) { article.kind = kind }
        if let language = self[.language].flatMap(LanguageTag.init(_:)) { article.language = language.formatted }
        if let caption = self[.pictureCaption], let safe = try? HTMLSanitizer(policy: .inline).sanitize(caption).html {
            article.pictureCaption = safe
        }
        if self[.publishedAt] == "none" { article.publishedAt = nil }
        if let instant = self[.publishedAt].flatMap({ WXRTime.wallClock($0) }).flatMap(Timestamp.init(milliseconds:)) {
            article.publishedAt = instant
        }
        if let listed = self[.listed] { article.isListed = listed == "1" }
        if let series = self[.series], !series.isEmpty {
            article.series = Article.Series(name: series, part: max(0, self[.seriesPart].flatMap { Int64($0) } ?? 0))
        }
        article.corrections = all(.correction).compactMap(OwnFields.correction)
        if self[.guid] == "address", item.guid == item.link { article.guid = "" }
        if readyBody(item.content) != nil, let source = self[.source],
            let format = self[.sourceFormat].flatMap(Article.SourceFormat.init(rawValue:))
        {
            (article.source, article.sourceFormat) = (source, format)
            article.teaser = Article.teaser(
                standfirst: article.standfirst, body: article.body, from: format, words: teaserWords)
        }
        if let teaser = self[.teaser] { article.teaser = teaser }
        if article.kind == .talk { article.talk = talk }
        if article.kind == .event { article.event = event }
    }

    /// The markup that stands between the comments that an export puts round it; nil where it is to be read as WordPress reads it.
    func readyBody(_ content: String) -> String? {
        // By bytes: a `>` with an accent upon it is another character.
        let (bytes, before, after) = (content.utf8, OwnFields.beforeReady.utf8, OwnFields.afterReady.utf8)
        guard self[.sourceFormat] != nil, bytes.starts(with: before), bytes.reversed().starts(with: after.reversed()),
            bytes.count >= before.count + after.count
        else { return nil }
        return String(decoding: bytes.dropFirst(before.count).dropLast(after.count), as: UTF8.self)
    }

    static let beforeReady = "<!-- wp:html -->"
    static let afterReady = "<!-- /wp:html -->"

    private static func correction(_ text: String) -> Article.Correction? {
        guard let dated = WXRTime.wallClock(String(text.prefix(19))).flatMap(WallClock.init(milliseconds:)),
            let safe = try? HTMLSanitizer(policy: .inline).sanitize(String(text.dropFirst(20))).html
        else { return nil }
        return Article.Correction(dated: dated, text: safe)
    }

    private var talk: Article.Talk? {
        let address = self[.talkURL] ?? ""
        let isAddress =
            ["https://", "http://"].contains { address.hasPrefix($0) } || address.hasPrefix("/") && !address.hasPrefix("//")
        guard address.isEmpty || isAddress else { return nil }
        return Article.Talk(mediaURL: address, duration: self[.talkDuration] ?? "", speakers: self[.talkSpeakers] ?? "")
    }

    private var event: Article.Event? {
        guard let starts = time(.eventStarts) else { return nil }
        return Article.Event(
            starts: starts, ends: time(.eventEnds), place: self[.eventPlace] ?? "", address: self[.eventAddress] ?? "")
    }

    private func time(_ field: OwnField) -> WallClock? {
        self[field].flatMap { WXRTime.wallClock($0) }.flatMap(WallClock.init(milliseconds:))
    }

    /// Gives a picture's words what WordPress would have made others of.
    func apply(to picture: inout Picture) {
        if let title = self[.title] { picture.title = title }
        if let alt = self[.alt] { picture.alt = alt }
        if let credit = self[.credit] { picture.credit = credit }
        if self[.decorative] == "1", picture.alt.isEmpty { picture.isDecorative = true }
    }

    /// What the crops of a picture keep in sight, in thousandths.
    var focalPoint: (x: Int64, y: Int64)? {
        let parts = (self[.focalPoint] ?? "").split(separator: ",", omittingEmptySubsequences: false).compactMap { Int64($0) }
        guard parts.count == 2, parts.allSatisfy({ (0...1000).contains($0) }) else { return nil }
        return (parts[0], parts[1])
    }
}
