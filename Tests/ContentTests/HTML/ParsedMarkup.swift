import CGumbo

/// What gumbo reads in a markup, written down plainly: every element with its source name and attributes, every text
/// escaped. Markup that says of itself what a parser sees in it comes out unchanged.
///
/// Shares nothing with the sanitiser but the C library, so that a mistake there cannot hide here.
func parsedMarkup(_ markup: String) -> String? {
    let document = Array("<!DOCTYPE html><body>\(markup)".utf8CString)
    return document.withUnsafeBufferPointer { text -> String? in
        let parse = UnsafeMutablePointer<stet_gumbo_parse>.allocate(capacity: 1)
        defer { parse.deallocate() }
        let outcome = stet_gumbo_run(parse, text.baseAddress, text.count - 1, 1 << 30, 60_000_000_000)
        defer { stet_gumbo_free(parse) }
        guard outcome == STET_GUMBO_PARSED, let root = parse.pointee.output?.pointee.root else { return nil }
        var written = ""
        for child in children(of: root) where child.pointee.v.element.tag == GUMBO_TAG_BODY {
            for node in children(of: child) { write(node, to: &written) }
        }
        return written
    }
}

private let voidNames: Set = ["br", "col", "hr", "img", "source", "track", "wbr"]

private func write(_ node: UnsafeMutablePointer<GumboNode>, to output: inout String) {
    switch node.pointee.type {
    case GUMBO_NODE_TEXT, GUMBO_NODE_WHITESPACE:
        output += escaped(String(cString: node.pointee.v.text.text), quotes: false)
    case GUMBO_NODE_ELEMENT:
        let element = node.pointee.v.element
        let known = String(cString: gumbo_normalized_tagname(element.tag))
        let name = known.isEmpty ? sourceName(element.original_tag) : known
        output += "<\(name)"
        for index in 0..<Int(element.attributes.length) {
            guard let raw = element.attributes.data[index] else { continue }
            let attribute = raw.assumingMemoryBound(to: GumboAttribute.self).pointee
            output +=
                " \(String(cString: attribute.name))=\"\(escaped(String(cString: attribute.value), quotes: true))\""
        }
        output += ">"
        if voidNames.contains(name) { return }
        let content = children(of: node)
        if name == "pre", let first = content.first, first.pointee.type != GUMBO_NODE_ELEMENT,
            String(cString: first.pointee.v.text.text).utf8.first == 0x0A
        {
            output += "\n"
        }
        for child in content { write(child, to: &output) }
        output += "</\(name)>"
    default: output += "<!-- not an element or a text -->"
    }
}

private func children(of node: UnsafeMutablePointer<GumboNode>) -> [UnsafeMutablePointer<GumboNode>] {
    let vector = node.pointee.v.element.children
    return (0..<Int(vector.length)).compactMap { vector.data[$0]?.assumingMemoryBound(to: GumboNode.self) }
}

private func sourceName(_ tag: GumboStringPiece) -> String {
    let bytes = UnsafeRawBufferPointer(start: tag.data, count: tag.length)
    return String(decoding: bytes.dropFirst().prefix { $0 != 0x20 && $0 != 0x3E }, as: UTF8.self)
}

private func escaped(_ text: String, quotes: Bool) -> String {
    var output = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": output += "&amp;"
        case "<": output += "&lt;"
        case ">": output += "&gt;"
        case "\u{A0}": output += "&nbsp;"
        case "\"" where quotes: output += "&quot;"
        default: output.unicodeScalars.append(scalar)
        }
    }
    return output
}
