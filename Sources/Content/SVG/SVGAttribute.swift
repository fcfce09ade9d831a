/// The attributes a cleaned picture can have, and what each may hold.
struct SVGAttribute {
    enum Value {
        /// Numbers with units, parted by spaces or commas; or words of the list below.
        case numbers
        /// Numbers of which there are at most so many and none is larger: what makes filters slow.
        case bounded(count: Int, size: Double)
        /// Words of the list below.
        case words
        case path
        /// The value of a property, as in a style sheet.
        case property(SVGProperty)
        case style
        /// `#name`, or the data of a picture.
        case reference
        case identifier
        case classes
        /// Names of other elements or of filter results.
        case names
        case languages
        case text
        /// Left out without a word: it changes nothing one sees.
        case needless
    }

    let name: String
    let value: Value

    /// What is known by this name; names have upper and lower case. `href` and `xml:lang` are known by their namespace,
    /// too.
    init?(_ attribute: XMLTag.Attribute) {
        let source = String(decoding: attribute.name, as: UTF8.self)
        switch attribute.namespace {
        case .none:
            guard let found = Self.known(source) else { return nil }
            self = found
        case .xlink:
            switch source {
            case "href": self = SVGAttribute(name: "href", value: .reference)
            case "actuate", "arcrole", "role", "show", "title", "type": self = SVGAttribute(name: "", value: .needless)
            default: return nil
            }
        case .xml:
            switch source {
            case "lang": self = SVGAttribute(name: "xml:lang", value: .languages)
            case "space": self = SVGAttribute(name: "xml:space", value: .words)
            default: return nil
            }
        case .svg, .xhtml, .other: return nil
        }
    }

    private init(name: String, value: Value) {
        self.name = name
        self.value = value
    }

    private static func known(_ source: String) -> SVGAttribute? {
        if let found = table[source] { return found }
        return SVGProperty.named(source).map { SVGAttribute(name: $0.name, value: .property($0)) }
    }

    private static let table: [String: SVGAttribute] = {
        let rows: [(Value, String)] = [
            (
                .numbers,
                """
                amplitude azimuth baseFrequency bias cx cy diffuseConstant divisor dx dy elevation exponent fr fx fy \
                height intercept k1 k2 k3 k4 limitingConeAngle markerHeight markerWidth offset orient pathLength points \
                pointsAtX pointsAtY pointsAtZ r refX refY rotate rx ry scale seed slope specularConstant \
                specularExponent startOffset surfaceScale targetX targetY textLength viewBox width x x1 x2 y y1 y2 z
                """
            ),
            (.bounded(count: 256, size: 1_000_000), "kernelMatrix tableValues values"),
            (.bounded(count: 2, size: 1_000), "stdDeviation"), (.bounded(count: 2, size: 250), "radius"),
            (.bounded(count: 2, size: 15), "order"), (.bounded(count: 1, size: 10), "numOctaves"),
            (
                .words,
                """
                aria-hidden clipPathUnits edgeMode filterUnits gradientUnits lengthAdjust markerUnits maskContentUnits \
                maskUnits method mode operator patternContentUnits patternUnits preserveAlpha preserveAspectRatio \
                primitiveUnits role side spacing spreadMethod stitchTiles type xChannelSelector yChannelSelector
                """
            ),
            (.path, "d"), (.style, "style"), (.reference, "href"), (.identifier, "id"), (.classes, "class"),
            (.names, "aria-describedby aria-labelledby in in2 result"), (.languages, "lang systemLanguage"),
            (.text, "aria-label aria-roledescription"),
            (
                .needless,
                """
                baseProfile contentScriptType contentStyleType enable-background externalResourcesRequired filterRes \
                focusable kernelUnitLength nav-index pointer-events rel requiredFeatures space tabindex \
                target version zoomAndPan
                """
            ),
        ]
        var table: [String: SVGAttribute] = [:]
        for (value, names) in rows {
            for name in names.split(separator: " ") {
                table[String(name)] = SVGAttribute(name: String(name), value: value)
            }
        }
        // These are written differently as attributes and as properties.
        for name in ["gradientTransform", "patternTransform"] {
            if let transform = SVGProperty.named("transform") {
                table[name] = SVGAttribute(name: name, value: .property(transform))
            }
        }
        return table
    }()

    /// Every word that `words` and `numbers` can hold.
    static let words: [String: [UInt8]] = {
        let words = """
            A B G R align all arithmetic atop auto auto-start-reverse bottom center color color-burn color-dodge darken \
            default difference dilate discrete duplicate erode exact exclusion false fractalNoise gamma \
            graphics-document graphics-object graphics-symbol hard-light hue hueRotate identity img in left lighten \
            lighter linear luminance luminanceToAlpha matrix meet multiply noStitch none normal objectBoundingBox out \
            over overlay pad preserve presentation reflect repeat right saturate saturation screen slice soft-light \
            spacing spacingAndGlyphs stitch stretch strokeWidth table top true turbulence userSpaceOnUse wrap \
            xMaxYMax xMaxYMid xMaxYMin xMidYMax xMidYMid xMidYMin xMinYMax xMinYMid xMinYMin xor
            """
        return Dictionary(words.split(separator: " ").map { (String($0), Array($0.utf8)) }) { first, _ in first }
    }()
}
