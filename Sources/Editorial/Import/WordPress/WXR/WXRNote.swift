/// Something in the file that was not as it should be, and what the reader made of it.
///
/// One note stands for all of its kind in one value: `line` and `offset` are those of the first, `count` says how many.
package struct WXRNote: Equatable, Sendable {
    package enum Kind: String, Equatable, Sendable {
        case invalidUTF8
        case controlCharacter
        case sectionEndKept
        case sectionEndedByTag
        case unclosedElement
        case strayEndTag
        case mismatchedEndTag
        case loneAmpersand
        case unknownEntity
        case loneLessThan
        case strayText
        case secondElement
        case damagedTag
        case nestedTooDeep
        case tooManyRows
        case notANumber
        case doctypeIgnored
        case missingVersion
        case newerVersion
        case textBeforeXML
        case outsideChannel
        case fileEndsInside
        case furtherNotes
    }

    package var kind: Kind
    /// The element it is about, as written; "" where there is none.
    package var element: String
    package var line: Int
    /// Bytes from the start of the file.
    package var offset: Int64
    package var count: Int = 1

    /// What was mended, without the place, so that a ledger can count it: "invalid UTF-8 in <title> replaced by U+FFFD".
    package var change: String {
        let whole = sentence
        return whole.firstRange(of: ": ").map { String(whole[$0.upperBound...]) } ?? whole
    }

    /// For the import ledger: "line 12: invalid UTF-8 in <title> replaced by U+FFFD (3 times)".
    package var sentence: String {
        let tag = element.isEmpty ? "the file" : "<\(element)>"
        let times = count > 1 ? " (\(count) times)" : ""
        let what =
            switch kind {
            case .invalidUTF8: "invalid UTF-8 in \(tag) replaced by U+FFFD"
            case .controlCharacter: "control character in \(tag) removed"
            case .sectionEndKept: "`]]>` inside \(tag) kept"
            case .sectionEndedByTag: "the CDATA section of \(tag) ended at its last `]]>`"
            case .unclosedElement: "unclosed \(tag) closed"
            case .strayEndTag: "stray </\(element)> ignored"
            case .mismatchedEndTag: "\(tag) closed by an end tag of another name"
            case .loneAmpersand: "lone & in \(tag) kept"
            case .unknownEntity: "unknown entity in \(tag) kept as text"
            case .loneLessThan: "lone < in \(tag) kept"
            case .strayText: "text in \(tag) that belongs to no element ignored"
            case .secondElement: "a second \(tag) ignored"
            case .damagedTag: "damaged tag \(tag) mended"
            case .nestedTooDeep: "elements in \(tag) nested deeper than \(WXRLimits.depth) passed over"
            case .tooManyRows: "more \(tag) than are read left out"
            case .notANumber: "\(tag) is not a number and was ignored"
            case .doctypeIgnored: "a DOCTYPE ignored"
            case .missingVersion: "the file has no <wp:wxr_version>; read as WXR 1.2"
            case .newerVersion: "the file says a WXR version newer than 1.2; read as 1.2"
            case .textBeforeXML: "text before the XML declaration ignored"
            case .outsideChannel: "\(tag) outside the channel read all the same"
            case .fileEndsInside: "the file ends inside \(tag)"
            case .furtherNotes: "further notes on this record left out"
            }
        return "line \(line): \(what)\(times)"
    }
}
