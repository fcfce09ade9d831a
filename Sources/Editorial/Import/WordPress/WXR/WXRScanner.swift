/// The markup of an export: which element comes next within the one that is open, and what is wrong with it.
///
/// It holds a cursor into the window of `WXRInput` and the elements that are open. `nextChild()` gives the start tags
/// of children one after the other; whoever gets one says what it is: a value (`field`, `body`), a container (`enter`,
/// then `nextChild()` again), or nothing known (`skip`). All of it goes forward, in bounded memory and linear time.
struct WXRScanner: ~Copyable, Sendable {
    struct Open: Sendable {
        var name: [UInt8]
        var known: WXRName
        /// Declarations of namespaces in force outside.
        var scope: Int
        var isEmpty: Bool
    }

    var input: WXRInput
    var encoding = WXREncoding.utf8
    var namespaces = WXRNamespaces()
    var cursor = 0
    /// The elements that are open, outermost first. Values and unknown elements are not among them.
    var open: [Open] = []
    var isAtEnd = false
    /// Whether an element of WordPress's namespace was met.
    var sawWordPress = false
    /// Until the root, a DOCTYPE stops everything: `nextChild()` gives nil and this says where.
    var refusesDoctype = true
    var doctype: Int?

    /// Of the record that is being read, or of what lies between records.
    private(set) var notes: [WXRNote] = []
    private(set) var failure: WXRBroken.Reason?
    private(set) var recordSize = 0

    /// The state of the value that is being read, see WXRScanner+Values.
    var value = Value()

    init(_ input: consuming WXRInput) {
        self.input = input
    }

    // MARK: Records

    /// Starts a record: its notes and its failure are its own. Gives the notes made since the last one.
    mutating func begin() -> [WXRNote] {
        let earlier = notes
        notes = []
        failure = nil
        recordSize = 0
        return earlier
    }

    mutating func takeNotes() -> [WXRNote] {
        let taken = notes
        notes = []
        return taken
    }

    mutating func fail(_ reason: WXRBroken.Reason) {
        if failure == nil { failure = reason }
    }

    /// Counts what a record keeps; false when it is too much.
    mutating func grow(by count: Int) -> Bool {
        recordSize += count
        if recordSize > WXRLimits.record { fail(.recordTooLarge) }
        return failure == nil
    }

    mutating func note(_ kind: WXRNote.Kind, _ element: String, at offset: Int, count: Int = 1, since first: Int? = nil) {
        if let first, first < notes.count {
            for index in first..<notes.count where notes[index].kind == kind && notes[index].element == element {
                notes[index].count += count
                return
            }
        }
        guard notes.count <= WXRLimits.notes else { return }
        let line = input.line(at: offset)
        let isLast = notes.count == WXRLimits.notes
        notes.append(
            isLast
                ? WXRNote(kind: .furtherNotes, element: "", line: line, offset: Int64(offset))
                : WXRNote(kind: kind, element: element, line: line, offset: Int64(offset), count: count))
    }

    // MARK: Children

    /// Opens an element: the next children are its own, until `nextChild()` gives nil.
    mutating func enter(_ tag: Tag) {
        open.append(
            Open(name: input.copy(tag.name), known: tag.known, scope: tag.scope, isEmpty: tag.isEmpty))
    }

    /// Opens an element whose start tag is missing.
    mutating func enterLost(_ name: String, _ known: WXRName) {
        open.append(Open(name: Array(name.utf8), known: known, scope: namespaces.depth, isEmpty: false))
    }

    /// The next start tag in the open element; nil when that has ended, by whatever means, and is open no more.
    mutating func nextChild() -> Tag? {
        if open.last?.isEmpty == true { return leave() }
        while true {
            input.release(before: cursor)
            guard skipText() else { return endOfFile() }
            switch input.byte(at: cursor + 1) {
            case UInt8(ascii: "!"):
                guard skipDeclaration() else { return nil }
            case UInt8(ascii: "?"):
                cursor = end(of: "?>", from: cursor + 2)
            case UInt8(ascii: "/"):
                guard let tag = tag(at: cursor) else {
                    strayLessThan()
                    continue
                }
                if let last = open.last, input.starts(with: last.name, at: tag.name.lowerBound),
                    last.name.count == tag.name.count
                {
                    cursor = tag.end
                    return leave()
                }
                if isOpen(tag) { return leaveUnclosed() }
                note(.strayEndTag, name(of: tag), at: tag.start)
                cursor = tag.end
            default:
                guard let tag = resolvedTag(at: cursor) else {
                    strayLessThan()
                    continue
                }
                if let last = open.last, tag.known.shows(unclosed: last.known) {
                    namespaces.leave(to: tag.scope)
                    return leaveUnclosed()
                }
                cursor = tag.end
                return tag
            }
        }
    }

