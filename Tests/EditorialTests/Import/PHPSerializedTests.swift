import Testing

@testable import Editorial

@Suite("Values that PHP serialized")
struct PHPSerializedTests {
    @Test(
        "scalars",
        arguments: [
            ("N;", .null), ("b:1;", .bool(true)), ("b:0;", .bool(false)), ("i:-42;", .int(-42)),
            ("i:9223372036854775807;", .int(.max)), ("d:0.5;", .double(0.5)), ("d:-1.0E+25;", .double(-1e25)),
            ("d:INF;", .double(.infinity)), ("s:0:\"\";", .string("")), ("s:5:\"width\";", .string("width")),
            ("s:13:\"¯\\_(ツ)_/¯\";", .string("¯\\_(ツ)_/¯")), ("s:3:\"a\";\";", .string("a\";")),
            ("R:2;", .reference(2)),
            ("i:1;\n", .int(1)),
        ] as [(String, PHPValue)])
    func scalars(text: String, expected: PHPValue) {
        #expect(PHPValue(text) == expected)
    }

    @Test("A7: arrays, nested and with both kinds of keys")
    func arrays() {
        let value = PHPValue(
            #"a:3:{s:5:"width";i:640;i:0;a:1:{s:4:"file";s:9:"a-300.jpg";}s:10:"image_meta";a:0:{}}"#)
        #expect(
            value
                == .array([
                    .init(key: .string("width"), value: .int(640)),
                    .init(
                        key: .int(0), value: .array([.init(key: .string("file"), value: .string("a-300.jpg"))])),
                    .init(key: .string("image_meta"), value: .array([])),
                ]))
        #expect(value?["width"] == .int(640))
        #expect(value?["height"] == nil)
    }

    @Test("A7: objects stay data, with the name of their class")
    func objects() {
        #expect(
            PHPValue(#"O:8:"stdClass":1:{s:1:"a";O:4:"Evil":0:{}}"#)
                == .object(
                    class: "stdClass",
                    fields: [.init(key: .string("a"), value: .object(class: "Evil", fields: []))]))
        #expect(PHPValue(#"C:11:"ArrayObject":3:{abc}"#) == .object(class: "ArrayObject", fields: []))
        #expect(PHPValue(#"E:11:"Suit:Hearts";"#) == .object(class: "Suit:Hearts", fields: []))
    }

    @Test(
        "A7: wrong byte counts of strings are mended",
        arguments: [
            // Two CR lost on the way, by XML's reading of line ends.
            ("a:2:{s:1:\"k\";s:7:\"a\nb\nc\";s:1:\"l\";i:1;}", "a\nb\nc"),
            // Characters counted for bytes.
            ("a:2:{s:1:\"k\";s:4:\"Über\";s:1:\"l\";i:1;}", "Über"),
            // A new address put in by a text replacement.
            ("a:2:{s:1:\"k\";s:18:\"http://old.example\";s:1:\"l\";i:1;}", "http://old.example"),
            ("a:2:{s:1:\"k\";s:18:\"https://new.example/blog\";s:1:\"l\";i:1;}", "https://new.example/blog"),
            ("a:2:{s:1:\"k\";s:999999:\"short\";s:1:\"l\";i:1;}", "short"),
            // Serialized twice, and the outer count wrong.
            (
                "a:2:{s:1:\"k\";s:30:\"a:1:{s:3:\"foo\";s:3:\"bar\";}\";s:1:\"l\";i:1;}",
                "a:1:{s:3:\"foo\";s:3:\"bar\";}"
            ),
        ])
    func wrongCounts(text: String, expected: String) {
        #expect(PHPValue(text)?["k"] == .string(expected))
        #expect(PHPValue(text)?["l"] == .int(1))
    }

    @Test(
        "what is no serialized value is nil",
        arguments: [
            "", "1", "a", "hello", "i:;", "i:9223372036854775808;", "b:2;", "s:3:\"abc", "s:3:abc;", "a:1:{i:0;}",
            "a:1:{",
            "a:1:{i:0;i:1;", "a:1:{a:0:{}i:1;}", "i:1;i:2;", "d:0x10;", "d:abc;", "O:0:\"\":0:{}", "O:4:\"Evil",
            "C:1:\"a\":99:{}", "s:-1:\"\";", "x:1;", "a:-:{}", "s:18446744073709551616:\"\";", "{\"a\": 1}",
        ])
    func noValues(text: String) {
        #expect(PHPValue(text) == nil)
    }

    @Test("nesting goes to 64 and not further")
    func nesting() {
        func nested(_ depth: Int) -> String {
            String(repeating: "a:1:{i:0;", count: depth) + "i:1;" + String(repeating: "}", count: depth)
        }
        #expect(PHPValue(nested(64)) != nil)
        #expect(PHPValue(nested(65)) == nil)
        #expect(PHPValue(nested(100_000)) == nil)
    }

    @Test("many strings with counts that are far too large are read in good time")
    func manyWrongCounts() {
        let count = 20_000
        let entries = (0..<count).map { "i:\($0);s:9999999:\"x\";" }.joined()
        let value = PHPValue("a:\(count):{\(entries)}")
        if case .array(let entries) = value {
            #expect(entries.count == count)
            #expect(entries.last == .init(key: .int(Int64(count - 1)), value: .string("x")))
        } else {
            Issue.record("not read")
        }
    }

    @Test("damaged values never stop the program")
    func damaged() {
        let whole = Array(#"a:2:{s:5:"width";i:640;s:4:"meta";O:8:"stdClass":1:{s:1:"a";d:0.5;}}"#.utf8)
        for index in whole.indices {
            for byte: UInt8 in [0x00, 0x22, 0x2D, 0x3A, 0x3B, 0x39, 0x7B, 0x7D, 0xFF] {
                var bytes = whole
                bytes[index] = byte
                _ = PHPValue(String(decoding: bytes, as: UTF8.self))
            }
            #expect(PHPValue(String(decoding: whole[..<index], as: UTF8.self)) == nil)
        }
    }

    @Test(
        "the meta values of the importer's own test files are read",
        .enabled(if: SharedFiles.areAtHand, "needs the shared exports"),
        arguments: SharedFiles.exports.filter { $0.contains("/test-serialized-") })
    func importerFiles(path: String) throws {
        let reading = WXRReading(try SharedFiles.export(path))
        var rows: [WXRMeta] = []
        for record in reading.records {
            switch record {
            case .item(let item): rows += item.meta + item.comments.flatMap(\.meta)
            case .category(let category): rows += category.meta
            case .tag(let tag): rows += tag.meta
            case .term(let term): rows += term.meta
            default: break
            }
        }
        let shrug = PHPValue.array([.init(key: .string("key"), value: .string("¯\\_(ツ)_/¯"))])
        let options = PHPValue.array([
            .init(key: .string("special_post_title"), value: .string("A special title")),
            .init(key: .string("is_calendar"), value: .string("")),
        ])
        let plain: Set = ["string", "integer", "evil", "contains-html"]
        let expected: [String: PHPValue] = [
            "array": shrug, "post-options": options,
            "array-nested": .array([
                .init(
                    key: .string("key"),
                    value: .array([
                        .init(key: .string("foo"), value: .string("¯\\_(ツ)_/¯")),
                        .init(key: .string("bar"), value: .string("\\o/")),
                    ]))
            ]),
        ]
        #expect(!rows.isEmpty)
        for row in rows {
            #expect(expected[row.key] != nil || plain.contains(row.key), "\(row)")
            #expect(PHPValue(row.value) == expected[row.key], "\(row)")
        }
    }
}
