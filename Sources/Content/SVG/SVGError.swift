/// Why a file cannot be taken as an SVG picture. The file is left as it was; a person must save it anew or mend it.
package enum SVGError: Error, Hashable, Sendable {
    /// Longer than this many bytes, before or after the cleaning.
    case tooLarge(limit: Int)
    /// Packed with gzip, as `.svgz` files are.
    case compressed
    /// In an encoding that is not read, named as in its XML declaration, or not in the one it names.
    case unreadableEncoding(String)
    /// Not XML. The line counts from 1; `problem` is the end of a sentence.
    case malformed(line: Int, problem: String)
    /// Well-formed, but something else than a picture: a web page, a feed.
    case notSVG
    /// Its DOCTYPE declares more than names for short pieces of plain text.
    case declaresEntities
    /// Elements stand within elements more than this many levels deep.
    case tooDeep(limit: Int)
    /// More than this many elements.
    case tooManyElements(limit: Int)
    /// One element has more than this many attributes.
    case tooManyAttributes(limit: Int)
    /// Drawing it takes more work than any picture needs: parts that repeat parts that repeat parts.
    case tooComplex
    /// A part of it is drawn with itself.
    case containsItself
}

extension SVGError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .tooLarge(let limit) where limit >= 1_048_576: "The picture is larger than \(limit / 1_048_576) MiB."
        case .tooLarge(let limit): "The picture is larger than \(limit) bytes."
        case .compressed: "The picture is compressed (.svgz). Save it as plain SVG."
        case .unreadableEncoding(let name): "The picture is not readable as \(name). Save it in UTF-8."
        case .malformed(let line, let problem): "The picture is not well-formed XML: line \(line) \(problem)."
        case .notSVG: "The file is not an SVG picture."
        case .declaresEntities: "The picture's DOCTYPE declares more than plain text. Save it without a DOCTYPE."
        case .tooDeep(let limit): "The picture has elements nested more than \(limit) levels deep."
        case .tooManyElements(let limit): "The picture has more than \(limit) elements."
        case .tooManyAttributes(let limit): "The picture has an element with more than \(limit) attributes."
        case .tooComplex: "The picture repeats its parts so often that a browser would hang on it."
        case .containsItself: "The picture contains a part that is drawn with itself."
        }
    }
}
