/// Names of hosts in the letters of the DNS: `bücher.example` is `xn--bcher-kva.example` (RFC 3492).
///
/// libcurl would do it by the locale of the process, and a server has none. Upper case becomes lower case; of the
/// further mappings of UTS #46 there are none, so that a name in other forms than the usual one is unknown to the DNS.
enum Punycode {
    /// - Returns: nil where a label is too long to be one.
    static func host(_ name: String) -> String? {
        var labels: [String] = []
        for label in name.lowercased().split(separator: ".", omittingEmptySubsequences: false) {
            if label.utf8.allSatisfy({ $0 < 0x80 }) {
                labels.append(String(label))
            } else {
                guard let encoded = encode(Array(label.unicodeScalars.map(\.value))) else { return nil }
                labels.append("xn--" + encoded)
            }
        }
        return labels.joined(separator: ".")
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
