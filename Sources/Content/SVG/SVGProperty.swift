/// A property that a style sheet, a `style` attribute or an attribute of its own name may set.
///
/// Not among them: what loads (`cursor`, `content`, `background`, `src`), what moves (`animation`, `transition`), what
/// is of no use in a picture, and custom properties, whose values only show what they are where they are used.
struct SVGProperty {
    /// What a value may point at with `url(#name)`.
    enum Target {
        case paint, marker, effect
    }

    let name: String
    let target: Target?
    /// Whether it names fonts: in quotes, and in any script.
    let namesFonts: Bool

    /// Takes names in lower case.
    static func named(_ name: String) -> SVGProperty? { table[name] }

    private static let table: [String: SVGProperty] = {
        let plain = """
            alignment-baseline baseline-shift clip clip-rule color color-interpolation color-interpolation-filters \
            color-rendering color-scheme cx cy direction display dominant-baseline fill-opacity fill-rule flood-color \
            flood-opacity font-feature-settings font-kerning font-size font-size-adjust font-stretch font-style \
            font-variant font-variant-caps font-variant-east-asian font-variant-ligatures font-variant-numeric \
            font-variant-position font-variation-settings font-weight glyph-orientation-horizontal \
            glyph-orientation-vertical height image-rendering inline-size isolation kerning letter-spacing \
            lighting-color line-height mask-type mix-blend-mode opacity overflow paint-order r rx ry shape-rendering \
            stop-color stop-opacity stroke-dasharray stroke-dashoffset stroke-linecap stroke-linejoin \
            stroke-miterlimit stroke-opacity stroke-width text-align text-anchor text-decoration \
            text-decoration-color text-decoration-line text-decoration-style text-indent text-orientation \
            text-rendering text-transform transform transform-box transform-origin unicode-bidi vector-effect \
            visibility white-space width word-spacing writing-mode x y
            """
        let rows: [(String, Target?, Bool)] = [
            (plain, nil, false), ("fill stroke", .paint, false), ("font font-family", nil, true),
            ("marker marker-end marker-mid marker-start", .marker, false), ("clip-path filter mask", .effect, false),
        ]
        var table: [String: SVGProperty] = [:]
        for (names, target, namesFonts) in rows {
            for name in names.split(separator: " ") {
                table[String(name)] = SVGProperty(name: String(name), target: target, namesFonts: namesFonts)
            }
        }
        return table
    }()
}