    /// Passes over an element of no interest and all that is in it, by XML's own rules.
    ///
    /// Where it is unclosed, the end tag of what is open around it ends it. In the channel a record does so too:
    /// otherwise an unclosed `<image>` would take the whole archive with it.
    mutating func skip(_ tag: Tag) {
        namespaces.leave(to: tag.scope)
        if tag.isEmpty { return }
        let inChannel = open.last.map { $0.known == .channel || $0.known == .rss } ?? true
        let own = name(of: tag)
        var inner = [input.copy(tag.name)]
        var deeper = 0
        while !inner.isEmpty {
            input.release(before: cursor)
            guard let start = seek(UInt8(ascii: "<"), from: cursor) else {
                cursor = input.end
                return
            }
            cursor = start
            switch input.byte(at: start + 1) {
            case UInt8(ascii: "!"):
                if input.starts(with: "<!--", at: start) {
                    cursor = end(of: "-->", from: start + 4)
                } else if input.starts(with: "<![CDATA[", at: start) {
                    cursor = end(of: "]]>", from: start + 9)
                } else {
                    cursor += 2
                }
            case UInt8(ascii: "?"):
                cursor = end(of: "?>", from: start + 2)
            case UInt8(ascii: "/"):
                guard let end = self.tag(at: start) else {
                    cursor += 1
                    continue
                }
                let name = input.copy(end.name)
                let match = inner.lastIndex(of: name)
                if match == nil, isOpen(end) {
                    note(.unclosedElement, own, at: start)
                    return
                }
                cursor = end.end
                if deeper > 0 {
                    deeper -= 1
                } else if let match {
                    inner.removeLast(inner.count - match)
                }
            default:
                guard let child = self.tag(at: start) else {
                    cursor += 1
                    continue
                }
                if inChannel, isRecord(child) {
                    note(.unclosedElement, own, at: start)
                    return
                }
                cursor = child.end
                if child.isEmpty { continue }
                if open.count + inner.count < WXRLimits.depth {
                    inner.append(input.copy(child.name))
                } else {
                    if deeper == 0 { note(.nestedTooDeep, own, at: start) }
                    deeper += 1
                }
            }
        }
    }

    // MARK: Between the children

    /// Moves to the next `<`; false at the end. Text that is not white space belongs to nothing here.
    private mutating func skipText() -> Bool {
        while let byte = input.byte(at: cursor) {
            if byte == UInt8(ascii: "<") { return true }
            if !WXRText.isSpace(byte) {
                note(.strayText, open.last.map { String(decoding: $0.name, as: UTF8.self) } ?? "", at: cursor, since: 0)
                cursor = seek(UInt8(ascii: "<"), from: cursor) ?? input.end
                continue
            }
            cursor += 1
            if cursor - input.pin > WXRLimits.tag { input.release(before: cursor) }
        }
        return false
    }

    private mutating func strayLessThan() {
        note(.strayText, open.last.map { String(decoding: $0.name, as: UTF8.self) } ?? "", at: cursor, since: 0)
        cursor += 1
    }

    /// At `<!` between children: a comment, a section that belongs to nothing, or a DOCTYPE. False where one is refused.
    private mutating func skipDeclaration() -> Bool {
        if input.starts(with: "<!--", at: cursor) {
            cursor = end(of: "-->", from: cursor + 4)
        } else if input.starts(with: "<![CDATA[", at: cursor) {
            note(.strayText, open.last.map { String(decoding: $0.name, as: UTF8.self) } ?? "", at: cursor, since: 0)
            cursor = end(of: "]]>", from: cursor + 9)
        } else if startsDoctype(at: cursor) {
            if refusesDoctype {
                doctype = cursor
                return false
            }
            note(.doctypeIgnored, "", at: cursor)
            cursor = end(of: ">", from: cursor + 9)
        } else {
            strayLessThan()
        }
        return true
    }

    private mutating func startsDoctype(at offset: Int) -> Bool {
        for (index, wanted) in "<!doctype".utf8.enumerated() {
            guard let byte = input.byte(at: offset + index) else { return false }
            let lower = (0x41...0x5A).contains(byte) ? byte | 0x20 : byte
            if lower != wanted { return false }
        }
        return true
    }

    /// The offset after a mark, or the end of the file. What lies before it is let go.
    private mutating func end(of mark: StaticString, from offset: Int) -> Int {
        let first = mark.utf8Start.pointee
        var from = offset
        while let hit = seek(first, from: from) {
            if input.starts(with: mark, at: hit) { return hit + mark.utf8CodeUnitCount }
            from = hit + 1
        }
        return input.end
    }

    private mutating func isRecord(_ tag: Tag) -> Bool {
        guard let resolved = resolvedTag(at: tag.start) else { return false }
        namespaces.leave(to: resolved.scope)
        return resolved.known.shows(unclosed: .author)
    }

    /// Whether an end tag belongs to an element that is open.
    func isOpen(_ tag: Tag) -> Bool {
        input.with(tag.name) { name in
            open.contains { $0.name.count == name.count && $0.name.elementsEqual(name) }
        }
    }

    // MARK: Leaving

    private mutating func leave() -> Tag? {
        if let last = open.popLast() { namespaces.leave(to: last.scope) }
        return nil
    }

    private mutating func leaveUnclosed() -> Tag? {
        if let last = open.last { note(.unclosedElement, String(decoding: last.name, as: UTF8.self), at: cursor) }
        return leave()
    }

    private mutating func endOfFile() -> Tag? {
        isAtEnd = true
        fail(.fileEnds)
        return leave()
    }
}
