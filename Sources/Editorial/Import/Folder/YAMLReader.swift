private import Yams

/// Reads YAML that may be hostile, through Yams.
///
/// What is bounded, and where:
/// - Aliases are refused before Yams sees the text: a few lines of them ("billion laughs") stand for a tree of any size,
///   and Yams hashes mapping keys, aliases followed, while it reads.
/// - Depth is 64 in what comes out. Yams descends by recursion, and libyaml stops it only after 1,000 levels of its own
///   counting, which take 2 to 4 MiB of stack: so it runs on a `RoomyThread`.
/// - The number of values is bounded, and the length of the text by the caller.
struct YAMLReader {
    let file: String
    /// The line of the file that the text begins on.
    var firstLine = 1
    var maximumValues = 10_000

    static let maximumDepth = 64

    /// The only document in `text`; a null value if there is none.
    func read(_ text: String) throws(FolderFailure) -> YAMLValue {
        if let line = lineOfAlias(in: Array(text.utf8)) {
            throw failure("YAML aliases (*name) are not read: write the value out", line: line)
        }
        let result = RoomyThread.run { () -> Result<YAMLValue, FolderFailure> in
            do {
                // `.utf8`, since the default encoding is looked up in the environment; `.basic`, since the default
                // resolver is a list of regular expressions that decide what we decide by field.
                guard let root = try Yams.Parser(yaml: text, resolver: .basic, encoding: .utf8).singleRoot() else {
                    return .success(YAMLValue(content: .null, line: firstLine))
                }
                var count = 0
                return .success(try value(of: root, depth: 1, count: &count))
            } catch let failure as FolderFailure {
                return .failure(failure)
            } catch let error as YamlError {
                return .failure(failure(error))
            } catch {
                return .failure(FolderFailure(file: file, reason: "\(error)"))
            }
        }
        guard let result else { throw FolderFailure(file: file, reason: "no thread could be started to read it") }
        return try result.get()
    }

    /// Recursion no deeper than `maximumDepth`.
    private func value(of node: Node, depth: Int, count: inout Int) throws(FolderFailure) -> YAMLValue {
        let line = node.mark?.line ?? 1
        guard depth <= YAMLReader.maximumDepth else {
            throw failure("YAML nested more than \(YAMLReader.maximumDepth) deep", line: line)
        }
        count += 1
        guard count <= maximumValues else {
            throw failure("more than \(maximumValues) values in the YAML", line: line)
        }
        var content: YAMLValue.Content
        switch node {
        case .scalar(let scalar):
            let isNull = scalar.style == .plain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
            content = isNull ? .null : .scalar(scalar.string)
        case .sequence(let sequence):
            var values: [YAMLValue] = []
            for item in sequence { values.append(try value(of: item, depth: depth + 1, count: &count)) }
            content = .sequence(values)
        case .mapping(let mapping):
            var pairs: [YAMLValue.Pair] = []
            for (key, item) in mapping {
                guard let name = key.scalar?.string else {
                    throw failure("a key that is not text", line: key.mark?.line ?? line)
                }
                pairs.append(.init(key: name, value: try value(of: item, depth: depth + 1, count: &count)))
            }
            content = .mapping(pairs)
        case .alias:
            throw failure("YAML aliases are not read", line: line)
        }
        return YAMLValue(content: content, line: line + firstLine - 1)
    }

    /// A failure at a line counted from 1 in the text that Yams was given.
    private func failure(_ reason: String, line: Int) -> FolderFailure {
        FolderFailure(file: file, line: line + firstLine - 1, reason: reason)
    }

    private func failure(_ error: YamlError) -> FolderFailure {
        switch error {
        case .scanner(let context, let problem, let mark, _), .parser(let context, let problem, let mark, _),
            .composer(let context, let problem, let mark, _):
            failure("YAML: \(beginning(of: context))\(problem)", line: mark.line)
        case .reader(let problem, let offset, _, let yaml):
            failure("YAML: " + problem, line: 1 + yaml.prefix(offset ?? 0).count { $0.isNewline })
        case .duplicatedKeysInMapping(let keys, let context):
            failure("YAML: written twice: \(keys.joined(separator: ", "))", line: context.mark.line)
        default:
            FolderFailure(file: file, reason: "YAML: \(error)")
        }
    }

    /// Libyaml says with what it found also what it was reading, and where that began.
    private func beginning(of context: YamlError.Context?) -> String {
        context.map { "\($0.text) (line \($0.mark.line + firstLine - 1)), " } ?? ""
    }
}

/// Finding aliases without a scanner of YAML.
extension YAMLReader {
    /// The line of the first `*name` for whose name there is an `&name` before it; nil if no alias can be resolved.
    ///
    /// It looks at bytes only and so cannot be led astray by quotes or comments: libyaml resolves an alias only if
    /// these very bytes stand in the text, each followed by a blank or one of `?:,]}%@` and a backquote
    /// (scanner.c, `yaml_parser_scan_anchor`). An entity (`&amp;`) and emphasis (`*so*`) are followed by others.
    private func lineOfAlias(in bytes: [UInt8]) -> Int? {
        guard bytes.contains(UInt8(ascii: "&")), bytes.contains(UInt8(ascii: "*")) else { return nil }
        var anchors: Set<ArraySlice<UInt8>> = []
        var line = 1
        for (index, byte) in bytes.enumerated() {
            switch byte {
            case UInt8(ascii: "\n"): line += 1
            case UInt8(ascii: "&"):
                if let name = anchorName(in: bytes, after: index) { anchors.insert(name) }
            case UInt8(ascii: "*"):
                if let name = anchorName(in: bytes, after: index), anchors.contains(name) { return line }
            default: break
            }
        }
        return nil
    }

    private func anchorName(in bytes: [UInt8], after index: Int) -> ArraySlice<UInt8>? {
        let rest = bytes[(index + 1)...]
        let name = rest.prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
                true
            default: false
            }
        }
        guard !name.isEmpty else { return nil }
        // Bytes above 0x7F: libyaml takes U+0085, U+2028 and U+2029 for blanks, too.
        guard let next = rest.dropFirst(name.count).first, next < 0x80 else { return name }
        return " \t\r\n?:,]}%@`\0".utf8.contains(next) ? name : nil
    }
}
