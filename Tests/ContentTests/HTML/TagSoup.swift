/// Tags, end tags, attributes and scraps of text in any order; the same for the same seed.
///
/// A third of the texts use three tags only, so that the same few meet in many orders.
struct TagSoup {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed &* 0x9E37_79B9_7F4A_7C15 | 1
    }

    mutating func next() -> String {
        let mode = number(below: 3)
        let tags = (0..<(mode == 0 ? 3 : 8)).map { _ in pick(Self.tags) }
        var text = ""
        for _ in 0..<(3 + number(below: 50)) {
            let tag = mode == 2 ? pick(Self.tags) : pick(tags)
            switch number(below: 10) {
            case 0..<5:
                text += "<\(tag)"
                while number(below: 4) == 0 { text += pick(Self.attributes) }
                text += number(below: 30) > 0 ? ">" : " "
            case 5..<8: text += "</\(tag)>"
            default: text += pick(Self.texts)
            }
        }
        return text
    }

    private mutating func pick(_ list: [String]) -> String {
        list[number(below: list.count)]
    }

    private mutating func number(below limit: Int) -> Int {
        state ^= state << 13
        state ^= state >> 7
        state ^= state << 17
        return Int((state >> 20) % UInt64(limit))
    }

    private static let tags = """
        a abbr address applet area article aside audio b base bdi big blockquote body br button caption center code col \
        colgroup dd details dialog dir div dl dt em embed fieldset figcaption figure font footer form frame frameset h1 \
        h2 h3 head header hr html i iframe image img input ins isindex keygen li link listing main marquee math menu \
        meta nav nobr noembed noframes noscript object ol optgroup option p param picture plaintext pre q rb rp rt rtc \
        ruby s script section select small source span strike strong style sub summary sup svg table tbody td template \
        textarea tfoot th thead title tr track tt u ul var video wbr xmp mi mo mtext annotation-xml foreignObject desc x
        """.split(separator: " ").map(String.init)

    private static let attributes = [
        " a", " id=x", " href=#x", " href=/y", " href='javascript:x'", " name=y", " type=hidden", " color=red", " /",
        " encoding=text/html", " class='is-x y'", " title='<b>\"&quot;'", " target=_blank", " rel=nofollow", " dir=LTR",
        " src=//h/x", " srcset='a 1x,/b 2x'", " lang=en", " type=A", " title='a text > long enough to be left out'",
    ]

    private static let texts = [
        "x", " ", "\n", "\n\n", "&amp;", "&#0;", "&#13;", "&#1;", "&nbsp;", "&notit;", "é", "<", "\r", "\0", "\u{FFFE}",
        "<!-- c -->", "<!-- a comment, long enough -->", "<!doctype html>", "<![CDATA[x]]>", "<?x>", "</>", "<!--",
        "-->",
        "a text that goes on, long enough to be left out", " & \"more\" of 'it', long enough to be left out too\n",
    ]
}
