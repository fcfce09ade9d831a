private import CMarkGFM
private import Synchronization

/// GitHub-flavoured Markdown to HTML, through cmark-gfm, the reference implementation.
///
/// Tables, strikethrough, bare addresses as links, and footnotes are read. Task lists are not: they would become form
/// fields, which the sanitiser drops together with the mark a reader could have seen as `[x]`.
///
/// The result is **not safe**: HTML in the source passes through as it stands (`CMARK_OPT_UNSAFE`), because the sanitiser
/// that every body goes through afterwards knows more than cmark's list of forbidden tags. For the same reason the
/// extension `tagfilter` stays off: it would turn tags into text that the sanitiser can only keep.
package enum Markdown {
    /// The HTML of `source`.
    ///
    /// A picture alone in its paragraph becomes a `<figure>`, and its title the `<figcaption>`. With `smartPunctuation`
    /// `"…"`, `--` and `...` become typographic; it is off, for what an author typed stands. NUL becomes U+FFFD.
    package static func html(_ source: String, smartPunctuation: Bool = false) -> String {
        let budget = MarkdownBudget(for: source)
        var options = CMARK_OPT_UNSAFE | CMARK_OPT_FOOTNOTES
        if smartPunctuation { options |= CMARK_OPT_SMART }
        guard areExtensionsRegistered, let parser = cmark_parser_new(options) else { return "" }
        defer { cmark_parser_free(parser) }
        let extensions =
            ["strikethrough"] + (budget.hasAutolinks ? ["autolink"] : []) + (budget.hasTables ? ["table"] : [])
        for name in extensions {
            guard let pointer = cmark_find_syntax_extension(name) else { continue }
            cmark_parser_attach_syntax_extension(parser, pointer)
        }
        let source = budget.hasHTML ? source : withoutTags(source)
        guard let root = parse(source, with: parser) else { return "" }
        defer { cmark_node_free(root) }
        let lonePictures = MarkdownFigure.paragraphs(in: root)
        let replaced = lonePictures.filter(MarkdownFigure.replace)
        // Not sooner: the text inside a paragraph (here the alt text) is a slice of the paragraph's own buffer.
        defer { replaced.forEach(cmark_node_free) }
        guard let rendered = cmark_render_html(root, options, cmark_parser_get_syntax_extensions(parser)) else {
            return ""
        }
        defer { cmark_get_default_mem_allocator().pointee.free(rendered) }
        return String(cString: rendered)
    }

    /// Parsing is done by one thread at a time, although each has its own parser.
    ///
    /// `cmark_parser_finish` switches the characters of the attached extensions (`~`, `:`, `w`) on and afterwards off
    /// in the process-wide tables `SPECIAL_CHARS` and `SKIP_CHARS` (cmark-gfm, src/inlines.c,
    /// `cmark_manage_extensions_special_characters`). Without the lock the thread that ends first switches
    /// strikethrough and autolinks off for all others, without an error. Rendering touches no such table.
    private static func parse(_ source: String, with parser: OpaquePointer) -> OpaquePointer? {
        var source = source
        return parsing.withLock { _ in
            source.withUTF8 { bytes in
                bytes.withMemoryRebound(to: CChar.self) { characters in
                    cmark_parser_feed(parser, characters.baseAddress, characters.count)
                }
            }
            return Root(pointer: cmark_parser_finish(parser))
        }.pointer
    }

    private static func withoutTags(_ source: String) -> String {
        let parts = source.utf8.split(separator: UInt8(ascii: "<"), omittingEmptySubsequences: false)
        return String(decoding: Array(parts.joined(separator: "&lt;".utf8)), as: UTF8.self)
    }

    private static let parsing = Mutex(())

    /// Carries a new tree out of the lock; only the thread that parsed has the pointer.
    private struct Root: @unchecked Sendable {
        let pointer: OpaquePointer?
    }

    /// True once the extensions are in cmark's registry, whose filling is not thread-safe: `static let` does it once.
    private static let areExtensionsRegistered: Bool = {
        cmark_gfm_core_extensions_ensure_registered()
        return true
    }()
}
