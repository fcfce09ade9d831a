extension WXRReader {
    /// Starts a record and gives its line.
    mutating func begin(_ tag: WXRScanner.Tag) -> Int {
        keepNotes(scanner.begin())
        let line = scanner.input.line(at: tag.start)
        scanner.enter(tag)
        return line
    }

    /// Ends a record: its last line, its notes, and why it is broken if it is.
    mutating func end() -> (line: Int, notes: [WXRNote], failure: WXRBroken.Reason?) {
        (scanner.input.line(at: scanner.cursor), scanner.takeNotes(), scanner.failure)
    }

    /// Reads a value; the first that is not empty counts.
    mutating func first(_ text: inout String, _ tag: WXRScanner.Tag) {
        keep(scanner.field(tag), in: &text, tag)
    }

    /// The same for a value in which white space counts.
    mutating func firstBody(_ text: inout String, _ tag: WXRScanner.Tag) {
        keep(scanner.body(tag), in: &text, tag)
    }

    /// Reads a number; nil, with a note, for a value that is none.
    mutating func number(_ tag: WXRScanner.Tag) -> Int64? {
        let text = scanner.field(tag)
        let number = Int64(text)
        if number == nil, !text.isEmpty { note(.notANumber, tag) }
        return number
    }

    /// Reads a row of `<wp:postmeta>` and the like.
    mutating func meta(_ tag: WXRScanner.Tag, into rows: inout [WXRMeta]) {
        guard rows.count < WXRLimits.rows else { return tooMany(tag) }
        var row = WXRMeta()
        scanner.enter(tag)
        while let child = scanner.nextChild() {
            switch child.known {
            case .metaKey: first(&row.key, child)
            case .metaValue: firstBody(&row.value, child)
            default: scanner.skip(child)
            }
        }
        rows.append(row)
    }

    /// Passes over a row beyond the limit; one note counts them.
    mutating func tooMany(_ tag: WXRScanner.Tag) {
        scanner.note(.tooManyRows, scanner.name(of: tag), at: tag.start, since: 0)
        scanner.skip(tag)
    }

    private mutating func keep(_ value: String, in text: inout String, _ tag: WXRScanner.Tag) {
        if text.isEmpty {
            text = value
        } else if !value.isEmpty {
            note(.secondElement, tag)
        }
    }

    private mutating func note(_ kind: WXRNote.Kind, _ tag: WXRScanner.Tag) {
        // A value too large to keep has taken the bytes of its tag along; its record is broken anyway.
        guard tag.start >= scanner.input.pin, scanner.failure == nil else { return }
        scanner.note(kind, scanner.name(of: tag), at: tag.start)
    }
}
