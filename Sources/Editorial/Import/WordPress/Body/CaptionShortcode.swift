/// `[caption]` and `[wp_caption]` (`img_caption_shortcode`, wp-includes/media.php).
///
/// New: `[caption id="attachment_7" align="alignleft" width="300"]<a …><img …></a> The caption[/caption]`, where the
/// caption is all that follows the picture, HTML included. Old: the caption in an attribute, the picture alone between
/// the tags. The figure is the one WordPress writes for themes with HTML5 captions.
package enum CaptionShortcode {
    /// The figure; without a caption or a width, the picture alone, as WordPress has it. Nil without content.
    package static func figure(_ shortcode: Shortcode) -> String? {
        guard let content = shortcode.content else { return nil }
        var picture = content
        var caption = shortcode["caption"]
        if caption == nil, let parts = parts(of: content) { (picture, caption) = parts }
        let width = AttributeText.leadingInteger(shortcode["width"] ?? "") ?? 0
        guard let caption, !caption.isEmpty, width > 0 else { return picture }
        var html = "<figure"
        let id = AttributeText.className(shortcode["id"] ?? "")
        if !id.isEmpty { html += " id=\"\(id)\"" }
        html += " style=\"width: \(width)px\" class=\"wp-caption"
        for name in [shortcode["align"] ?? "alignnone", shortcode["class"] ?? ""] where !name.isEmpty {
            html += " " + AttributeText.escaped(name)
        }
        return html + "\">\(picture)<figcaption class=\"wp-caption-text\">\(caption)</figcaption></figure>"
    }

    /// The number of the attachment, from `id="attachment_7"`.
    package static func attachmentID(_ shortcode: Shortcode) -> Int64? {
        guard let id = shortcode["id"], id.utf8.starts(with: "attachment_".utf8) else { return nil }
        return Int64(id.dropFirst(11))
    }

    /// The first `<img …>` with a link round it, and the text behind: `((?:<a [^>]+>\s*)?<img [^>]+>(?:\s*</a>)?)(.*)`.
    /// What stands before the picture is lost, as in WordPress.
    private static func parts(of content: String) -> (picture: String, caption: String)? {
        let source = Array(content.utf8)
        let bytes = source.span
        var index = bytes.index(of: UInt8(ascii: "<"), from: 0)
        while index < bytes.count {
            let end = bytes.index(of: UInt8(ascii: ">"), from: index + 1)
            guard end < bytes.count else { return nil }
            // `[^>]+` lets a tag begin at any `<` before this `>`; the first that fits counts.
            var image = index
            while image < end, !(bytes.hasIgnoringCase("<img ", at: image) && end > image + 5) {
                image = bytes.index(of: UInt8(ascii: "<"), from: image + 1)
            }
            if image < end {
                let link = startOfLink(in: bytes, before: image) ?? image
                var endOfPicture = end + 1
                let tail = bytes.endOfSpace(from: endOfPicture)
                if bytes.hasIgnoringCase("</a>", at: tail) { endOfPicture = tail + 4 }
                var start = endOfPicture
                var last = bytes.count
                while start < last, bytes[start].isSpace || bytes[start] == 0 { start += 1 }
                while last > start, bytes[last - 1].isSpace || bytes[last - 1] == 0 { last -= 1 }
                return (bytes.text(link..<endOfPicture), bytes.text(start..<last))
            }
            index = bytes.index(of: UInt8(ascii: "<"), from: end + 1)
        }
        return nil
    }

    /// The start of `<a [^>]+>\s*` that ends at `image`.
    private static func startOfLink(in bytes: Span<UInt8>, before image: Int) -> Int? {
        let closing = bytes.startOfSpace(before: image) - 1
        guard closing >= 0, bytes[closing] == UInt8(ascii: ">") else { return nil }
        var start = closing
        while start > 0, bytes[start - 1] != UInt8(ascii: ">") { start -= 1 }
        var index = bytes.index(of: UInt8(ascii: "<"), from: start)
        while index < closing {
            if bytes.hasIgnoringCase("<a ", at: index), closing > index + 3 { return index }
            index = bytes.index(of: UInt8(ascii: "<"), from: index + 1)
        }
        return nil
    }
}
