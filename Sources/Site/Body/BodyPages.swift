import Content

/// The pages of an article whose author parted it: at each `<hr class="wp-block-nextpage">`, which an import leaves for
/// `<!--nextpage-->`.
///
/// Elements that are open at a break end there and begin again on the next page. It relies on stored markup being canonical.
struct BodyPages {
    private static let mark = Array("<hr class=\"wp-block-nextpage\">".utf8)
    private static let voids: Set<String> = ["br", "col", "hr", "img", "source", "track", "wbr"]

    /// At least one.
    static func of(_ body: HTML) -> [HTML] {
        guard body.markup.holds("<hr class=\"wp-block-nextpage\">") else { return [body] }
        let source = Array(body.markup.utf8)
        var pages: [HTML] = []
        var page: [UInt8] = []
        var copied = 0
        /// The start tags that are open, and their names.
        var open: [(tag: Range<Int>, name: String)] = []
        var index = 0
        while let start = source[index...].firstIndex(of: UInt8(ascii: "<")) {
            let end = source[start...].firstIndex(of: UInt8(ascii: ">")).map { $0 + 1 } ?? source.count
            index = end
            if source[start..<end].elementsEqual(mark) {
                page += source[copied..<start]
                for element in open.reversed() { page += "</\(element.name)>".utf8 }
                pages.append(HTML(stored: String(decoding: page, as: UTF8.self)))
                page = []
                for element in open { page += source[element.tag] }
                copied = end
            } else if source[start...].dropFirst().first == UInt8(ascii: "/") {
                _ = open.popLast()
            } else {
                let name = String(
                    decoding: source[(start + 1)..<end].prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") }, as: UTF8.self)
                if !voids.contains(name) { open.append((start..<end, name)) }
            }
        }
        page += source[copied...]
        pages.append(HTML(stored: String(decoding: page, as: UTF8.self)))
        return pages
    }

    /// The address of a page: `/a/` and `/a/2/`, `/a` and `/a/2`, `/?p=7` and `/?p=7&page=2`.
    static func path(_ number: Int64, of path: String) -> String {
        guard number > 1 else { return path }
        if path.contains("?") { return "\(path)&page=\(number)" }
        return path.hasSuffix("/") ? "\(path)\(number)/" : "\(path)/\(number)"
    }

    /// `/a/2/` is page 2 of `/a/`, `/a/2` of `/a`.
    static func number(in path: String) -> (base: String, number: Int64)? {
        let isClosed = path.hasSuffix("/")
        let whole = isClosed ? path.dropLast() : path[...]
        guard let slash = whole.lastIndex(of: "/"), slash != whole.startIndex else { return nil }
        let digits = whole[whole.index(after: slash)...]
        guard (1...6).contains(digits.utf8.count), digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }),
            let number = Int64(digits)
        else { return nil }
        return (String(whole[..<slash]) + (isClosed ? "/" : ""), number)
    }
}
