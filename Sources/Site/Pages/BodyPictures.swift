import Content
import Storage

/// The pictures of a body, in the forms that browsers choose from, with their size and alt text.
///
/// In a feed it becomes one plain `<img>`.
///
/// A stored body names each picture by the address it had in its old system. Here each `<img>` of the magazine's own becomes a
/// `<picture>`; one whose file is not there becomes its alt text. It relies on stored markup being canonical, as all scans in
/// `Content/HTML` do: within a tag a double quote begins or ends a value and nothing else.
struct BodyPictures {
    enum Use {
        /// Below a picture that comes first, or below much text.
        case page
        /// At the top of a page: a picture that the body begins with is wanted at once.
        case top
        /// Elsewhere, where one form has to do.
        case feed
    }

    let library: Library
    let home: String
    let words: Words
    var use: Use = .page

    /// A picture within so many bytes of markup is seen without scrolling.
    private static let top = 400

    func shown(_ body: HTML) throws -> HTML {
        shown(body, try library.embeddedImages(at: BodyPictures.paths(in: [body])))
    }

    /// The paths of all pictures in some bodies, to be looked up.
    static func paths(in bodies: [HTML]) -> [String] {
        var paths: [String] = []
        var seen: Set<String> = []
        for path in bodies.flatMap({ ImageTag.all(in: $0.markup) }).compactMap(\.path) {
            for candidate in [path, ImageTag.withoutSize(path)] {
                if let candidate, seen.insert(candidate).inserted { paths.append(candidate) }
            }
        }
        return paths
    }

    /// - Parameter found: what is known about the pictures, by their paths.
    func shown(_ body: HTML, _ found: [String: EmbeddedImage]) -> HTML {
        let tags = ImageTag.all(in: body.markup)
        guard !tags.isEmpty else { return body }
        var markup: [UInt8] = []
        let source = Array(body.markup.utf8)
        markup.reserveCapacity(source.count + tags.count * 1200)
        var end = 0
        for (index, tag) in tags.enumerated() {
            markup += source[end..<tag.range.lowerBound]
            end = tag.range.upperBound
            guard let path = tag.path else {
                markup += foreign(tag).utf8
                continue
            }
            let known = found[path] ?? ImageTag.withoutSize(path).flatMap { found[$0] }
            let isFirst = use == .top && index == 0 && tag.range.lowerBound < BodyPictures.top
            markup += replacement(tag, known, isFirst: isFirst, isAlone: isAlone(tag.range, in: source)).utf8
        }
        markup += source[end...]
        return HTML(stored: String(decoding: use == .feed ? BodyPictures.withoutChoices(markup) : markup, as: UTF8.self))
    }

