internal import CGumbo

/// What a whole page of any site says: its headline, its words, its pictures. For comparing pages, not for showing them.
///
/// The text is that of the part which holds what somebody wrote: the one element that themes call `entry-content` or the like, else the
/// one `<article>`, else `<main>`, else all of it. What is there on every page, and what no reader sees, is left out.
package struct PageReading: Sendable {
    /// Of the `<title>`.
    package private(set) var title = ""
    /// Of the first heading that is called `entry-title` or the like, else of the first `<h1>`.
    package private(set) var headline = ""
    /// With one space where white space or the border of a block was.
    package private(set) var text = ""
    /// The addresses of the pictures in that part, as they are written, each once.
    package private(set) var pictures: [String] = []

    /// - Parameter page: up to 4 MiB, a document or a part of one.
    package init(_ page: String) throws(HTMLError) {
        let source = try HTMLSource(page)
        let tree = try HTMLTree(parsing: source)
        guard let body = tree.body else { return }
        let reader = Reader(source: source)
        let places = reader.places(in: body)
        title = places.title.map { reader.text(of: $0) } ?? ""
        headline = places.headline.map { reader.text(of: $0) } ?? ""
        text = reader.text(of: places.content, pictures: &pictures)
        // The tree points into memory that it owns.
        withExtendedLifetime(tree) {}
    }
}

private typealias Node = UnsafePointer<GumboNode>

/// Where to read on a page.
private struct Places {
    var title: Node?
    var headline: Node?
    var content: Node
}

private struct Reader {
    let source: HTMLSource

    /// Goes through the tree once. Loops instead of recursion: a hostile page is deep.
    func places(in body: Node) -> Places {
        var found: (named: [Node], articles: [Node], main: Node?) = ([], [], nil)
        var places = Places(content: body)
        var titled: Node?
        var waiting = [body]
        while let node = waiting.popLast() {
            guard node.pointee.type == GUMBO_NODE_ELEMENT else { continue }
            let element = node.pointee.v.element
            switch element.tag {
            case GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_SVG, GUMBO_TAG_MATH:
                continue
            case GUMBO_TAG_TITLE:
                if places.title == nil { places.title = node }
                continue
            case GUMBO_TAG_H1: if places.headline == nil { places.headline = node }
            case GUMBO_TAG_ARTICLE: found.articles.append(node)
            case GUMBO_TAG_MAIN: if found.main == nil { found.main = node }
            default: break
            }
            let names = Reader.names(of: element)
            if titled == nil, names.contains(where: Reader.headlines.contains) { titled = node }
            if names.contains(where: Reader.contents.contains) {
                // What is within is the same again.
                found.named.append(node)
            }
            waiting += node.children.reversed()
        }
        if let titled { places.headline = titled }
        if let content = found.named.first, found.named.count == 1 || found.articles.count <= 1 {
            places.content = content
        } else if found.articles.count == 1 {
            places.content = found.articles[0]
        } else if let main = found.main {
            places.content = main
        }
        return places
    }

    func text(of node: Node) -> String {
        var pictures: [String] = []
        return text(of: node, pictures: &pictures)
    }

    func text(of start: Node, pictures: inout [String]) -> String {
        var text = Gathered()
        var seen: Set<String> = []
        var frames = [(children: start.children, next: 0, isBlock: false)]
        while let top = frames.last {
            guard top.next < top.children.count else {
                if top.isBlock { text.part() }
                frames.removeLast()
                continue
            }
            frames[frames.count - 1].next += 1
            let node = top.children[top.next]
            switch node.pointee.type {
            case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE, GUMBO_NODE_CDATA:
                source.expand(Reader.bytes(node.pointee.v.text.text)) { text.add($0) }
            case GUMBO_NODE_ELEMENT:
                let element = node.pointee.v.element
                if element.tag == GUMBO_TAG_IMG {
                    read(element, into: &text, &pictures, &seen)
                    continue
                }
                guard !Reader.isSkipped(element) else { continue }
                let isBlock = Reader.isBlock(element.tag)
                if isBlock { text.part() }
                frames.append((node.children, 0, isBlock))
            default: break
            }
        }
        return String(decoding: text.bytes, as: UTF8.self)
    }

    /// A picture that stands for a character (WordPress puts them in the place of emoji) is that character.
    private func read(
        _ image: GumboElement, into text: inout Gathered, _ pictures: inout [String], _ seen: inout Set<String>
    ) {
        let names = Reader.names(of: image)
        if names.contains("emoji") || names.contains("wp-smiley") {
            if let alt = Reader.attribute("alt", of: image) { Array(alt.utf8).withUnsafeBufferPointer { text.add($0) } }
            return
        }
        // Pictures that a script would bring have their address elsewhere.
        let addresses = ["data-src", "data-lazy-src", "data-orig-file", "src"].compactMap { Reader.attribute($0, of: image) }
        guard let address = addresses.first(where: { !$0.isEmpty && !$0.hasPrefix("data:") }), pictures.count < 5000,
            seen.insert(address).inserted
        else { return }
        pictures.append(address)
    }

