extension WXRScanner {
    /// What is known of the value that is being read.
    struct Value: Sendable {
        /// The name of its element, with which the end tag must agree.
        fileprivate var name: [UInt8] = []
        fileprivate var parts: [(range: Range<Int>, isSection: Bool)] = []
        fileprivate var start = 0
        /// Whether its bytes are held. False between values, and for a value that is too large.
        fileprivate var isKept = false
        fileprivate var firstNote = 0
        /// Stretches in which a search found no end of a comment or of an instruction: searched once, not once for
        /// each `<!--` in them.
        fileprivate var noComment = 0..<0
        fileprivate var noInstruction = 0..<0
    }

    /// The text of an element, without white space at both ends.
    mutating func field(_ tag: Tag) -> String { read(tag, trimmed: true) }

    /// The text of an element as it stands; only white space between the tags and CDATA sections is left out.
    mutating func body(_ tag: Tag) -> String { read(tag, trimmed: false) }

    /// The next place of a byte, nil at the end of the file.
    ///
    /// While no value is kept it lets go of what it passes. A kept value that becomes too large is kept no longer.
    mutating func seek(_ byte: UInt8, from offset: Int) -> Int? {
        seek(from: offset) { $0.first(byte, from: $1) }
    }

    private mutating func seek(from offset: Int, _ first: (borrowing WXRInput, Int) -> Int?) -> Int? {
        var offset = offset
        while true {
            let hit = first(input, offset)
            offset = hit ?? max(offset, input.end)
            if value.isKept, offset - value.start > WXRLimits.value { drop() }
            if let hit { return hit }
            if !value.isKept { input.release(before: offset) }
            if !input.fill() { return nil }
        }
    }

    private mutating func drop() {
        fail(
            .valueTooLarge(
                element: String(decoding: value.name, as: UTF8.self), line: input.line(at: value.start)))
        value.isKept = false
        value.parts = []
    }

    // MARK: Reading

    private mutating func read(_ tag: Tag, trimmed: Bool) -> String {
        defer { namespaces.leave(to: tag.scope) }
        if tag.isEmpty { return "" }
        value.name.removeAll(keepingCapacity: true)
        input.with(tag.name) { value.name.append(contentsOf: $0) }
        value.parts.removeAll(keepingCapacity: true)
        value.start = tag.start
        value.isKept = failure == nil
        value.firstNote = notes.count
        scan(from: tag.end)
        let text = value.isKept ? text(trimmed: trimmed) : ""
        value.isKept = false
        return text
    }

    /// Finds the end of the value, its parts on the way, and leaves the cursor after it.
    private mutating func scan(from start: Int) {
        var offset = start
        var partStart = start
        while let less = seek(UInt8(ascii: "<"), from: offset) {
            switch input.byte(at: less + 1) {
            case UInt8(ascii: "/"):
                if let end = endTag(at: less) {
                    add(partStart..<less)
                    cursor = end
                    return
                }
                if let next = otherEnd(at: less, valueStart: start) {
                    add(partStart..<less)
                    cursor = next
                    return
                }
            case UInt8(ascii: "!"):
                if input.starts(with: "<![CDATA[", at: less) {
                    add(partStart..<less)
                    guard let section = sectionEnd(from: less + 9) else {
                        cursor = input.end
                        return
                    }
                    add(less + 9..<section.end, isSection: true)
                    offset = section.next
                    partStart = offset
                    continue
                }
                if input.starts(with: "<!--", at: less), let end = commentEnd(at: less) {
                    add(partStart..<less)
                    offset = end
                    partStart = end
                    continue
                }
            case UInt8(ascii: "?"):
                if let end = find("?>", from: less + 2, within: WXRLimits.lookahead, without: \.noInstruction) {
                    add(partStart..<less)
                    offset = end
                    partStart = end
                    continue
                }
            default:
                if isMarkup(at: less) {
                    flaw(.unclosedElement, at: less)
                    add(partStart..<less)
                    cursor = less
                    return
                }
            }
            flaw(.loneLessThan, at: less)
            offset = less + 1
        }
        cursor = input.end
    }

    private mutating func add(_ range: Range<Int>, isSection: Bool = false) {
        if value.isKept, isSection || !range.isEmpty { value.parts.append((range, isSection)) }
    }

