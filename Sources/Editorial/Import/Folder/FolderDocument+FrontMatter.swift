import Content

extension FolderDocument {
    /// A text from its front matter, its body, and the place of its file.
    init(_ text: FrontMatter, source: FolderSource) throws(FolderFailure) {
        let place = source.place
        if place.needsFrontMatter, !text.isWritten {
            throw FolderFailure(file: source.file, line: 1, reason: "no front matter: Jekyll makes no page of it")
        }
        let fields = try FolderFields(text.fields, file: source.file).withParameters()
        file = source.file
        slug = try fields.text("slug") ?? place.slug
        (title, body, bodyLine) = try FolderDocument.title(fields, text, source)
        let kinds = [try fields.text("layout"), try fields.text("type")]
        isPage = place.isPage || kinds.contains("page")
        url = try FolderDocument.address(fields)
        aliases = try fields.texts("aliases", "alias") + fields.texts("redirectfrom")
        aliases = aliases.map { FolderDocument.rooted($0, in: place.directory) }

        // `published` is a truth value to Jekyll and a date to Hugo.
        let isHidden = fields["published"]?.truth == false
        let released = isHidden || fields["published"]?.truth == true ? nil : try fields.date("published")
        publishDate = try fields.date("publishdate", "pubdate") ?? released
        date = try fields.date("date") ?? publishDate ?? place.date
        lastModified = try fields.date("lastmod", "lastmodified", "lastmodifiedat", "modified", "updated")
        isFeatured = fields["featured"]?.truth == true
        isDraft = try fields.truth("draft") ?? (place.isDraft || isHidden)

        authors = try fields.texts("authors", "author", "byline")
        let space = place.splitsWords ? UInt8(ascii: " ") : nil
        let own =
            try fields.texts("sections", "section") + fields.texts("categories", separator: space)
            + fields.texts("category")
        sections = FolderDocument.distinct(place.sectionsAreAdded || own.isEmpty ? place.sections + own : own)
        tags = try FolderDocument.distinct(fields.texts("tags", separator: space) + fields.texts("tag"))
        standfirst = try fields.text("standfirst", "excerpt", "summary", "description")
        language = try fields.text("language", "lang", "locale")
        // `ref` is what many Jekyll sites call it; where no language is said it is something else.
        translationKey = try fields.text("translationkey", "langref")
        if translationKey == nil, language != nil { translationKey = try fields.text("ref") }
        weight = try fields.integer("weight")
        parent = try fields.text("parent")
        bundle = place.isBundle ? place.directory : nil

        let image = try fields.picture("picture", "image", "cover", "featuredimage", "thumbnail", "images")
        picture = image.map { FolderDocument.resolved($0.address, in: place) }
        pictureAlt = try fields.text("picturealt", "imagealt")
        pictureCaption = try fields.text("picturecaption", "imagecaption")
        pictureCredit = try fields.text("picturecredit", "imagecredit")
        if let details = image?.details {
            if pictureAlt == nil { pictureAlt = try details.text("alt") }
            if pictureCaption == nil { pictureCaption = try details.text("caption") }
            if pictureCredit == nil { pictureCredit = try details.text("credit") }
        }

        (series, seriesPart) = try FolderDocument.series(fields)
        corrections = try fields.list("corrections", "correction").map { fields throws(FolderFailure) in try Correction(fields) }
        talk = try fields.fields("talk").map { fields throws(FolderFailure) in try Talk(fields) }
        event = try fields.fields("event").map { fields throws(FolderFailure) in try Event(fields) }
        kind = try FolderDocument.kind(fields) ?? (event != nil ? .event : talk != nil ? .talk : .article)
        if kind == .event, event == nil { throw fields.failure("an event needs `event: {starts: …}`") }
    }

