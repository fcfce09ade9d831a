import Foundation
import Testing

@testable import Site

@Suite("JSON that is written")
struct JSONValueTests {
    @Test("values are written as they are, in their order, without those that are not there")
    func values() throws {
        let value: JSONValue = [
            "b": "text", "a": .number(-9_223_372_036_854_775_808), "none": nil, "list": [.bool(true), .bool(false), [], [:]],
            "empty": .filled(""), "full": .filled("x"), "nothing": .filled([JSONValue]()),
        ]
        #expect(
            String(decoding: value.bytes, as: UTF8.self)
                == #"{"b":"text","a":-9223372036854775808,"list":[true,false,[],{}],"full":"x"}"#)
    }

    @Test("a text comes out as it went in, and ends neither a script nor a line of one")
    func texts() throws {
        for text in [
            hostileText, (0..<0x30).map { String(UnicodeScalar(UInt8($0))) }.joined(), "\u{7F}\u{80}\u{2027}\u{202A}",
            "🐚e\u{301}",
        ] {
            let bytes = JSONValue.list([.text(text)]).bytes
            #expect(try JSONSerialization.jsonObject(with: Data(bytes)) as? [String] == [text])
            let written = String(decoding: bytes, as: UTF8.self)
            #expect(!written.unicodeScalars.contains { "<>&\u{2028}\u{2029}\n".unicodeScalars.contains($0) })
        }
    }
}
