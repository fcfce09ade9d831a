internal import CGumbo

/// Copies what is allowed from a tree into markup, in one walk without recursion.
struct HTMLRewriter {
    private(set) var removed = HTMLRemovals()
    private let policy: HTMLSanitizer.Policy
    private let allowed: HTMLAllowList
    private let source: HTMLSource
    private let addresses: HTMLAddresses
    private var output: HTMLSerializer
    private var names = HTMLNames()

    init(policy: HTMLSanitizer.Policy, source: HTMLSource, rewritingLinks: HTMLSanitizer.LinkRewriting?) {
        self.policy = policy
        self.source = source
        allowed = HTMLAllowList.list(for: policy)
        addresses = HTMLAddresses(rewriting: rewritingLinks)
        output = HTMLSerializer(expecting: source.length)
    }

    /// An element whose children are being copied.
    private struct Frame {
        let children: UnsafeBufferPointer<UnsafePointer<GumboNode>>
        var next = 0
        var mark: HTMLSerializer.Mark?
        var parts = false
        /// A list of terms and descriptions, or a group in one.
        var describes = false
    }

    mutating func rewrite(_ tree: HTMLTree) throws(HTMLError) -> String {
        guard let body = tree.body else { return "" }
        var frames = [Frame(children: body.children)]
        while let top = frames.last {
            guard top.next < top.children.count else {
                if let mark = top.mark { output.end(mark) }
                if top.parts { output.part() }
                frames.removeLast()
                continue
            }
            frames[frames.count - 1].next += 1
            let node = top.children[top.next]
            if let frame = try enter(node, inDescriptions: top.describes) {
                guard frames.count <= HTMLTree.depthLimit else { throw .tooDeep(limit: HTMLTree.depthLimit) }
                frames.append(frame)
            }
            guard output.output.count <= HTMLSource.limit else { throw .tooLarge(limit: HTMLSource.limit) }
        }
        // The tree points into memory that it owns.
        return withExtendedLifetime(tree) { String(decoding: names.resolved(in: output.output), as: UTF8.self) }
    }

    /// Writes a node, or the start of one that has children to be copied.
    private mutating func enter(_ node: UnsafePointer<GumboNode>, inDescriptions: Bool) throws(HTMLError) -> Frame? {
        switch node.pointee.type {
        case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE:
            source.expand(bytes(of: node.pointee.v.text.text)) { output.text($0) }
            return nil
        case GUMBO_NODE_ELEMENT: break
        case GUMBO_NODE_TEMPLATE:
            removed.count("template")
            return nil
        default: return nil
        }
        let element = node.pointee.v.element
        guard element.attributes.length <= HTMLTree.attributeLimit else {
            throw .tooManyAttributes(limit: HTMLTree.attributeLimit)
        }
        switch allowed.verdict(on: element) {
        case .keep(let kept):
            guard isComplete(kept, node, inDescriptions: inDescriptions) else {
                removed.count(element)
                output.part()
                return Frame(children: node.children, parts: true)
            }
            guard let mark = begin(kept, as: element) else { return Frame(children: node.children) }
            let describes = kept == .dl || kept == .div && inDescriptions
            return kept.isVoid ? nil : Frame(children: node.children, mark: mark, describes: describes)
        case .unwrap(let isBlock):
            removed.count(element)
            if isBlock { output.part() }
            return Frame(children: node.children, parts: isBlock)
        case .drop:
            removed.count(element)
            return nil
        case .link:
            removed.count(element)
            writeLink(insteadOf: element)
            return nil
        }
    }

    /// Whether the parts of a description list are together: without a description it is none, and nothing is one outside of it.
    private func isComplete(_ kept: HTMLElement, _ node: UnsafePointer<GumboNode>, inDescriptions: Bool) -> Bool {
        switch kept {
        case .dd, .dt: inDescriptions
        case .dl:
            node.children.contains { child in
                guard child.pointee.type == GUMBO_NODE_ELEMENT else { return false }
                return [GUMBO_TAG_DD, GUMBO_TAG_DIV].contains(child.pointee.v.element.tag)
            }
        default: true
        }
    }

    private mutating func begin(_ kept: HTMLElement, as element: GumboElement) -> HTMLSerializer.Mark? {
        guard let mark = output.begin(kept) else {
            removed.count(kept.rawValue)
            return nil
        }
        var relations = HTMLRelations(policy: policy, isLink: false)
        var identifier: ArraySlice<UInt8>?
        for attribute in element.attributeList {
            let value = bytes(of: attribute.pointee.value)
            guard attribute.pointee.attr_namespace == GUMBO_ATTR_NAMESPACE_NONE,
                let known = HTMLAttribute.named(bytes(of: attribute.pointee.name)),
                known.isAllowed(on: kept, policy: policy)
            else {
                removed.count(attribute: bytes(of: attribute.pointee.name))
                continue
            }
            switch known.value(on: kept) {
            case .rel: relations.add(value)
            case .target:
                relations.opensElsewhere = true
                removed.count("target")
            case .identifier:
                // An `id` goes before the `name` of old anchors, whichever comes first.
                if known == .id || identifier == nil { identifier = Array(value)[...] }
            default:
                let isWritten = write(known, value, on: kept)
                if known == .href { relations.isLink = isWritten }
            }
        }
        if let identifier, let name = names.claim(identifier) { output.attribute("id", name) }
        if kept == .a, let tokens = relations.tokens { output.attribute("rel", tokens.utf8) }
        output.finishTag()
        return mark
    }