    private mutating func flaw(_ kind: WXRNote.Kind, at offset: Int, count: Int = 1) {
        note(kind, String(decoding: value.name, as: UTF8.self), at: offset, count: count, since: value.firstNote)
    }

    private mutating func text(trimmed: Bool) -> String {
        guard grow(by: value.parts.reduce(0) { $0 + $1.range.count }) else { return "" }
        // By index: a slice that is cut at its ends would copy the array first.
        var low = 0
        var high = value.parts.count
        if high > 1, value.parts.contains(where: \.isSection) {
            while low < high, !value.parts[low].isSection, isBlank(value.parts[low].range) { low += 1 }
            while low < high, !value.parts[high - 1].isSection, isBlank(value.parts[high - 1].range) { high -= 1 }
        }
        let parts = value.parts[low..<high]
        guard let first = parts.first else { return "" }
        if parts.count == 1 {
            let text = input.with(first.range) {
                WXRText.plain($0, first.isSection ? .section : .text, encoding, trimmed: trimmed)
            }
            if let text { return text }
        }
        var text = WXRText(encoding)
        for part in parts {
            input.with(part.range) { text.append($0, part.isSection ? .section : .text, at: part.range.lowerBound) }
        }
        for item in text.flaws { flaw(item.kind, at: item.offset, count: item.count) }
        return trimmed ? text.trimmed : text.string
    }

    private func isBlank(_ range: Range<Int>) -> Bool {
        input.with(range) { $0.allSatisfy(WXRText.isSpace) }
    }

    // MARK: Where a section ends

    /// Where a CDATA section ends, and where reading goes on; nil where the file ends in it.
    ///
    /// Real exports hold `]]>` in a body, unescaped: `//]]></script>`. Such a one is text. Ending the section at each
    /// `]]>`, as XML says, would be wrong here. But where after such a `]]>` the element's end tag comes and other
    /// elements of the export follow, without another `]]>` before, it did end the section: something stood between.
    private mutating func sectionEnd(from start: Int) -> (end: Int, next: Int)? {
        var offset = start
        var kept: Int?
        while let hit = nextInSection(from: offset, withTags: kept != nil) {
            offset = hit + 1
            if input.byte(at: hit) == UInt8(ascii: "<") {
                guard let kept, let end = endTag(at: hit), isFollowedByMarkup(end) else { continue }
                flaw(.sectionEndedByTag, at: kept)
                return (kept, value.isKept ? kept + 3 : hit)
            }
            guard input.byte(at: hit + 1) == UInt8(ascii: "]"), input.byte(at: hit + 2) == UInt8(ascii: ">") else {
                continue
            }
            if endsSection(at: hit) { return (hit, hit + 3) }
            flaw(.sectionEndKept, at: hit)
            kept = hit
            offset = hit + 3
        }
        return nil
    }

    private mutating func nextInSection(from offset: Int, withTags: Bool) -> Int? {
        if !withTags { return seek(UInt8(ascii: "]"), from: offset) }
        return seek(from: offset) { $0.first(UInt8(ascii: "]"), or: UInt8(ascii: "<"), from: $1) }
    }

    /// Whether the `]]>` here ends the section: the end tag follows or the next part of a split section does, with
    /// nothing between but text without another `]]>`, and comments.
    private mutating func endsSection(at close: Int) -> Bool {
        var offset = close + 3
        var comments = 0
        while offset - close < WXRLimits.lookahead {
            guard let byte = input.byte(at: offset) else { return true }
            if byte == UInt8(ascii: "]"), input.starts(with: "]]>", at: offset) { return false }
            if byte != UInt8(ascii: "<") {
                offset = input.first(UInt8(ascii: "]"), or: UInt8(ascii: "<"), from: offset + 1) ?? input.end
                continue
            }
            if input.byte(at: offset + 1) == UInt8(ascii: "/") { return endTag(at: offset) != nil }
            if input.starts(with: "<![CDATA[", at: offset) { return true }
            guard comments < 8, input.starts(with: "<!--", at: offset),
                let end = find("-->", from: offset + 4, within: 4_096, without: \.noComment)
            else { return false }
            comments += 1
            offset = end
        }
        return false
    }