    /// Without `<picture>` around an `<img>`, and the choices in it.
    private static func withoutChoices(_ markup: [UInt8]) -> [UInt8] {
        var plain: [UInt8] = []
        plain.reserveCapacity(markup.count)
        var rest = markup[...]
        while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
            plain += rest[..<start]
            let tag = rest[start...].prefix { $0 != UInt8(ascii: ">") }
            rest = rest[tag.endIndex...]
            let isChoice = tag.starts(with: "<source ".utf8) && !String(decoding: tag, as: UTF8.self).contains(" src=\"")
            if isChoice || tag.starts(with: "<picture".utf8) || tag.starts(with: "</picture".utf8) {
                rest = rest.dropFirst()
            } else {
                plain += tag
            }
        }
        return plain + rest
    }

    /// What decides when it is loaded.
    private func loading(isFirst: Bool) -> String {
        use == .feed ? "" : isFirst ? " fetchpriority=\"high\"" : " loading=\"lazy\" decoding=\"async\""
    }

    /// From elsewhere: nothing is known of it but what the body says.
    private func foreign(_ tag: ImageTag) -> String {
        let attributes = tag.attributes.filter { !["alt", "loading", "decoding", "fetchpriority"].contains($0.name) }
            .map { " \($0.name)=\"\($0.value)\"" }.joined()
        return "<img\(attributes) alt=\"\(tag["alt"] ?? "")\"\(loading(isFirst: false))>"
    }

    /// Whether a tag is all that a link holds.
    private func isAlone(_ tag: Range<Int>, in source: [UInt8]) -> Bool {
        guard source[tag.upperBound...].starts(with: "</a>".utf8), source[..<tag.lowerBound].last == UInt8(ascii: ">"),
            let start = source[..<tag.lowerBound].lastIndex(of: UInt8(ascii: "<"))
        else { return false }
        return source[start...].starts(with: "<a ".utf8)
    }

    private func replacement(_ tag: ImageTag, _ known: EmbeddedImage?, isFirst: Bool, isAlone: Bool) -> String {
        let own = tag["alt"] ?? ""
        // The words for this use win; an empty text says nothing, as WordPress writes it where nobody wrote one.
        var alt = own.isEmpty && known?.isDecorative != true ? HTML.attribute(known?.alt ?? "") : own
        guard let known, known.mediaType.hasPrefix("image/") else {
            return missing(alt)
        }
        if alt.isEmpty, isAlone { alt = name(of: tag) }
        var attributes = tag.attributes.filter {
            !["src", "alt", "width", "height", "srcset", "sizes", "loading", "decoding", "fetchpriority"].contains($0.name)
        }.map { " \($0.name)=\"\($0.value)\"" }.joined()
        let (width, height) = self.size(tag, known.image)
        var size = ""
        if let width, let height { size = " width=\"\(width)\" height=\"\(height)\"" }
        if use == .feed {
            let source = known.image.map { PictureForms($0, in: .body, home: home).source } ?? tag["src"] ?? ""
            return "<img src=\"\(source)\"\(size) alt=\"\(alt)\">"
        }
        attributes += size + " alt=\"\(alt)\"" + loading(isFirst: isFirst)
        guard let image = known.image else { return "<img src=\"\(tag["src"] ?? "")\"\(attributes)>" }
        let forms = PictureForms(image, in: .body, home: home)
        if !image.color.isEmpty { attributes += " style=\"background-color:\(HTML(escaping: image.color).markup)\"" }
        // A picture that was made small on purpose is not offered larger than the column needs.
        let sizes =
            width.map { $0 < 704 ? "(min-width:46em) \($0)px, 100vw" : PictureForms.Place.bodySizes }
            ?? PictureForms.Place.bodySizes
        let set = forms.sourceSet.isEmpty ? "" : " srcset=\"\(forms.sourceSet)\" sizes=\"\(sizes)\""
        let sources = forms.better.map { "<source type=\"\($0.type)\" srcset=\"\($0.sourceSet)\" sizes=\"\(sizes)\">" }.joined()
        let img = "<img src=\"\(forms.source)\"\(set)\(attributes)>"
        return sources.isEmpty ? img : "<picture>\(sources)\(img)</picture>"
    }

    /// What a link says whose picture has no words: by the name of its file one tells it at least from the next.
    private func name(of tag: ImageTag) -> String {
        let file = PercentEncoding.decoded(String(tag.path?.split(separator: "/").last ?? ""))
        let name = file.utf8.lastIndex(of: UInt8(ascii: ".")).map { String(file[..<$0]) } ?? file
        return HTML.attribute(words.text("pictureMissing", ["description": name]))
    }

    /// What stands where the picture is not there: its alt text, which is markup already.
    private func missing(_ alt: String) -> String {
        guard !alt.isEmpty else { return "" }
        let parts = words.text("pictureMissing", ["description": "\0"]).split(separator: "\0", omittingEmptySubsequences: false)
        let text = parts.map { HTML(escaping: String($0)).markup }.joined(separator: alt)
        return use != .feed ? "<span class=\"picture-missing\">\(text)</span>" : text
    }

    /// As the body has it, where it has the picture's shape; else the picture's own. Both are always told, so that nothing jumps.
    private func size(_ tag: ImageTag, _ image: ImageView?) -> (Int?, Int?) {
        let width = tag["width"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        let height = tag["height"].flatMap { Int($0) }.flatMap { $0 > 0 ? $0 : nil }
        guard let image, image.width > 0, image.height > 0 else { return (width, height) }
        let (own, high) = (Int(clamping: image.width), Int(clamping: image.height))
        let wanted = min(width ?? sizeInName(tag) ?? own, own)
        return (wanted, max(1, Int((Double(wanted) * Double(high) / Double(own)).rounded())))
    }

    /// `-300x200` at the end of the file's name.
    private func sizeInName(_ tag: ImageTag) -> Int? {
        guard let path = tag.path, let short = ImageTag.withoutSize(path), let dot = path.utf8.lastIndex(of: UInt8(ascii: "."))
        else {
            return nil
        }
        let added = path[..<dot].utf8.count - (short.utf8.count - path[dot...].utf8.count)
        return path[..<dot].suffix(max(0, added)).dropFirst().split(separator: "x").first.flatMap { Int($0) }
    }
}
