/// The paths in canonical markup, made absolute.
///
/// Exact because the markup is canonical: within a tag, ` href="` occurs only where that attribute begins, since a
/// value holds no double quote, and `>` only ends the tag.
enum HTMLLinks {
    static func absolute(in markup: String, base: String) -> String {
        var base = Array(base.utf8)
        while base.last == UInt8(ascii: "/") { base.removeLast() }
        base = escaped(base)
        var markup = markup
        return markup.withUTF8 { bytes in
            var output: [UInt8] = []
            output.reserveCapacity(bytes.count + bytes.count / 8)
            var index = 0
            while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
                let end = bytes[start...].firstIndex(of: UInt8(ascii: ">")) ?? bytes.count
                output += bytes[index..<start]
                write(bytes[start..<end], base: base, to: &output)
                index = end
            }
            output += bytes[index...]
            return String(decoding: output, as: UTF8.self)
        }
    }

    private static func write(_ tag: Slice<UnsafeBufferPointer<UInt8>>, base: [UInt8], to output: inout [UInt8]) {
        var rest = tag
        while let quote = rest.firstIndex(of: UInt8(ascii: "\"")) {
            let name = rest[..<quote].dropLast().suffix(while: { $0 != 0x20 })
            let value = rest[(quote + 1)...].prefix { $0 != UInt8(ascii: "\"") }
            output += rest[...quote]
            if isLink(name) {
                writePath(value, base: base, to: &output)
            } else if name.elementsEqual("srcset".utf8) {
                writePictures(value, base: base, to: &output)
            } else {
                output += value
            }
            guard value.endIndex < rest.endIndex else { return }
            output.append(UInt8(ascii: "\""))
            rest = rest[(value.endIndex + 1)...]
        }
        output += rest
    }

    private static func isLink(_ name: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        name.elementsEqual("href".utf8) || name.elementsEqual("src".utf8) || name.elementsEqual("poster".utf8)
            || name.elementsEqual("cite".utf8)
    }

    private static func writePath(
        _ value: Slice<UnsafeBufferPointer<UInt8>>, base: [UInt8], to output: inout [UInt8]
    ) {
        if value.first == UInt8(ascii: "/"), value.dropFirst().first != UInt8(ascii: "/") { output += base }
        output += value
    }

    /// The list as the sanitiser writes it: candidates parted by a comma and a space.
    private static func writePictures(
        _ list: Slice<UnsafeBufferPointer<UInt8>>, base: [UInt8], to output: inout [UInt8]
    ) {
        var rest = list
        while let comma = rest.indices.first(where: { rest[$0...].starts(with: ", ".utf8) }) {
            writePath(rest[..<comma], base: base, to: &output)
            output += ", ".utf8
            rest = rest[(comma + 2)...]
        }
        writePath(rest, base: base, to: &output)
    }

    private static func escaped(_ base: [UInt8]) -> [UInt8] {
        base.flatMap { byte -> [UInt8] in
            switch byte {
            case UInt8(ascii: "&"): Array("&amp;".utf8)
            case UInt8(ascii: "\""): Array("&quot;".utf8)
            case UInt8(ascii: "<"): Array("&lt;".utf8)
            case UInt8(ascii: ">"): Array("&gt;".utf8)
            default: [byte]
            }
        }
    }
}

extension BidirectionalCollection<UInt8> {
    fileprivate func suffix(while predicate: (UInt8) -> Bool) -> SubSequence {
        var start = endIndex
        while start > startIndex, predicate(self[index(before: start)]) { start = index(before: start) }
        return self[start...]
    }
}
