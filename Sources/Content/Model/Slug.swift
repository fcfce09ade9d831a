/// The last part of an address, unique among its kind: `ferries`, `%ec%95%88`.
///
/// A slug never holds `/`, `?`, `#`, a space or a control character, and is at most 200 bytes, as in WordPress.
package struct Slug: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init?(_ text: String) {
        guard !text.isEmpty, text.utf8.count <= 200, text != ".", text != ".." else { return nil }
        for byte in text.utf8 where byte <= 0x20 || byte == 0x7F { return nil }
        for byte in text.utf8 where [UInt8(ascii: "/"), UInt8(ascii: "?"), UInt8(ascii: "#"), UInt8(ascii: "\\")].contains(byte) {
            return nil
        }
        self.text = text
    }

    package var description: String { text }
}
