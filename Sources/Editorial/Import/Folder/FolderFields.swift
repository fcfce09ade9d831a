/// A mapping of front matter or of a data file, asked by name.
///
/// Names are compared without case, `_` and `-`, and are given here in small letters without them: Hugo itself ignores
/// case, and `picture_alt`, `pictureAlt` and `picture-alt` are the same wish. Of several names the first that has a
/// value counts. A value of the wrong shape is an error with its line, never passed over.
struct FolderFields {
    private let file: String
    private let line: Int
    private var values: [String: YAMLValue] = [:]

    /// Fails unless `value` is a mapping or nothing.
    init(_ value: YAMLValue, file: String) throws(FolderFailure) {
        self.file = file
        line = value.line
        switch value.content {
        case .null: return
        case .mapping(let pairs):
            for pair in pairs where pair.value.content != .null {
                let name = FolderFields.normalised(pair.key)
                if values[name] == nil { values[name] = pair.value }
            }
        default: throw FolderFailure(file: file, line: value.line, reason: "expected `key: value` lines")
        }
    }

    /// Adds what lies below `params`, where Hugo since 0.123 wants the fields it has no word for.
    func withParameters() throws(FolderFailure) -> FolderFields {
        guard let parameters = try fields("params") else { return self }
        var all = self
        all.values.merge(parameters.values) { own, _ in own }
        return all
    }

    subscript(names: String...) -> YAMLValue? {
        first(of: names)
    }

    func failure(_ reason: String, at value: YAMLValue? = nil) -> FolderFailure {
        FolderFailure(file: file, line: value?.line ?? line, reason: reason)
    }

    /// Text without the white space round it; nil if nothing is left.
    func text(_ names: String...) throws(FolderFailure) -> String? {
        guard let value = first(of: names) else { return nil }
        guard case .scalar(let text) = value.content else {
            throw failure("`\(names[0])` must be text", at: value)
        }
        return FolderFields.trimmed(text)
    }

    /// A list of texts, or one text alone, which `separator` parts into several.
    ///
    /// A mapping in the list counts as its `slug`, `name` or `title`.
    func texts(_ names: String..., separator: UInt8? = nil) throws(FolderFailure) -> [String] {
        guard let value = first(of: names) else { return [] }
        switch value.content {
        case .null: return []
        case .scalar(let text):
            guard let separator else { return FolderFields.trimmed(text).map { [$0] } ?? [] }
            return text.utf8.split(separator: separator).compactMap { FolderFields.trimmed(String(Substring($0))) }
        case .sequence(let items):
            var texts: [String] = []
            for item in items {
                guard let text = try self.text(ofItem: item, of: names[0]), !texts.contains(text) else { continue }
                texts.append(text)
            }
            return texts
        case .mapping:
            return try text(ofItem: value, of: names[0]).map { [$0] } ?? []
        }
    }

    func date(_ names: String...) throws(FolderFailure) -> FolderDate? {
        guard let value = first(of: names) else { return nil }
        guard case .scalar(let text) = value.content, let date = FolderDate(text) else {
            throw failure("`\(names[0])` is not a date such as 2023-02-01T10:00:00+01:00", at: value)
        }
        return date
    }

    func truth(_ names: String...) throws(FolderFailure) -> Bool? {
        guard let value = first(of: names) else { return nil }
        guard let truth = value.truth else { throw failure("`\(names[0])` must be true or false", at: value) }
        return truth
    }

    func integer(_ names: String...) throws(FolderFailure) -> Int? {
        guard let value = first(of: names) else { return nil }
        guard case .scalar(let text) = value.content, let number = Int(text) else {
            throw failure("`\(names[0])` must be a whole number", at: value)
        }
        return number
    }

    func positiveInteger(_ names: String...) throws(FolderFailure) -> Int? {
        guard let value = first(of: names) else { return nil }
        guard case .scalar(let text) = value.content, let number = Int(text), number > 0 else {
            throw failure("`\(names[0])` must be a whole number above 0", at: value)
        }
        return number
    }

    /// A mapping below this one.
    func fields(_ names: String...) throws(FolderFailure) -> FolderFields? {
        guard let value = first(of: names) else { return nil }
        return try FolderFields(value, file: file)
    }

    /// A list of mappings, or one mapping alone.
    func list(_ names: String...) throws(FolderFailure) -> [FolderFields] {
        guard let value = first(of: names) else { return [] }
        guard case .sequence(let items) = value.content else { return [try FolderFields(value, file: file)] }
        var list: [FolderFields] = []
        for item in items { list.append(try FolderFields(item, file: file)) }
        return list
    }

    /// A picture, written as its address, as a list of which the first counts, or as a mapping with an address in it.
    func picture(_ names: String...) throws(FolderFailure) -> (address: String, details: FolderFields?)? {
        guard var value = first(of: names) else { return nil }
        if case .sequence(let items) = value.content {
            guard let item = items.first else { return nil }
            value = item
        }
        switch value.content {
        case .null: return nil
        case .scalar(let text):
            // `image: false` is a theme's switch.
            return value.truth == nil ? FolderFields.trimmed(text).map { ($0, nil) } : nil
        case .mapping:
            let details = try FolderFields(value, file: file)
            return try details.text("src", "url", "path", "image", "filename", "file").map { ($0, details) }
        case .sequence: throw failure("`\(names[0])` must be the address of a picture", at: value)
        }
    }

    private func first(of names: [String]) -> YAMLValue? {
        for name in names {
            if let value = values[name] { return value }
        }
        return nil
    }

    private func text(ofItem item: YAMLValue, of name: String) throws(FolderFailure) -> String? {
        switch item.content {
        case .null: nil
        case .scalar(let text): FolderFields.trimmed(text)
        case .mapping: try FolderFields(item, file: file).text("slug", "name", "title")
        case .sequence: throw failure("`\(name)` must be a list of texts", at: item)
        }
    }

    /// Without the white space of ASCII round it; nil if nothing is left.
    static func trimmed(_ text: String) -> String? {
        let isSpace = { (byte: UInt8) in byte == 0x20 || (0x09...0x0D).contains(byte) }
        var bytes = text.utf8[...]
        while let last = bytes.last, isSpace(last) { bytes = bytes.dropLast() }
        bytes = bytes.drop(while: isSpace)
        return bytes.isEmpty ? nil : String(Substring(bytes))
    }

    private static func normalised(_ key: String) -> String {
        let kept = key.utf8.filter { $0 != UInt8(ascii: "_") && $0 != UInt8(ascii: "-") }
        return String(decoding: kept.map { ($0 >= 0x41 && $0 <= 0x5A) ? $0 | 0x20 : $0 }, as: UTF8.self)
    }
}
