/// Copies what is allowed from the file into the cleaned picture, in one pass.
struct SVGRewriter {
    private(set) var removed = SVGRemovals()
    private(set) var size: SVGSanitizer.Size?
    private(set) var graph = SVGGraph()
    private var reader: XMLReader
    private var output = SVGSerializer()
    private let rewritingPictures: SVGSanitizer.PictureRewriting?
    private let limits: SVGSanitizer.Limits

    /// The elements that are copied.
    private var open: [SVGElement] = []
    /// How many levels deep within what is left out.
    private var skipped = 0
    /// The sheet of the open `<style>`; nil where none is open.
    private var sheet: [UInt8]?
    /// Whether elements without a namespace are the picture's, since its root has none.
    private var isBare = false

    init(_ reader: XMLReader, limits: SVGSanitizer.Limits, rewritingPictures: SVGSanitizer.PictureRewriting?) {
        self.reader = reader
        self.limits = limits
        self.rewritingPictures = rewritingPictures
    }

    mutating func rewrite() throws(SVGError) -> [UInt8] {
        while let token = try reader.next() {
            switch token {
            case .start(let tag):
                if skipped == 0, let element = try verdict(on: tag) { begin(element, tag) } else { skipped += 1 }
            case .end:
                if skipped > 0 { skipped -= 1 } else { try end() }
            case .text(let text):
                if skipped == 0 { self.text(text) }
            case .comment:
                if skipped == 0 { removed.count(.comment) }
            case .instruction(let target):
                if skipped == 0 {
                    removed.count(target.elementsEqual("xml-stylesheet".utf8) ? .loadingStyle : .instruction)
                }
            }
            guard output.output.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
        }
        return output.output
    }

    // MARK: Elements

    /// What is written for an element; nil where it is left out with all it holds.
    private mutating func verdict(on tag: XMLTag) throws(SVGError) -> SVGElement? {
        if open.isEmpty {
            guard tag.name.elementsEqual("svg".utf8), tag.namespace == .svg || tag.namespace == .none else {
                throw .notSVG
            }
            isBare = tag.namespace == .none
            return .svg
        }
        guard tag.namespace == .svg || isBare && tag.namespace == .none else {
            removed.count(removal(ofForeign: tag))
            return nil
        }
        // Nothing but text is in a title or a style sheet.
        let isInText = sheet != nil || open.last?.holdsTextOnly == true
        let element = Self.element(named: tag.name, in: open.last)
        guard let element, !isInText else {
            removed.count(Self.removal(of: tag.name))
            return nil
        }
        // No browser has an extension, so it shows no element that requires one.
        if tag.attributes.contains(where: { $0.namespace == .none && $0.name.elementsEqual("requiredExtensions".utf8) }) {
            removed.count(.variant)
            return nil
        }
        if element == .style, !isCSS(tag) {
            removed.count(.styleSheet)
            return nil
        }
        return element
    }

    /// A link becomes a group with its looks: `a` is no element of ours.
    private static func element(named name: ArraySlice<UInt8>, in parent: SVGElement?) -> SVGElement? {
        let name = String(decoding: name, as: UTF8.self)
        if name == "a" { return parent?.holdsText == true ? .tspan : .g }
        return SVGElement(rawValue: name)
    }

    private static func removal(of name: ArraySlice<UInt8>) -> SVGRemoval {
        switch String(decoding: name.prefix(32), as: UTF8.self).lowercased() {
        case "script", "handler", "listener": .script
        case "foreignobject", "iframe", "object", "embed", "body", "html", "audio", "video", "canvas": .html
        case "animate", "animatecolor", "animatemotion", "animatetransform", "set", "discard", "mpath": .animation
        case "font", "font-face", "glyph", "missing-glyph": .font
        case "metadata": .metadata
        default: .element(name)
        }
    }

    private func removal(ofForeign tag: XMLTag) -> SVGRemoval {
        if tag.name.elementsEqual("script".utf8) { return .script }
        return tag.namespace == .xhtml ? .html : .programData
    }

