/// The elements a cleaned picture can have. Names are written from here, never from the source.
///
/// Not among them: `script`, `foreignObject` and everything of HTML; `a`, since a picture needs no links; animations,
/// which can change any attribute, run on while one reads, and cannot be stopped; fonts, cursors, colour profiles and
/// metadata.
enum SVGElement: String {
    case svg, g, defs, symbol, use, image, `switch`, style, title, desc
    case path, rect, circle, ellipse, line, polyline, polygon
    case text, tspan, textPath
    case linearGradient, radialGradient, stop, pattern, marker, clipPath, mask
    case filter, feBlend, feColorMatrix, feComponentTransfer, feComposite, feConvolveMatrix, feDiffuseLighting
    case feDisplacementMap, feDistantLight, feDropShadow, feFlood, feFuncA, feFuncB, feFuncG, feFuncR, feGaussianBlur
    case feImage, feMerge, feMergeNode, feMorphology, feOffset, fePointLight, feSpecularLighting, feSpotLight, feTile
    case feTurbulence

    /// Whether text directly in it is shown or read.
    var holdsText: Bool {
        switch self {
        case .text, .tspan, .textPath, .title, .desc: true
        default: false
        }
    }

    /// Whether it holds nothing but text.
    var holdsTextOnly: Bool { self == .title || self == .desc }
}
