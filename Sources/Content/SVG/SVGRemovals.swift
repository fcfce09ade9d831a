/// What was left out of a picture, in words for the person who uploads it.
enum SVGRemoval: Hashable {
    case script, link, outerFile, outerSite, outerPicture, foreignPicture, loadingStyle, styleRule, styleSheet, animation
    case font, html, metadata, comment, programData, instruction, variant
    /// A name from the file.
    case handler(ArraySlice<UInt8>), element(ArraySlice<UInt8>), attribute(ArraySlice<UInt8>), property(ArraySlice<UInt8>)

    var words: String {
        switch self {
        case .script: "a script"
        case .link: "a link"
        case .outerFile: "a link to another file"
        case .outerSite: "a link to another site"
        case .outerPicture: "an external picture"
        case .foreignPicture: "an embedded picture that is no PNG, JPEG, GIF or WebP"
        case .loadingStyle: "a style rule that loads something"
        case .styleRule: "a style rule"
        case .styleSheet: "a style sheet of another kind"
        case .animation: "an animation"
        case .font: "a font"
        case .html: "a piece of HTML"
        case .metadata: "metadata"
        case .comment: "a comment"
        case .programData: "data of a drawing program"
        case .instruction: "an instruction to a program"
        case .variant: "a part for one program only"
        case .handler(let name): "an event handler" + Self.named(name)
        case .element(let name): "an element" + Self.named(name)
        case .attribute(let name): "an attribute" + Self.named(name)
        case .property(let name): "a style property" + Self.named(name)
        }
    }

    private static func named(_ name: ArraySlice<UInt8>) -> String {
        let isName = name.count <= 32 && name.allSatisfy(\.isHTMLNameByte)
        return isName && !name.isEmpty ? " " + String(decoding: name, as: UTF8.self) : ""
    }
}

/// How often what was left out. At most a hundred different words; more are counted as "others".
struct SVGRemovals {
    private(set) var counts: [String: Int] = [:]

    mutating func count(_ removal: SVGRemoval) {
        let words = removal.words
        let key = counts[words] != nil || counts.count < 99 ? words : "others"
        counts[key, default: 0] += 1
    }
}
