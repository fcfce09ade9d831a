/// What stands on a tag's line beside it.
///
/// A tag that has its line for itself is standalone: it leaves no line behind.
struct TemplateLine {
    /// Whether only spaces and tabs stand before the tag, back to the beginning of its line.
    let isBlankBefore: Bool
    /// The spaces and tabs right before the tag.
    let indentation: Range<Int>
    /// Where the next line begins, or the end of the source; nil if something but space follows the tag.
    let end: Int?

    var isBlank: Bool { isBlankBefore && end != nil }

    /// Looks back from a tag as far as `start`, the end of the tag before, and on to the end of the line.
    init(around tag: Range<Int>, in source: [UInt8], from start: Int, atLineStart: Bool) {
        var before = tag.lowerBound
        while before > start, Self.isBlank(source[before - 1]) { before -= 1 }
        indentation = before..<tag.lowerBound
        isBlankBefore = before > start ? source[before - 1] == UInt8(ascii: "\n") : atLineStart

        var after = tag.upperBound
        while after < source.count, Self.isBlank(source[after]) { after += 1 }
        if after + 1 < source.count, source[after] == UInt8(ascii: "\r"), source[after + 1] == UInt8(ascii: "\n") {
            end = after + 2
        } else if after < source.count {
            end = source[after] == UInt8(ascii: "\n") ? after + 1 : nil
        } else {
            end = after
        }
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\t")
    }
}
