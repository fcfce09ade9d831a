/// Smilies as the signs that WordPress shows for them (`convert_smilies`, wp-includes/formatting.php; the list is
/// `smilies_init`, wp-includes/functions.php). Only between white space, and not in code.
enum Smilies {
    static func applied(to source: [UInt8]) -> [UInt8] {
        let bytes = source.span
        guard
            bytes.index(of: UInt8(ascii: ":"), or: UInt8(ascii: ";"), from: 0) < bytes.count
                || bytes.index(of: UInt8(ascii: "8"), from: 0) < bytes.count
        else { return source }
        var rewriting = Rewriting()
        /// The name of the element that is open in which text stays.
        var code: StaticString?
        var runStart = 0
        var index = 0
        while index < bytes.count {
            switch bytes[index] {
            case UInt8(ascii: "<"):
                let end = MarkupElements.end(in: bytes, at: index)
                if let open = code {
                    if bytes.has("</", at: index), bytes.has(open, at: index + 2) { code = nil }
                } else {
                    code = elements.first { name in
                        let after = index + 1 + name.utf8CodeUnitCount
                        return bytes.has(name, at: index + 1) && after < bytes.count
                            && (bytes[after] == UInt8(ascii: ">") || bytes[after].isSpace)
                    }
                }
                index = end
                runStart = end
            case UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "8"):
                if code == nil, index == runStart || isSpace(bytes, before: index), let (length, sign) = smiley(bytes, at: index)
                {
                    rewriting.replace(index..<index + length, of: bytes, with: sign.utf8)
                    index += length
                } else {
                    index += 1
                }
            default: index += 1
            }
        }
        return rewriting.finish(bytes) ?? source
    }

    private static let elements: [StaticString] = ["code", "pre", "style", "script", "textarea"]

    private static func smiley(_ bytes: Span<UInt8>, at index: Int) -> (length: Int, sign: String)? {
        for (text, sign) in list where bytes.has(text, at: index) {
            let end = index + text.utf8CodeUnitCount
            if end >= bytes.count || bytes[end] == UInt8(ascii: "<") || isSpace(bytes, at: end) {
                return (text.utf8CodeUnitCount, sign)
            }
        }
        return nil
    }

    private static func isSpace(_ bytes: Span<UInt8>, at index: Int) -> Bool {
        switch bytes[index] {
        case 0x20, 0x0A, 0x0D, 0x09: true
        case 0xC2: bytes.has("\u{A0}", at: index)
        case UInt8(ascii: "&"): bytes.has("&nbsp;", at: index)
        default: false
        }
    }

    private static func isSpace(_ bytes: Span<UInt8>, before index: Int) -> Bool {
        switch bytes[index - 1] {
        case 0x20, 0x0A, 0x0D, 0x09: true
        case 0xA0: index > 1 && bytes[index - 2] == 0xC2
        case UInt8(ascii: ";"): index > 5 && bytes.has("&nbsp;", at: index - 6)
        default: false
        }
    }

    /// Not `:mrgreen:`, which is a picture of WordPress's own.
    private static let list: [(StaticString, String)] = [
        (":neutral:", "😐"), (":twisted:", "😈"), (":arrow:", "➡"), (":shock:", "😯"), (":smile:", "🙂"), (":???:", "😕"),
        (":cool:", "😎"), (":evil:", "👿"), (":grin:", "😀"), (":idea:", "💡"), (":oops:", "😳"), (":razz:", "😛"),
        (":roll:", "🙄"), (":wink:", "😉"), (":cry:", "😥"), (":eek:", "😮"), (":lol:", "😆"), (":mad:", "😡"), (":sad:", "🙁"),
        ("8-)", "😎"), ("8-O", "😯"), (":-(", "🙁"), (":-)", "🙂"), (":-?", "😕"), (":-D", "😀"), (":-P", "😛"), (":-o", "😮"),
        (":-x", "😡"), (":-|", "😐"), (";-)", "😉"), ("8O", "😯"), (":(", "🙁"), (":)", "🙂"), (":?", "😕"), (":D", "😀"),
        (":P", "😛"), (":o", "😮"), (":x", "😡"), (":|", "😐"), (";)", "😉"), (":!:", "❗"), (":?:", "❓"),
    ]
}
