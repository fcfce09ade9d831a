/// `[gallery]` (`gallery_shortcode`, wp-includes/media.php) as a figure of figures.
package enum GalleryShortcode {
    /// A picture of a gallery. Its caption is HTML source, the rest plain text.
    package struct Picture: Sendable {
        package var id: Int64
        package var url: String
        package var alt: String
        package var caption: String
        package var width: Int?
        package var height: Int?
        /// The page of the picture, to which WordPress links unless `link` says otherwise.
        package var pagePath: String?

        /// What was uploaded to an article may be a song.
        fileprivate var isPicture: Bool {
            !["mp3", "m4a", "ogg", "wav", "mp4", "m4v", "mov", "webm", "pdf", "zip", "doc", "docx"].contains(
                MediaShortcodes.ending(of: url))
        }

        package init(
            id: Int64, url: String, alt: String = "", caption: String = "", width: Int? = nil, height: Int? = nil,
            pagePath: String? = nil
        ) {
            self.id = id
            self.url = url
            self.alt = alt
            self.caption = caption
            self.width = width
            self.height = height
            self.pagePath = pagePath
        }
    }

    /// The gallery, or "" where none of its pictures is known: WordPress too shows nothing then.
    ///
    /// `picturesOfArticle` answers with the pictures uploaded to an article, by `menu_order` and ID; nil asks for the
    /// article at hand. `ids` come in the order given, `include` in that of the article, both turned by `order="DESC"`
    /// where an `orderby` asks for an order. `orderby="rand"` keeps the order: a page is rendered once for all readers.
    package static func figure(
        _ shortcode: Shortcode,
        picturesByID: (Int64) -> Picture?,
        picturesOfArticle: (Int64?) -> [Picture]
    ) -> String? {
        let pictures = pictures(shortcode, byID: picturesByID, ofArticle: picturesOfArticle)
        guard !pictures.isEmpty else { return "" }
        let columns = min(max(AttributeText.leadingInteger(shortcode["columns"] ?? "3") ?? 3, 1), 9)
        var html = "<figure class=\"gallery columns-\(columns)"
        let size = AttributeText.className(shortcode["size"] ?? "")
        if !size.isEmpty { html += " size-\(size)" }
        html += "\">"
        for picture in pictures { append(picture, link: shortcode["link"], to: &html) }
        return html + "</figure>"
    }

    private static func append(_ picture: Picture, link: String?, to html: inout String) {
        let address: String? =
            switch link {
            case "none": nil
            case "file": picture.url
            default: picture.pagePath ?? picture.url
            }
        html += "<figure class=\"gallery-item\">"
        if let address { html += "<a href=\"\(AttributeText.escaped(address))\">" }
        html += "<img src=\"\(AttributeText.escaped(picture.url))\""
        html += " alt=\"\(AttributeText.escaped(picture.alt))\""
        if let width = picture.width, let height = picture.height {
            html += " width=\"\(width)\" height=\"\(height)\""
        }
        html += " class=\"wp-image-\(picture.id)\">"
        if address != nil { html += "</a>" }
        if picture.caption.utf8.contains(where: { !$0.isSpace }) {
            html += "<figcaption>\(picture.caption)</figcaption>"
        }
        html += "</figure>"
    }

    private static func pictures(
        _ shortcode: Shortcode, byID: (Int64) -> Picture?, ofArticle: (Int64?) -> [Picture]
    ) -> [Picture] {
        let ids = shortcode["ids"] ?? ""
        let included = numbers(ids.isEmpty ? shortcode["include"] ?? "" : ids)
        let order = shortcode["orderby"] ?? (ids.isEmpty ? "menu_order ID" : "post__in")
        var pictures: [Picture]
        if included.isEmpty {
            let article = Int64(shortcode["id"] ?? "")
            let excluded = Set(numbers(shortcode["exclude"] ?? ""))
            pictures = ofArticle(article).filter { !excluded.contains($0.id) }
        } else {
            var seen: Set<Int64> = []
            pictures = included.filter { seen.insert($0).inserted }.compactMap(byID)
            if order.utf8.starts(with: "menu_order".utf8) {
                var places: [Int64: Int] = [:]
                for (place, picture) in ofArticle(nil).enumerated() { places[picture.id] = place }
                pictures.sort { (places[$0.id] ?? .max, $0.id) < (places[$1.id] ?? .max, $1.id) }
            }
        }
        if order == "ID" { pictures.sort { $0.id < $1.id } }
        pictures = pictures.filter(\.isPicture)
        let isDescending = shortcode["order"]?.lowercased() == "desc"
        return isDescending && order != "post__in" && order != "rand" ? pictures.reversed() : pictures
    }

    /// The numbers of a list such as `12, 7,3`, at most a thousand.
    static func numbers(_ list: String) -> [Int64] {
        list.utf8.split(whereSeparator: { !$0.isDigit }).prefix(1000).compactMap {
            Int64(String(decoding: $0, as: UTF8.self))
        }
    }
}
