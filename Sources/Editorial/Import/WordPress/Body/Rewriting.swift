/// A text on its way to another: replacements from left to right, and what lies between them copied in runs.
///
/// Costs nothing where nothing is replaced. Every call names the same source.
struct Rewriting {
    private var output: [UInt8] = []
    /// The index in the source up to which the output is settled.
    private(set) var settled = 0

    /// Puts `replacement` where `range` of the source is. A range must not start before `settled`.
    @inline(__always)
    mutating func replace(_ range: Range<Int>, of source: Span<UInt8>, with replacement: StaticString = "") {
        copy(to: range.lowerBound, of: source)
        output.append(replacement)
        settled = range.upperBound
    }

    mutating func replace(_ range: Range<Int>, of source: Span<UInt8>, with replacement: some Collection<UInt8>) {
        copy(to: range.lowerBound, of: source)
        output.append(contentsOf: replacement)
        settled = range.upperBound
    }

    /// Takes white space before `end` out, as far as it is not settled yet.
    mutating func removeSpace(before end: Int, of source: Span<UInt8>) {
        let start = source.startOfSpace(before: end, limit: settled)
        if start < end { replace(start..<end, of: source) }
    }

    /// Takes white space from `start` on out, and answers with its end.
    mutating func removeSpace(from start: Int, of source: Span<UInt8>) -> Int {
        let end = source.endOfSpace(from: start)
        if start < end { replace(start..<end, of: source) }
        return end
    }

    /// What the text will begin with, up to an index in the source that is not settled yet.
    func soFar(_ source: Span<UInt8>, to end: Int) -> String {
        String(decoding: output, as: UTF8.self) + source.text(settled..<end)
    }

    /// The whole rewritten text, or nil where nothing was replaced.
    consuming func finish(_ source: Span<UInt8>) -> [UInt8]? {
        guard settled > 0 || !output.isEmpty else { return nil }
        output.append(source, settled..<source.count)
        return output
    }

    @inline(__always)
    private mutating func copy(to end: Int, of source: Span<UInt8>) {
        if settled == 0, output.isEmpty { output.reserveCapacity(source.count + source.count / 8 + 64) }
        output.append(source, settled..<end)
    }
}
