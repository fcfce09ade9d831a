private import Foundation

/// A list of addresses: one a line, or the first column of a CSV.
struct AddressList {
    /// As they are written, each once.
    private(set) var addresses: [String] = []
    /// How many lines hold none: the head of a table, a word.
    private(set) var others = 0

    private static let largest = 256 << 20

    /// - Throws: a sentence, where the file cannot be read.
    init(file: String) throws {
        guard FileSize.of(file) <= AddressList.largest, let data = FileManager.default.contents(atPath: file) else {
            throw ImportError.unreadable("\(file) cannot be read as a list of addresses.")
        }
        var seen: Set<String> = []
        for line in data.split(whereSeparator: { $0 == 0x0A || $0 == 0x0D }) {
            let text = AddressList.first(String(decoding: line, as: UTF8.self))
            guard !text.isEmpty else { continue }
            guard text.hasPrefix("/") || text.lowercased().hasPrefix("http://") || text.lowercased().hasPrefix("https://") else {
                others += 1
                continue
            }
            if seen.insert(text).inserted { addresses.append(text) }
        }
        guard !addresses.isEmpty else {
            throw ImportError.unreadable("\(file) has no address: it wants one a line, as a path or with https:// before it.")
        }
    }

    /// The first column: up to a comma, a semicolon or a tab, or what is between quotation marks.
    ///
    /// A comma or a semicolon may be part of an address, which is then in quotation marks, or has no other column behind it.
    private static func first(_ line: String) -> String {
        let line = line.hasPrefix("\u{FEFF}") ? String(line.dropFirst()) : line
        let trimmed = line.trimmed
        guard trimmed.hasPrefix("\"") else {
            return String(trimmed.prefix { !",;\t".contains($0) }).trimmed
        }
        var text = ""
        var rest = trimmed.dropFirst()
        while let character = rest.popFirst() {
            if character == "\"" {
                guard rest.first == "\"" else { break }
                rest.removeFirst()
            }
            text.append(character)
        }
        return text.trimmed
    }
}
