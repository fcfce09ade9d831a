/// The class names that are kept: those by which WordPress and its editor say how a block is set.
enum HTMLClass {
    static func isKept(_ name: some Collection<UInt8>) -> Bool {
        guard name.count <= 64, name.allSatisfy(\.isClassByte) else { return false }
        return whole.contains { name.elementsEqual($0.utf8) } || prefixes.contains { name.starts(with: $0.utf8) }
    }

    private static let whole = [
        "aligncenter", "alignfull", "alignleft", "alignnone", "alignright", "alignwide", "more-link",
    ]

    private static let prefixes = [
        "columns-", "footnote", "gallery", "has-", "is-", "language-", "size-", "wp-block-", "wp-caption",
        "wp-element-",
        "wp-image-",
    ]
}

extension UInt8 {
    fileprivate var isClassByte: Bool {
        isASCIILetter || isASCIIDigit || self == UInt8(ascii: "-") || self == UInt8(ascii: "_")
    }
}
