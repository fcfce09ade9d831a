/// Where in the HTML of a template each of its tags stands: what is safe in a paragraph is not safe in an attribute without
/// quotes or in a script.
///
/// It follows the tokenizer of HTML (https://html.spec.whatwg.org/#tokenization) as far as that tells these places apart, over
/// the text of one file from top to bottom, as if every section were there once.
struct MarkupPlaces {
    enum Place: Equatable {
        case text
        /// In an attribute's value, in quotes.
        case quoted(attribute: String)
        case unquoted(attribute: String)
        /// In a tag, where names of attributes stand.
        case tag
        /// In the content of an element that holds no markup: `script`, `style`.
        case raw(element: String)
        case comment
    }

    private enum State {
        case text, tagName, inTag, attributeName, afterName, beforeValue
        case quoted(UInt8), unquoted, comment, raw
    }

    private var state = State.text
    private var element = ""
    private var isEndTag = false
    private var attribute = ""
    /// The last bytes of the text, to know `-->` and `</script`.
    private var tail: [UInt8] = []

    /// By the byte at which a tag begins.
    private(set) var places: [Int: Place] = [:]

    init(_ outline: TemplateOutline) {
        var start = 0
        for tag in outline.tags {
            read(outline.source[start..<tag.range.lowerBound])
            // A value that follows `=` at once is the whole value of the attribute, or its beginning.
            if case .beforeValue = state, tag.kind == .value || tag.kind == .raw { state = .unquoted }
            places[tag.range.lowerBound] = place
            start = tag.range.upperBound
        }
    }

    private var place: Place {
        switch state {
        case .text: .text
        case .quoted: .quoted(attribute: attribute)
        case .unquoted: .unquoted(attribute: attribute)
        case .tagName, .inTag, .attributeName, .afterName, .beforeValue: .tag
        case .comment: .comment
        case .raw: .raw(element: element)
        }
    }

    private mutating func read(_ text: ArraySlice<UInt8>) {
        for byte in text {
            if tail.count > 16 { tail.removeFirst(8) }
            tail.append(byte)
            step(byte)
        }
    }

    private mutating func step(_ byte: UInt8) {
        let isSpace = TemplateScanner.isSpace(byte)
        switch state {
        case .text:
            if tail.suffix(2) == [UInt8(ascii: "<"), UInt8(ascii: "/")] {
                (state, element, isEndTag) = (.tagName, "", true)
            } else if tail.suffix(4).elementsEqual("<!--".utf8) {
                state = .comment
            } else if tail.dropLast().last == UInt8(ascii: "<"), isLetter(byte) {
                (state, element, isEndTag) = (.tagName, "", false)
                element.unicodeScalars.append(Unicode.Scalar(byte | 0x20))
            }
        case .tagName:
            if byte == UInt8(ascii: ">") { return endTag() }
            if isSpace || byte == UInt8(ascii: "/") { state = .inTag } else { element.unicodeScalars.append(lower(byte)) }
        case .inTag, .afterName:
            if byte == UInt8(ascii: ">") { return endTag() }
            if case .afterName = state, byte == UInt8(ascii: "=") {
                state = .beforeValue
                return
            }
            guard !isSpace, byte != UInt8(ascii: "/") else { return }
            attribute = ""
            attribute.unicodeScalars.append(lower(byte))
            state = .attributeName
        case .attributeName:
            if byte == UInt8(ascii: ">") { return endTag() }
            if byte == UInt8(ascii: "=") {
                state = .beforeValue
                return
            }
            if isSpace || byte == UInt8(ascii: "/") { state = .afterName } else { attribute.unicodeScalars.append(lower(byte)) }
        case .beforeValue:
            if byte == UInt8(ascii: ">") { return endTag() }
            if isSpace { return }
            state = byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") ? .quoted(byte) : .unquoted
        case .quoted(let quote):
            if byte == quote { state = .inTag }
        case .unquoted:
            if byte == UInt8(ascii: ">") { return endTag() }
            if isSpace { state = .inTag }
        case .comment:
            if tail.suffix(3).elementsEqual("-->".utf8) { state = .text }
        case .raw:
            // The end tag's name; what follows it until `>` is of no interest.
            let end = Array("</\(element)".utf8)
            if tail.suffix(end.count).map({ lowerByte($0) }) == end {
                (state, isEndTag) = (.inTag, true)
            }
        }
    }

    private mutating func endTag() {
        let holdsNoMarkup = !isEndTag && (element == "script" || element == "style")
        state = holdsNoMarkup ? .raw : .text
    }

    private func isLetter(_ byte: UInt8) -> Bool { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20) }

    private func lower(_ byte: UInt8) -> Unicode.Scalar { Unicode.Scalar(lowerByte(byte)) }

    private func lowerByte(_ byte: UInt8) -> UInt8 {
        (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte) ? byte | 0x20 : byte
    }
}
