/// Checks the addresses of a text, and lets a caller put others in their place.
struct HTMLAddresses {
    private let rewriting: HTMLSanitizer.LinkRewriting?

    init(rewriting: HTMLSanitizer.LinkRewriting?) {
        self.rewriting = rewriting
    }

    /// The address to write, or nil with the scheme that was refused.
    func check(
        _ address: some Collection<UInt8>, for use: HTMLSanitizer.LinkUse
    ) -> (url: [UInt8]?, refused: String) {
        let checked = URLScheme.check(address, for: use)
        guard let rewriting, let url = checked.url else { return checked }
        guard let replacement = rewriting(String(decoding: url, as: UTF8.self), use) else { return (nil, "") }
        return URLScheme.check(replacement.utf8, for: use)
    }

    /// A `srcset`: addresses, each with a width or a density. Candidates that are not in order are left out.
    func pictures(_ value: UnsafeBufferPointer<UInt8>) -> (list: [UInt8], refused: [String]) {
        var list: [UInt8] = []
        var refused: [String] = []
        var rest = value[...]
        while true {
            rest = rest.drop { $0.isHTMLSpace || $0 == UInt8(ascii: ",") }
            if rest.isEmpty { return (list, refused) }
            var address = rest.prefix { !$0.isHTMLSpace }
            rest = rest[address.endIndex...]
            var size = rest[..<rest.startIndex]
            if address.last == UInt8(ascii: ",") {
                while address.last == UInt8(ascii: ",") { address.removeLast() }
            } else {
                size = rest.prefix { $0 != UInt8(ascii: ",") }
                rest = rest[size.endIndex...]
            }
            size = size.drop(while: \.isHTMLSpace)
            while let last = size.last, last.isHTMLSpace { size.removeLast() }
            let (checked, scheme) = check(address, for: .resource)
            guard let url = checked, isWritable(url), isSize(size) else {
                refused.append(scheme)
                continue
            }
            if !list.isEmpty { list += ", ".utf8 }
            list += url
            if !size.isEmpty { list += [0x20] + size }
        }
    }

    /// Whether an address in a list is read back as it was written.
    private func isWritable(_ url: [UInt8]) -> Bool {
        guard let first = url.first, let last = url.last else { return false }
        return first != UInt8(ascii: ",") && last != UInt8(ascii: ",") && !url.contains(where: \.isHTMLSpace)
    }

    /// Nothing, or `300w`, `1.5x`.
    private func isSize(_ size: Slice<UnsafeBufferPointer<UInt8>>) -> Bool {
        guard let unit = size.last else { return true }
        let number = size.dropLast()
        let isNumber = number.allSatisfy { $0.isASCIIDigit || $0 == UInt8(ascii: ".") }
        return (unit == UInt8(ascii: "w") || unit == UInt8(ascii: "x")) && isNumber && (1...8).contains(number.count)
    }
}
