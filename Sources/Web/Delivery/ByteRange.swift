/// What a `Range` header asks of a file of a known size (RFC 9110, section 14.2).
///
/// Only single byte ranges are answered in part. Several ranges get the whole file, which the RFC allows and
/// which leaves nothing to gain from asking for a thousand overlapping ones.
package enum ByteRange: Sendable, Equatable {
    /// The whole file with 200: no range, a malformed one, another unit, or several.
    case whole
    /// These bytes with 206; never empty, always inside the file.
    case part(Range<Int64>)
    /// 416: well formed, but nothing of it lies inside the file.
    case unsatisfiable

    /// Reads the value of a `Range` header against a file of `size` bytes.
    package init(_ header: String?, size: Int64) {
        guard let header, let spec = Self.singleSpec(in: header.utf8), let dash = spec.firstIndex(of: UInt8(ascii: "-"))
        else {
            self = .whole
            return
        }
        let first = spec[..<dash].trimmed
        let last = spec[spec.index(after: dash)...].trimmed
        self = first.isEmpty ? Self.suffix(last, size: size) : Self.from(first, to: last, size: size)
    }

    /// `bytes=-5`: the last five bytes, or the whole of a shorter file.
    private static func suffix(_ digits: Substring.UTF8View, size: Int64) -> ByteRange {
        guard let length = number(digits) else { return .whole }
        if length == 0 { return .unsatisfiable }
        // A 206 cannot describe zero bytes, so the satisfiable suffix of an empty file is the empty whole.
        if size == 0 { return .whole }
        return .part(max(0, size - min(length, size))..<size)
    }

    /// `bytes=2-5` and `bytes=9-`.
    private static func from(_ first: Substring.UTF8View, to last: Substring.UTF8View, size: Int64) -> ByteRange {
        guard let start = number(first) else { return .whole }
        guard !last.isEmpty else {
            return start < size ? .part(start..<size) : .unsatisfiable
        }
        guard let end = number(last), start <= end else { return .whole }
        guard start < size else { return .unsatisfiable }
        // Not `start...end`: `end` may be Int64.max, where the step to a half-open range would trap.
        return .part(start..<(min(end, size - 1) + 1))
    }

    /// What follows `bytes=`, unless a comma makes it more than one range.
    private static func singleSpec(in header: String.UTF8View) -> Substring.UTF8View? {
        guard let equals = header.firstIndex(of: UInt8(ascii: "=")) else { return nil }
        guard header[..<equals].trimmed.elementsEqual("bytes".utf8, by: { $0 | 0x20 == $1 }) else { return nil }
        let spec = header[header.index(after: equals)...].trimmed
        return spec.contains(UInt8(ascii: ",")) ? nil : spec
    }

    /// A decimal number, held at `Int64.max` when it is larger; nil if any byte is not a digit or there is none.
    private static func number(_ digits: Substring.UTF8View) -> Int64? {
        guard !digits.isEmpty else { return nil }
        var value: Int64 = 0
        for byte in digits {
            guard byte >= UInt8(ascii: "0"), byte <= UInt8(ascii: "9") else { return nil }
            let (tens, overflow) = value.multipliedReportingOverflow(by: 10)
            let (sum, carry) = tens.addingReportingOverflow(Int64(byte - UInt8(ascii: "0")))
            value = overflow || carry || value == .max ? .max : sum
        }
        return value
    }
}

extension Substring.UTF8View {
    /// Without the spaces and tabs at either end.
    fileprivate var trimmed: Substring.UTF8View {
        var view = self
        while let byte = view.first, byte == 0x20 || byte == 0x09 { view.removeFirst() }
        while let byte = view.last, byte == 0x20 || byte == 0x09 { view.removeLast() }
        return view
    }
}