    // MARK: What a `<` in a value is

    /// The offset after the end tag of the value's own element, nil if this is none.
    private mutating func endTag(at less: Int) -> Int? {
        guard input.byte(at: less + 1) == UInt8(ascii: "/"), input.starts(with: value.name, at: less + 2) else {
            return nil
        }
        var offset = less + 2 + value.name.count
        while let byte = input.byte(at: offset), WXRText.isSpace(byte), offset - less < WXRLimits.tag { offset += 1 }
        return input.byte(at: offset) == UInt8(ascii: ">") ? offset + 1 : nil
    }

    /// Where reading goes on if another element's end tag ends this value; nil where it is text.
    private mutating func otherEnd(at less: Int, valueStart: Int) -> Int? {
        guard let tag = resolvedTag(at: less) else { return nil }
        namespaces.leave(to: tag.scope)
        if isOpen(tag) || tag.known.isContainer {
            flaw(.unclosedElement, at: less)
            return less
        }
        let isMistyped =
            tag.known != .unknown || (isFollowedByMarkup(tag.end) && !holdsStart(of: tag, from: valueStart))
        guard isMistyped else { return nil }
        flaw(.mismatchedEndTag, at: less)
        return tag.end
    }

    /// Whether the value so far holds `<name` of an end tag: then that is text of the author's and in its place.
    private mutating func holdsStart(of tag: Tag, from start: Int) -> Bool {
        guard value.isKept else { return true }
        let wanted = input.copy(tag.name)
        var offset = start
        while let less = input.first(UInt8(ascii: "<"), from: offset), less < tag.start {
            if input.starts(with: wanted, at: less + 1) { return true }
            offset = less + 1
        }
        return false
    }

    /// Whether a start tag of an export's own elements is here.
    private mutating func isMarkup(at less: Int) -> Bool {
        guard let tag = resolvedTag(at: less) else { return false }
        namespaces.leave(to: tag.scope)
        return tag.known != .unknown
    }

    /// Whether after white space an element of the export begins, or one that holds others ends, or the file.
    private mutating func isFollowedByMarkup(_ offset: Int) -> Bool {
        var less = offset
        while let byte = input.byte(at: less), WXRText.isSpace(byte), less - offset < WXRLimits.tag { less += 1 }
        guard let byte = input.byte(at: less) else { return true }
        guard byte == UInt8(ascii: "<") else { return false }
        guard input.byte(at: less + 1) == UInt8(ascii: "/") else { return isMarkup(at: less) }
        guard let tag = resolvedTag(at: less) else { return false }
        namespaces.leave(to: tag.scope)
        return tag.known.isContainer || isOpen(tag)
    }

    /// The offset after a comment, nil where `<!--` is text: it has no end, or the end tag of the element comes first.
    private mutating func commentEnd(at less: Int) -> Int? {
        var next = less + 4
        while let byte = input.byte(at: next), byte != UInt8(ascii: "<"), next - less < WXRLimits.lookahead {
            next = input.first(UInt8(ascii: "<"), from: next) ?? input.end
        }
        if let end = endTag(at: next), isFollowedByMarkup(end) {
            return nil
        }
        return find("-->", from: less + 4, within: WXRLimits.lookahead, without: \.noComment)
    }

    /// The offset after a mark that lies near, without letting go of anything.
    private mutating func find(
        _ mark: StaticString, from start: Int, within limit: Int, without memory: WritableKeyPath<Value, Range<Int>>
    ) -> Int? {
        let count = mark.utf8CodeUnitCount
        let known = value[keyPath: memory]
        var offset = known.contains(start) ? max(start, known.upperBound) : start
        let low = known.contains(start) ? known.lowerBound : start
        while offset - start < limit {
            guard let hit = input.first(mark.utf8Start.pointee, from: offset) else {
                offset = max(offset, input.end)
                if offset - start >= limit || !input.fill() { break }
                continue
            }
            if input.starts(with: mark, at: hit) {
                value[keyPath: memory] = low..<hit
                return hit - start < limit ? hit + count : nil
            }
            offset = hit + 1
        }
        value[keyPath: memory] = low..<max(low, offset)
        return nil
    }
}
