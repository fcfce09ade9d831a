@_spi(_Unicode) import Swift

/// Names of hosts in the letters of the DNS: `bücher.example` is `xn--bcher-kva.example` (RFC 3492).
///
/// libcurl would do it by the locale of the process, and a server has none; Foundation's comes with ICU. Of the mappings of UTS #46
/// there are those that people's keyboards and files make: upper case becomes lower case, a letter and its accent become one, and
/// the full stops of Chinese and Japanese are full stops. A name in still other forms is unknown to the DNS.
package enum Punycode {
    /// - Returns: nil where a label is too long to be one.
    package static func host(_ name: String) -> String? {
        guard name.utf8.contains(where: { $0 >= 0x80 }) else { return name.lowercased() }
        var labels: [String] = []
        for label in usual(name).split(separator: ".", omittingEmptySubsequences: false) {
            if label.utf8.allSatisfy({ $0 < 0x80 }) {
                labels.append(String(label))
            } else {
                guard let encoded = encode(Array(label.unicodeScalars.map(\.value))) else { return nil }
                labels.append("xn--" + encoded)
            }
        }
        return labels.joined(separator: ".")
    }

    /// An address of the web with its host in those letters, and all else to the letter; itself where that makes no difference, or cannot be.
    package static func address(_ address: String) -> String {
        guard let slashes = address.firstRange(of: "//") else { return address }
        let rest = address[slashes.upperBound...].utf8
        let authority = rest.prefix { ![UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#")].contains($0) }
        let start = authority.lastIndex(of: UInt8(ascii: "@")).map { authority.index(after: $0) } ?? authority.startIndex
        let name = authority[start...].prefix { $0 != UInt8(ascii: ":") }
        guard name.contains(where: { $0 >= 0x80 || $0 == UInt8(ascii: "%") }),
            let host = host(PercentEncoding.decoded(String(Substring(name)))), host.utf8.allSatisfy(isOfName)
        else { return address }
        return address[..<name.startIndex] + host + address[name.endIndex...]
    }

    private static func isOfName(_ byte: UInt8) -> Bool {
        byte.isASCIILetter || byte.isASCIIDigit || [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_")].contains(byte)
    }

    private static func usual(_ name: String) -> String {
        var letters = String.UnicodeScalarView()
        // The normaliser of the standard library.
        for letter in name.lowercased()._nfc {
            letters.append(["\u{3002}", "\u{FF0E}", "\u{FF61}"].contains(letter) ? "." : letter)
        }
        return String(letters)
    }

    /// The algorithm of RFC 3492, section 6.3, with its names.
    private static func encode(_ label: [UInt32]) -> String? {
        // A label has 63 letters at most, so nothing below can overflow.
        guard label.count <= 63 else { return nil }
        let basic = label.filter { $0 < 0x80 }
        var output = basic.map { UInt8(truncatingIfNeeded: $0) }
        if !output.isEmpty { output.append(UInt8(ascii: "-")) }
        var (n, delta, bias, handled) = (UInt32(128), UInt32(0), UInt32(72), UInt32(basic.count))
        while handled < label.count {
            guard let next = label.filter({ $0 >= n }).min() else { return nil }
            delta += (next - n) * (handled + 1)
            n = next
            for scalar in label {
                if scalar < n { delta += 1 }
                guard scalar == n else { continue }
                write(delta, bias, to: &output)
                bias = adapted(delta, count: handled + 1, isFirst: handled == basic.count)
                delta = 0
                handled += 1
            }
            delta += 1
            n += 1
        }
        return output.count <= 59 ? String(decoding: output, as: UTF8.self) : nil
    }

    private static func write(_ delta: UInt32, _ bias: UInt32, to output: inout [UInt8]) {
        var (q, k) = (delta, UInt32(36))
        while true {
            let t: UInt32 = k <= bias ? 1 : k >= bias + 26 ? 26 : k - bias
            guard q >= t else { break }
            output.append(digit(t + (q - t) % (36 - t)))
            q = (q - t) / (36 - t)
            k += 36
        }
        output.append(digit(q))
    }

    private static func adapted(_ delta: UInt32, count: UInt32, isFirst: Bool) -> UInt32 {
        var delta = isFirst ? delta / 700 : delta / 2
        delta += delta / count
        var k: UInt32 = 0
        while delta > 455 {
            delta /= 35
            k += 36
        }
        return k + 36 * delta / (delta + 38)
    }

    private static func digit(_ value: UInt32) -> UInt8 {
        UInt8(truncatingIfNeeded: value < 26 ? value + 97 : value + 22)
    }
}