    /// Writes an attribute if its value is what it must be there, and returns whether it did.
    private mutating func write(
        _ attribute: HTMLAttribute, _ value: UnsafeBufferPointer<UInt8>, on element: HTMLElement
    ) -> Bool {
        let name = attribute.rawValue
        if attribute == .href, value.first == UInt8(ascii: "#") {
            output.attribute(name, value)
            names.refer(to: value.dropFirst(), endingAt: output.output.count)
            return true
        }
        let clean: [UInt8]?
        switch attribute.value(on: element) {
        case .link: clean = address(value, for: .link, in: name).flatMap { attribute == .cite ? source(cited: $0) : $0 }
        case .resource: clean = address(value, for: .resource, in: name)
        case .pictures:
            let (list, refused) = addresses.pictures(value)
            for scheme in refused { removed.count(scheme.isEmpty ? name : scheme) }
            clean = list.isEmpty ? nil : list
        case .identifiers: clean = names.references(value)
        case let kind:
            clean = kind.clean(value)
            if clean == nil { removed.count(name) }
        }
        guard let clean else { return false }
        output.attribute(name, clean)
        return true
    }

    private mutating func address(
        _ value: UnsafeBufferPointer<UInt8>, for use: HTMLSanitizer.LinkUse, in name: String
    ) -> [UInt8]? {
        let (url, refused) = addresses.check(value, for: use)
        if url == nil { removed.count(refused.isEmpty ? name : refused) }
        return url
    }

    /// An address in `cite`. People write what they cite by its name there, and a name is no address: nothing would answer.
    private mutating func source(cited address: [UInt8]) -> [UInt8]? {
        let isAddress = address.first == UInt8(ascii: "/") || address.firstRange(of: "://".utf8) != nil
        guard isAddress, !address.contains(0x20) else {
            removed.count(HTMLAttribute.cite.rawValue)
            return nil
        }
        return address
    }

    /// A frame shows a page of another site. Its reader is given the address instead: of a known provider as what
    /// stands for an embed everywhere, a figure with the link to the thing itself.
    private mutating func writeLink(insteadOf frame: GumboElement) {
        let source = frame.attributeList.first { bytes(of: $0.pointee.name).elementsEqual("src".utf8) }
        guard let source, let url = addresses.check(bytes(of: source.pointee.value), for: .link).url,
            let host = URLScheme.host(of: url)
        else { return }
        if !output.isInLink, let embed = EmbedAddress(String(decoding: url, as: UTF8.self)) {
            let title = frame.attributeList.first { bytes(of: $0.pointee.name).elementsEqual("title".utf8) }
            return write(embed, title: title.map { bytes(of: $0.pointee.value) })
        }
        let paragraph = output.isInParagraph || output.isInLink ? nil : output.begin(.p)
        if paragraph != nil { output.finishTag() }
        if let link = output.begin(.a) {
            output.attribute("href", url)
            output.finishTag()
            write(host)
            output.end(link)
        } else {
            write(host)
        }
        if let paragraph { output.end(paragraph) }
    }

    private mutating func write(_ embed: EmbedAddress, title: UnsafeBufferPointer<UInt8>?) {
        guard let figure = output.begin(.figure) else { return write(embed.url) }
        output.attribute("class", "wp-block-embed is-provider-\(embed.provider.rawValue)".utf8)
        output.finishTag()
        if let link = output.begin(.a) {
            output.attribute("href", embed.url.utf8)
            if let title, !title.isEmpty { output.attribute("title", title) }
            output.finishTag()
            write(embed.url)
            output.end(link)
        }
        output.end(figure)
    }

    private mutating func write(_ text: String) {
        Array(text.utf8).withUnsafeBufferPointer { output.text($0) }
    }

    private func bytes(of text: UnsafePointer<CChar>?) -> UnsafeBufferPointer<UInt8> {
        guard let text else { return UnsafeBufferPointer(start: nil, count: 0) }
        let raw = UnsafeRawPointer(text)
        return UnsafeBufferPointer(start: raw.assumingMemoryBound(to: UInt8.self), count: HTMLTree.length(of: text))
    }
}
