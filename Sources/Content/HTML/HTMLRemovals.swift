internal import CGumbo

/// What was left out, by name and how often. At most a hundred names; more are counted as "others".
struct HTMLRemovals {
    private(set) var counts: [String: Int] = [:]

    mutating func count(_ name: String) {
        let name = name.isEmpty ? "unnamed" : name
        let key = counts[name] != nil || counts.count < 99 ? name : "others"
        counts[key, default: 0] += 1
    }

    mutating func count(_ element: GumboElement) {
        if element.tag == GUMBO_TAG_UNKNOWN { return count(element.sourceName) }
        count(String(cString: gumbo_normalized_tagname(element.tag)))
    }

    mutating func count(attribute name: UnsafeBufferPointer<UInt8>) {
        let isName = name.count <= 32 && name.allSatisfy(\.isHTMLNameByte)
        count(isName ? String(decoding: name, as: UTF8.self) : "")
    }
}
