/// Makes a safe picture of any file that claims to be SVG.
///
/// The result may be served as `image/svg+xml` from the magazine's own address and opened in a tab of its own: it holds
/// no script and no handler, points at nothing outside itself, and has no DOCTYPE, no comment and no namespace but
/// SVG's. Everything in it is written anew from lists of elements, attributes, properties and functions. Cleaning the
/// result changes nothing.
///
/// A picture, not markup: never write it into a page. Its names (`id`) and its style sheet would meet the page's.
package struct SVGSanitizer: Sendable {
    package struct Limits: Hashable, Sendable {
        /// Of the file and of the result.
        package var bytes = 4 << 20
        /// Of elements in elements.
        package var depth = 64
        package var elements = 100_000
        /// Of units of drawing, as `SVGDrawingCost` counts them; never more than 1,048,576.
        package var drawing = 1_000_000

        package init() {}
    }

    package struct Result: Sendable {
        /// Well-formed XML in UTF-8 that begins with `<svg xmlns="http://www.w3.org/2000/svg"`.
        package let svg: [UInt8]
        /// How often what was left out, in words for a person: "a script", "an event handler onload", "a link to another
        /// site". Not more than a hundred different ones.
        package let removed: [String: Int]
        /// Nil where the file does not say.
        package let size: Size?
    }

    /// Takes the bytes of a PNG, JPEG, GIF or WebP that is embedded in the picture, for its metadata to be taken out, and
    /// returns what is embedded instead; nil leaves it out.
    package typealias PictureRewriting = @Sendable (_ bytes: [UInt8]) -> [UInt8]?

    private let limits: Limits
    private let rewritingPictures: PictureRewriting?

    package init(limits: Limits = Limits(), rewritingPictures: PictureRewriting? = nil) {
        self.limits = limits
        self.rewritingPictures = rewritingPictures
    }

    package func sanitize(_ file: [UInt8]) throws(SVGError) -> Result {
        guard file.count <= limits.bytes else { throw .tooLarge(limit: limits.bytes) }
        let reader = try XMLReader(try XMLEncoding.utf8(file), limits: limits)
        var rewriter = SVGRewriter(reader, limits: limits, rewritingPictures: rewritingPictures)
        let svg = try rewriter.rewrite()
        try rewriter.graph.check(limit: limits.drawing)
        return Result(svg: svg, removed: rewriter.removed.counts, size: rewriter.size)
    }
}