    private func isCSS(_ tag: XMLTag) -> Bool {
        let kept = ["type": ["", "text/css"], "media": ["", "all", "screen"]]
        return tag.attributes.allSatisfy { attribute in
            guard attribute.namespace == .none, let values = kept[String(decoding: attribute.name, as: UTF8.self)] else {
                return true
            }
            return values.contains { attribute.value.elementsEqual($0.utf8, by: { $0 | 0x20 == $1 }) }
        }
    }

    private mutating func begin(_ element: SVGElement, _ tag: XMLTag) {
        // A sheet is written when it has been read; nothing of its tag is kept.
        if element == .style {
            sheet = []
            open.append(element)
            return
        }
        output.begin(element)
        var values: [String: [UInt8]] = [:]
        var references: [SVGReference] = []
        var filters = 0
        var weight = 1
        for attribute in tag.attributes {
            guard let (name, value) = clean(attribute, on: element, in: tag), values[name] == nil else { continue }
            output.attribute(name, value.text)
            values[name] = value.text
            references += value.references
            filters += value.filters
            if name == "d" || name == "points" { weight += value.text.count / 16 }
        }
        if open.isEmpty { size = SVGSize.size(width: values["width"], height: values["height"], viewBox: values["viewBox"]) }
        var node = SVGGraph.Node(
            element: element, name: values["id"],
            classes: (values["class"] ?? []).split(separator: 0x20).map(Array.init))
        (node.references, node.filters, node.weight) = (references, filters, weight)
        graph.begin(node)
        open.append(element)
    }

    private mutating func end() throws(SVGError) {
        guard open.popLast() == .style else {
            output.end()
            graph.end()
            return
        }
        let text = sheet ?? []
        sheet = nil
        let clean = try CSSSheet(text, removed: &removed)
        graph.add(clean)
        if clean.text.isEmpty { return }
        output.begin(.style)
        output.text(clean.text)
        output.end()
    }

    private mutating func text(_ text: [UInt8]) {
        if sheet != nil {
            sheet?.append(contentsOf: text)
        } else if open.last?.holdsText == true {
            output.text(text)
            graph.add(text: text.count)
        }
    }

    // MARK: Attributes

    private mutating func clean(
        _ attribute: XMLTag.Attribute, on element: SVGElement, in tag: XMLTag
    ) -> (name: String, value: SVGValue)? {
        guard let known = SVGAttribute(attribute) else {
            if let removal = Self.removal(of: attribute) { removed.count(removal) }
            return nil
        }
        if known.name == "href" {
            guard element.pointsElsewhere else {
                removed.count(SVGReference.removal(of: attribute.value))
                return nil
            }
            // With both, browsers read the one without a prefix.
            let isSecond =
                attribute.namespace == .xlink
                && tag.attributes.contains { $0.namespace == .none && $0.name.elementsEqual("href".utf8) }
            if isSecond { return nil }
        }
        let value = SVGValue(
            attribute.value, of: known, on: element, rewritingPictures: rewritingPictures, removed: &removed)
        return value.map { (known.name, $0) }
    }

    /// What to tell of an attribute that is not kept.
    private static func removal(of attribute: XMLTag.Attribute) -> SVGRemoval? {
        if attribute.namespace == .other || attribute.name.starts(with: "data-".utf8) { return .programData }
        let isHandler = attribute.name.prefix(2).elementsEqual("on".utf8, by: { $0 | 0x20 == $1 })
        return isHandler ? .handler(attribute.name) : .attribute(attribute.name)
    }
}

extension SVGElement {
    /// Whether an `href` means anything here.
    fileprivate var pointsElsewhere: Bool {
        switch self {
        case .use, .image, .feImage, .textPath, .linearGradient, .radialGradient, .pattern, .filter, .mask, .clipPath:
            true
        default: false
        }
    }
}
