import Content
import Storage

/// The page about one uploaded file, which WordPress calls the attachment page.
struct PicturePage {
    let frame: Frame
    let id: Int64

    func page() throws -> RenderedPage? {
        guard let picture = try frame.library.picture(id), let path = picture.permalink?.text else { return nil }
        let upload = try frame.library.upload(at: picture.file)
        let image = try upload.flatMap { try frame.library.embeddedImages(at: [$0.path])[$0.path]?.image }
        let type = upload?.mediaType ?? ""
        let heading = picture.title.isEmpty ? picture.slug : picture.title
        let parent = try picture.articleID.flatMap { try frame.library.article($0) }
        let alt = picture.isDecorative ? "" : picture.alt

        var head = Frame.Head(heading: heading, title: heading)
        head.description = picture.caption.text
        head.canonical = path
        head.sharing = image.flatMap { SharingPicture($0, alt: alt, home: frame.publication.home) }
        var value = frame.forms(
            image, file: picture.file, alt: alt, size: (picture.width, picture.height), in: .lead)
        if upload == nil { value["src"] = .null }
        value["heading"] = .text(heading)
        value["caption"] = frame.optional(picture.caption)
        value["credit"] = frame.optional(picture.credit)
        value["description"] = try frame.prose(picture.summary)
        value["isImage"] = .bool(type.hasPrefix("image/"))
        value["isAudio"] = .bool(type.hasPrefix("audio/"))
        value["isVideo"] = .bool(type.hasPrefix("video/"))
        value["file"] = file(picture, upload)
        value["parent"] =
            parent.map { frame.link(ArticleLink(headline: $0.headline, path: $0.path, language: $0.language)) } ?? .null
        return try frame.render("picture", head, ["picture": .object(value)])
    }

    private func file(_ picture: Picture, _ upload: Upload?) -> TemplateValue {
        let facts = upload.map { FileFacts($0, words: frame.words) }
        return .object([
            "path": .text(PercentEncoding.encoded(picture.file)),
            "name": .text(picture.file.split(separator: "/").last.map(String.init) ?? ""),
            "type": .text(upload?.mediaType ?? ""), "size": facts.map { frame.optional($0.size) } ?? .null,
            "facts": facts.map { frame.optional($0.text(frame.words)) } ?? .null,
        ])
    }
}