    private static func title(
        _ fields: FolderFields, _ text: FrontMatter, _ source: FolderSource
    ) throws(FolderFailure) -> (title: String, body: String, bodyLine: Int) {
        if let title = try fields.text("title") { return (title, text.body, text.bodyLine) }
        if let found = FolderTitle.find(in: text.body) {
            return (found.title, found.body, text.bodyLine + found.linesTaken)
        }
        guard source.place.titleFromSlug else {
            throw FolderFailure(file: source.file, line: 1, reason: "no title: neither `title` nor a heading `# …`")
        }
        // As Jekyll does it (Utils.titleize_slug).
        let words = source.place.slug.utf8.split(separator: UInt8(ascii: "-")).map { word in
            String(Substring(word.prefix(1))).uppercased() + String(Substring(word.dropFirst()))
        }
        return (words.joined(separator: " "), text.body, text.bodyLine)
    }

    private static func kind(_ fields: FolderFields) throws(FolderFailure) -> Kind? {
        guard let name = try fields.text("kind") else { return nil }
        guard let kind = Kind(rawValue: name) else {
            throw fields.failure("`kind` must be article, talk or event", at: fields["kind"])
        }
        return kind
    }

    /// A name, with `series_part` beside it; `series: {name: …, part: 2}`; or a list, of which the first counts, as Hugo's themes have it.
    private static func series(_ fields: FolderFields) throws(FolderFailure) -> (name: String?, part: Int?) {
        guard let name = try fields.texts("series").first else { return (nil, nil) }
        if case .mapping = fields["series"]?.content, let details = try fields.fields("series") {
            return (name, try details.positiveInteger("part", "order", "number"))
        }
        return (name, try fields.positiveInteger("seriespart", "seriesorder"))
    }

    private static func distinct(_ texts: [String]) -> [String] {
        var seen: Set<String> = []
        return texts.filter { seen.insert($0).inserted }
    }
}

/// Addresses.
extension FolderDocument {
    /// `url`, or a `permalink` that is an address and not a pattern, a template or the name of a style.
    private static func address(_ fields: FolderFields) throws(FolderFailure) -> String? {
        if fields["url", "permalink"]?.truth != nil { return nil }
        guard let address = try fields.text("url", "permalink") else { return nil }
        let styles = ["date", "pretty", "ordinal", "weekdate", "none"]
        let isAbsolute = hasScheme(address)
        let isPattern = !isAbsolute && address.utf8.contains(UInt8(ascii: ":"))
        if styles.contains(address) || isPattern || address.utf8.contains(UInt8(ascii: "{")) { return nil }
        return rooted(address, in: "/")
    }

    /// Hugo means an alias without `/` in front from the text's folder.
    private static func rooted(_ address: String, in directory: String) -> String {
        address.utf8.first == UInt8(ascii: "/") || hasScheme(address) ? address : directory + address
    }

    /// A picture of a bundle lies beside the text; any other address stays as it is.
    private static func resolved(_ address: String, in place: FolderPlace) -> String {
        guard place.isBundle else { return address }
        let name = address.utf8.starts(with: "./".utf8) ? String(address.dropFirst(2)) : address
        return rooted(name, in: place.directory)
    }

    private static func hasScheme(_ address: String) -> Bool {
        address.utf8.starts(with: "http://".utf8) || address.utf8.starts(with: "https://".utf8)
    }
}

extension FolderDocument.Talk {
    fileprivate init(_ fields: FolderFields) throws(FolderFailure) {
        mediaURL = try fields.text("mediaurl", "url", "audio", "video")
        duration = nil
        if let text = try fields.text("duration") {
            guard let seconds = PlayingTime.seconds(text) else {
                throw fields.failure("`duration` is not a length such as 45:10 or PT45M10S", at: fields["duration"])
            }
            duration = seconds
        }
        speakers = try fields.texts("speakers", "speaker")
    }
}

extension FolderDocument.Correction {
    fileprivate init(_ fields: FolderFields) throws(FolderFailure) {
        guard let date = try fields.date("date") else { throw fields.failure("a correction needs `date`") }
        guard let text = try fields.text("text", "body") else { throw fields.failure("a correction needs `text`") }
        (self.date, self.text) = (date, text)
    }
}

extension FolderDocument.Event {
    fileprivate init(_ fields: FolderFields) throws(FolderFailure) {
        guard let starts = try fields.date("starts", "start") else { throw fields.failure("an event needs `starts`") }
        self.starts = starts
        ends = try fields.date("ends", "end")
        place = try fields.text("place", "venue", "location")
        address = try fields.text("address")
    }
}
