import Content
import Testing

@Suite("What an attacker puts into a picture and what a reader gets")
struct SVGSanitizerAttackTests {
    private static let start = "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"90\" height=\"60\""

    @Test("nothing of an attack stays: the picture is refused or says what was left out", arguments: SVGAttack.all)
    func nothingStays(attack: SVGAttack) throws {
        let picture = Array(attack.picture(canary: "http://evil.example/").utf8)
        guard let result = try? SVGSanitizer().sanitize(picture) else {
            #expect(attack.name.hasPrefix("entity-"), "only entities are a reason to refuse")
            return
        }
        let svg = String(decoding: result.svg, as: UTF8.self)
        #expect(CanonicalPicture.fault(in: result.svg) == nil)
        #expect(svg.hasPrefix(Self.start) && svg.contains("<rect id=\"r\" width=\"30\" height=\"30\"/>"))
        for word in ["evil", "fetch", "script", "import", "data:image/svg", "data:text"] {
            #expect(!svg.contains(word), "\(svg)")
        }
        let isSilent = ["outer-subset", "default-attribute", "base", "cursor", "import-link"].contains(attack.name)
        #expect(isSilent || !result.removed.isEmpty)
    }

    @Test(
        "what was left out is told in words for a person",
        arguments: [
            ("script", ["a script": 1]), ("onload", ["an event handler onload": 1]), ("use", ["a link to another site": 1]),
            ("image", ["an external picture": 1]),
            ("image-in-image", ["an embedded picture that is no PNG, JPEG, GIF or WebP": 1]),
            ("import", ["a style rule that loads something": 1]), ("background", ["a style rule that loads something": 1]),
            ("font-face", ["a font": 1]), ("filter", ["a link to another site": 1]), ("link-script-tab", ["a script": 1]),
            ("foreign-picture", ["a piece of HTML": 1]), ("html-picture", ["a piece of HTML": 1]),
            ("animated-link", ["an animation": 1]), ("set-link", ["an animation": 1]), ("script-in-metadata", ["metadata": 1]),
            ("script-in-unknown", ["data of a drawing program": 1]), ("stylesheet", ["a style rule that loads something": 1]),
            ("handler-case", ["an event handler ONCLICK": 1, "an event handler oNload": 1]),
            ("filter-nested", ["a style rule": 1]), ("binding", ["a style rule that loads something": 2]),
        ])
    func removalsAreTold(name: String, removed: [String: Int]) throws {
        let attack = try #require(SVGAttack.all.first { $0.name == name })
        let picture = attack.picture(canary: "http://evil.example/")
        #expect(try SVGSanitizer().sanitize(Array(picture.utf8)).removed == removed)
    }

    @Test("the count of what was left out does not grow without bound")
    func removalsAreBounded() throws {
        let elements = (0..<5_000).map { "<x\($0) y\($0)=\"z\"/>" }.joined()
        let removed = try SVGSanitizer().sanitize(Array("<svg>\(elements)</svg>".utf8)).removed
        #expect(removed.count == 100)
        #expect(removed["others"] == 5_000 - 99)
    }

    @Test("a name that is told is a name", arguments: ["a$(b)", "on\"x", "é", String(repeating: "x", count: 33)])
    func toldNamesAreNames(name: String) throws {
        let picture = "<svg><\(name)/><rect \(name)=\"\"/></svg>"
        let removed = (try? SVGSanitizer().sanitize(Array(picture.utf8)))?.removed ?? [:]
        #expect(removed.keys.allSatisfy { $0 == "an element" || $0 == "an attribute" })
    }

    @Test("the same bytes are inert in an encoding that hides them", arguments: [true, false])
    func encodingsHideNothing(isLittle: Bool) throws {
        let picture = "\u{FEFF}<svg xmlns=\"http://www.w3.org/2000/svg\"><script>alert(1)</script><title>ü𝔲</title></svg>"
        let bytes = picture.utf16.flatMap { unit in
            let (low, high) = (UInt8(truncatingIfNeeded: unit), UInt8(unit >> 8))
            return isLittle ? [low, high] : [high, low]
        }
        let svg = try SVGSanitizer().sanitize(bytes).svg
        #expect(String(decoding: svg, as: UTF8.self) == "<svg xmlns=\"http://www.w3.org/2000/svg\"><title>ü𝔲</title></svg>")
    }
}
