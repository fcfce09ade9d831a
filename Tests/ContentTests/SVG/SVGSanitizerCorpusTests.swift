import Content
import Foundation
import TestSupport
import Testing

@Suite("The picture sanitiser on hostile markup of other projects and on mutations")
struct SVGSanitizerCorpusTests {
    @Test(
        "hostile markup in a picture comes out clean or not at all",
        .enabled(if: SanitizerCorpus.isPresent, "the shared corpora are not on this machine"),
        arguments: [(SanitizerCorpus.dompurify, 15), (.bleach, 1), (.treeConstruction, 150), (.tokenizer, 60)])
    func corporaComeOutClean(corpus: SanitizerCorpus, leastTaken: Int) throws {
        var taken = 0
        for input in try corpus.inputs() {
            for picture in [input, "<svg>\(input)</svg>", "<svg><g>\(input)</svg>", "<svg><style>\(input)</style></svg>"] {
                if try isClean(Array(picture.utf8)) { taken += 1 }
            }
        }
        #expect(taken >= leastTaken, "a sanitiser that refuses everything would pass")
    }

    @Test("no mutation of a picture or an attack makes one that is not clean")
    func mutationsComeOutClean() throws {
        let seeds = SVGSample.all.map(\.picture) + SVGAttack.all.map(\.picture)
        var mutation = PictureMutation(seed: 1, seeds: seeds.map { Array($0.utf8) })
        var taken = 0
        for _ in 0..<4_000 {
            if try isClean(mutation.next()) { taken += 1 }
        }
        #expect(taken > 400)
    }

    @Test(
        "an XML parser finds every result well-formed",
        .enabled(if: InstalledProgram.xmllint.isInstalled, "xmllint is not installed"))
    func resultsAreWellFormed() throws {
        let folder = FileManager.default.temporaryDirectory.appending(path: "stet-svg-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        let seeds = SVGSample.all.map(\.picture) + SVGAttack.all.map(\.picture)
        var mutation = PictureMutation(seed: 2, seeds: seeds.map { Array($0.utf8) })
        let pictures = seeds.map { Array($0.utf8) } + (0..<2_000).map { _ in mutation.next() }
        var files: [String] = []
        for picture in pictures {
            guard let svg = try? SVGSanitizer().sanitize(picture).svg else { continue }
            let file = folder.appending(path: "\(files.count).svg")
            try Data(svg).write(to: file)
            files.append(file.path)
        }
        #expect(files.count > 300)
        let (status, output) = try InstalledProgram.xmllint.run(["--noout", "--nonet"] + files)
        #expect(status == 0, "\(output.prefix(2_000))")
        let broken = folder.appending(path: "broken.svg")
        try Data("<svg><g></svg>".utf8).write(to: broken)
        #expect(try InstalledProgram.xmllint.run(["--noout", broken.path]).status != 0)
    }

    /// Whether it is taken; what is taken must be clean, and cleaning it again must change and find nothing.
    private func isClean(_ picture: [UInt8]) throws -> Bool {
        guard let result = try? SVGSanitizer().sanitize(picture) else { return false }
        let source = Comment(rawValue: String(decoding: picture.prefix(600), as: UTF8.self).debugDescription)
        #expect(CanonicalPicture.fault(in: result.svg) == nil, source)
        let again = try SVGSanitizer().sanitize(result.svg)
        #expect(again.svg == result.svg, source)
        #expect(again.removed == [:], source)
        #expect(again.size == result.size, source)
        return true
    }
}

/// Pictures with pieces cut, doubled, exchanged and put in; the same for the same seed.
struct PictureMutation {
    private var state: UInt64
    private let seeds: [[UInt8]]

    init(seed: UInt64, seeds: [[UInt8]]) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
        self.seeds = seeds
    }

    mutating func next() -> [UInt8] {
        var picture = seeds[number(below: seeds.count)]
        for _ in 0...number(below: 4) {
            let place = number(below: picture.count + 1)
            let end = min(place + number(below: 30), picture.count)
            switch number(below: 7) {
            case 0: picture.removeSubrange(place..<end)
            case 1: picture.insert(contentsOf: picture[place..<end], at: place)
            case 2: if place < picture.count { picture[place] = UInt8(truncatingIfNeeded: number(below: 256)) }
            case 3: picture.insert(contentsOf: Self.pieces[number(below: Self.pieces.count)].utf8, at: place)
            case 4:
                // Between two tags, where most files stay well-formed.
                let angles = picture.indices.filter { picture[$0] == UInt8(ascii: ">") }
                if let angle = angles.isEmpty ? nil : angles[number(below: angles.count)] {
                    picture.insert(contentsOf: Self.elements[number(below: Self.elements.count)].utf8, at: angle + 1)
                }
            default:
                // As a further attribute.
                let angles = picture.indices.filter { picture[$0] == UInt8(ascii: "<") }
                let angle = angles.isEmpty ? 0 : angles[number(below: angles.count)]
                if let space = picture[angle...].firstIndex(of: 0x20) {
                    picture.insert(contentsOf: Self.attributes[number(below: Self.attributes.count)].utf8, at: space)
                }
            }
        }
        return picture
    }

    private mutating func number(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int((state >> 20) % UInt64(limit))
    }

    private static let pieces = [
        "<", ">", "\"", "'", "&", "&amp;", "&lt;", "&#10;", "&#x3C;", "]]>", "<![CDATA[", "<!--", "-->", "<?", "?>", "/>",
        "xmlns=\"\"", "{", "}", ";",
        "url(", "#", "/*", "*/", "\\", "@import", "é", "\u{FFFE}", "\0", "\r\n", "=", ":", "xlink:", "on", "<style>", "</style>",
        "<script>",
    ]
    private static let elements = [
        "<g/>", "<script>x</script>", "<style>g{fill:red}</style>", "<style>@import 'x';</style>",
        "<a href=\"javascript:x\">y</a>", "<text>a&lt;b</text>",
        "<title>]]&gt;</title>", "<use href=\"#layer1\"/>", "<g xmlns=\"x\"/>", "<x:y/>", "<!-- -->", "<![CDATA[<x>]]>",
        "<svg xmlns:x=\"y\"/>", "text",
        "<animate attributeName=\"href\"/>", "<image href=\"x\"/>", "<foreignObject/>",
    ]
    private static let attributes = [
        " onclick=\"x\"", " style=\"fill:url(#a);x:y\"", " style=\"background:url(x)\"", " href=\"x\"", " xlink:href=\"#x\"",
        " fill=\"a b(c)\"", " id=\"x y\"",
        " class=\"a&quot;b\"", " aria-label=\"&lt;&#13;&#9;&gt;\"", " xmlns=\"\"", " xmlns:s=\"http://www.w3.org/2000/svg\"",
        " width=\"1e\"",
        " viewBox=\"0 0 9 9\"", " transform=\"matrix (1 2,3)\"", " font-family=\"'a b', C\"", " d=\"M0 0\"",
        " xml:space=\"preserve\"", " lang=\"de\"",
        " opacity=\".5;;\"", " clip-path=\"url('#a')!important\"",
    ]
}