    /// What is gathered, with one space between words.
    private struct Gathered {
        var bytes: [UInt8] = []
        private var owesSpace = false

        mutating func part() { owesSpace = true }

        mutating func add(_ piece: UnsafeBufferPointer<UInt8>) {
            for byte in piece {
                if byte.isHTMLSpace {
                    owesSpace = true
                    continue
                }
                if owesSpace, !bytes.isEmpty { bytes.append(0x20) }
                owesSpace = false
                bytes.append(byte)
            }
        }
    }

    // MARK: - Elements

    private static let headlines: Set<String> = ["entry-title", "post-title", "wp-block-post-title", "article-title"]
    private static let contents: Set<String> = [
        "entry-content", "post-content", "wp-block-post-content", "article-content", "post-body", "article-body", "prose",
    ]
    /// What plugins put into the text of every article.
    private static let additions: Set<String> = [
        "sharedaddy", "jp-relatedposts", "wpcnt", "addtoany_share_save_container", "post-password-form",
    ]

    private static func isSkipped(_ element: GumboElement) -> Bool {
        switch element.tag {
        case GUMBO_TAG_SCRIPT, GUMBO_TAG_STYLE, GUMBO_TAG_NOSCRIPT, GUMBO_TAG_TEMPLATE, GUMBO_TAG_TITLE, GUMBO_TAG_NAV,
            GUMBO_TAG_FORM, GUMBO_TAG_BUTTON, GUMBO_TAG_SELECT, GUMBO_TAG_TEXTAREA, GUMBO_TAG_SVG, GUMBO_TAG_IFRAME,
            GUMBO_TAG_OBJECT, GUMBO_TAG_EMBED, GUMBO_TAG_AUDIO, GUMBO_TAG_VIDEO:
            true
        default: names(of: element).contains(where: additions.contains)
        }
    }

    private static func isBlock(_ tag: GumboTag) -> Bool {
        switch tag {
        case GUMBO_TAG_A, GUMBO_TAG_ABBR, GUMBO_TAG_B, GUMBO_TAG_BDI, GUMBO_TAG_BDO, GUMBO_TAG_BIG, GUMBO_TAG_CITE,
            GUMBO_TAG_CODE,
            GUMBO_TAG_DATA, GUMBO_TAG_DEL, GUMBO_TAG_DFN, GUMBO_TAG_EM, GUMBO_TAG_FONT, GUMBO_TAG_I, GUMBO_TAG_INS, GUMBO_TAG_KBD,
            GUMBO_TAG_LABEL, GUMBO_TAG_MARK, GUMBO_TAG_METER, GUMBO_TAG_NOBR, GUMBO_TAG_PROGRESS, GUMBO_TAG_Q, GUMBO_TAG_RB,
            GUMBO_TAG_RP, GUMBO_TAG_RT, GUMBO_TAG_RUBY, GUMBO_TAG_S, GUMBO_TAG_SAMP, GUMBO_TAG_SMALL, GUMBO_TAG_SPAN,
            GUMBO_TAG_STRIKE,
            GUMBO_TAG_STRONG, GUMBO_TAG_SUB, GUMBO_TAG_SUP, GUMBO_TAG_TIME, GUMBO_TAG_TT, GUMBO_TAG_U, GUMBO_TAG_VAR,
            GUMBO_TAG_WBR,
            GUMBO_TAG_UNKNOWN:
            false
        default: true
        }
    }

    /// The words of `class` and `itemprop`.
    private static func names(of element: GumboElement) -> [String] {
        var names = attribute("class", of: element)?.split(whereSeparator: \.isWhitespace).prefix(60).map(String.init) ?? []
        if attribute("itemprop", of: element) == "articleBody" { names.append("article-body") }
        return names
    }

    private static func attribute(_ name: String, of element: GumboElement) -> String? {
        for attribute in element.attributeList.prefix(HTMLTree.attributeLimit)
        where bytes(attribute.pointee.name).elementsEqual(name.utf8) {
            return String(decoding: bytes(attribute.pointee.value), as: UTF8.self)
        }
        return nil
    }

    private static func bytes(_ text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
        guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
        let raw = UnsafeRawPointer(text)
        return UnsafeBufferPointer(start: raw.assumingMemoryBound(to: UInt8.self), count: HTMLTree.length(of: text))
    }
}
