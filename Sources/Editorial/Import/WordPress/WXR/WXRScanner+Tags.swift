extension WXRScanner {
    /// A tag as it stands in the window. Its offsets are good until the cursor moves past it.
    struct Tag: Sendable {
        var start: Int
        var end: Int
        var name: Range<Int>
        var isEmpty: Bool
        var known: WXRName
        /// How many declarations of namespaces were in force before its own.
        var scope: Int
        /// FNV-1a of the local name.
        fileprivate var hash: UInt64
        fileprivate var colon: Int?

        /// Between the name and the end of the tag.
        fileprivate var attributes: Range<Int> { name.upperBound..<max(name.upperBound, end - 1) }
    }

    func name(of tag: Tag) -> String {
        input.with(tag.name) { String(decoding: $0, as: UTF8.self) }
    }

    /// The start or end tag at a `<`, its name not yet looked up; nil where there is none.
    ///
    /// A `<` within the tag means that a quotation mark or the `>` is missing: the tag then ends at the first `>` before
    /// it, and where there is none this is no tag.
    mutating func tag(at start: Int) -> Tag? {
        var offset = start + 1
        let isEnd = input.byte(at: offset) == UInt8(ascii: "/")
        if isEnd { offset += 1 }
        let nameStart = offset
        guard let first = input.byte(at: offset), Self.startsName(first) else { return nil }
        var hash = WXRName.hashSeed
        var colon: Int?
        while let byte = input.byte(at: offset), Self.isInName(byte) {
            if byte == UInt8(ascii: ":"), colon == nil {
                colon = offset
                hash = WXRName.hashSeed
            } else {
                hash = WXRName.hash(byte, after: hash)
            }
            offset += 1
            if offset - nameStart > WXRLimits.name { return nil }
        }
        let name = nameStart..<offset
        guard let end = endOfTag(from: offset, start: start) else { return nil }
        let isEmpty = !isEnd && end - 2 >= offset && input.byte(at: end - 2) == UInt8(ascii: "/")
        return Tag(
            start: start, end: end, name: name, isEmpty: isEmpty, known: .unknown, scope: namespaces.depth, hash: hash,
            colon: colon)
    }

    /// The tag at a `<` with its name looked up and its namespaces declared: leave to its `scope` when it ends.
    mutating func resolvedTag(at start: Int) -> Tag? {
        guard var tag = tag(at: start) else { return nil }
        if tag.attributes.count > 6, declaresNamespace(tag) {
            for (name, value) in attributes(of: tag) where name.starts(with: "xmlns".utf8) {
                if name.count == 5 {
                    namespaces.declare([], uri: Array(text(of: value, in: tag).utf8))
                } else if name[5] == UInt8(ascii: ":") {
                    namespaces.declare(Array(name[6...]), uri: Array(text(of: value, in: tag).utf8))
                }
            }
        }
        let prefix = tag.name.lowerBound..<(tag.colon ?? tag.name.lowerBound)
        let local = (tag.colon.map { $0 + 1 } ?? tag.name.lowerBound)..<tag.name.upperBound
        let namespace = input.with(prefix) { namespaces.namespace(of: $0) }
        if namespace == .wordPress { sawWordPress = true }
        tag.known = input.with(local) { WXRName.named($0, hash: tag.hash, in: namespace) }
        return tag
    }

    /// The values of two attributes of `<category>`, nil for one that is missing.
    mutating func termAttributes(of tag: Tag) -> (domain: String?, nicename: String?) {
        var domain: String?
        var nicename: String?
        for (name, value) in attributes(of: tag) {
            if name.elementsEqual("domain".utf8) { domain = domain ?? text(of: value, in: tag) }
            if name.elementsEqual("nicename".utf8) { nicename = nicename ?? text(of: value, in: tag) }
        }
        return (domain, nicename)
    }

    static func startsName(_ byte: UInt8) -> Bool {
        (0x61...0x7A).contains(byte | 0x20) || byte == UInt8(ascii: "_") || byte >= 0x80
    }

    @inline(__always)
    private static func isInName(_ byte: UInt8) -> Bool {
        switch byte {
        case 0...0x20, 0x22, 0x26, 0x27, 0x2F, 0x3C, 0x3D, 0x3E: false
        default: true
        }
    }

    private mutating func endOfTag(from offset: Int, start: Int) -> Int? {
        if input.byte(at: offset) == UInt8(ascii: ">") { return offset + 1 }
        var offset = offset
        var quote: UInt8 = 0
        var quoted: Int?
        while offset - start < WXRLimits.tag, let byte = input.byte(at: offset), byte != UInt8(ascii: "<") {
            if byte == UInt8(ascii: ">") {
                if quote == 0 { return offset + 1 }
                if quoted == nil { quoted = offset + 1 }
            } else if byte == quote {
                quote = 0
            } else if quote == 0, byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            }
            offset += 1
        }
        return quoted
    }

    private func declaresNamespace(_ tag: Tag) -> Bool {
        input.with(tag.attributes) { bytes in
            for (index, byte) in bytes.enumerated().dropLast(4)
            where byte == 0x78 && bytes[index...].starts(with: "xmlns".utf8) {
                return true
            }
            return false
        }
    }

    /// Names and where the values stand, at most `WXRLimits.attributes` of them.
    private mutating func attributes(of tag: Tag) -> [(name: [UInt8], value: Range<Int>)] {
        let bytes = input.copy(tag.attributes)
        let base = tag.attributes.lowerBound
        var found: [(name: [UInt8], value: Range<Int>)] = []
        var index = 0
        func skipSpace() {
            while index < bytes.count, WXRText.isSpace(bytes[index]) { index += 1 }
        }
        while found.count < WXRLimits.attributes {
            skipSpace()
            let nameStart = index
            while index < bytes.count, Self.isInName(bytes[index]) { index += 1 }
            let name = Array(bytes[nameStart..<index])
            skipSpace()
            guard index < bytes.count else { return found }
            guard !name.isEmpty, bytes[index] == UInt8(ascii: "=") else {
                if name.isEmpty { index += 1 }
                continue
            }
            index += 1
            skipSpace()
            guard index < bytes.count else { return found }
            let quote = bytes[index]
            let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
            if isQuoted { index += 1 }
            let valueStart = index
            while index < bytes.count, isQuoted ? bytes[index] != quote : !WXRText.isSpace(bytes[index]) { index += 1 }
            found.append((name, base + valueStart..<base + index))
            if !isQuoted || index == bytes.count { note(.damagedTag, self.name(of: tag), at: tag.start) }
            if index < bytes.count { index += 1 }
        }
        note(.damagedTag, self.name(of: tag), at: tag.start)
        return found
    }

    private mutating func text(of range: Range<Int>, in tag: Tag) -> String {
        let plain = input.with(range) { WXRText.plain($0, .attribute, encoding, trimmed: false) }
        if let plain { return plain }
        var text = WXRText(encoding)
        input.with(range) { text.append($0, .attribute, at: range.lowerBound) }
        for flaw in text.flaws { note(flaw.kind, name(of: tag), at: flaw.offset, count: flaw.count) }
        return text.string
    }
}
