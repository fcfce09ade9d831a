import Content
import Storage

/// The page about one uploaded file, which WordPress calls the attachment page.
struct PicturePage {
    let frame: Frame
    let id: Int64

    func page() throws -> RenderedPage? {
        guard let picture = try frame.library.picture(id), let path = picture.permalink?.text else { return nil }
        let upload = try frame.library.upload(at: picture.file)
        let type = upload?.mediaType ?? ""
        let heading = picture.title.isEmpty ? picture.slug : picture.title
        let parent = try picture.articleID.flatMap { try frame.library.article($0) }
        let file = PercentEncoding.encoded(picture.file)

        var head = Frame.Head(heading: heading, title: heading)
        head.description = picture.caption.text
        head.canonical = path
        return try frame.render(
            "picture", head,
            [
                "picture": .object([
                    "heading": .text(heading), "src": upload == nil ? .null : .text(file), "alt": .text(picture.alt),
                    "width": picture.width.map { .number(Int($0)) } ?? .null,
                    "height": picture.height.map { .number(Int($0)) } ?? .null, "caption": frame.optional(picture.caption),
                    "description": frame.optional(picture.summary), "isImage": .bool(type.hasPrefix("image/")),
                    "isAudio": .bool(type.hasPrefix("audio/")), "isVideo": .bool(type.hasPrefix("video/")),
                    "file": .object([
                        "path": .text(file), "name": .text(picture.file.split(separator: "/").last.map(String.init) ?? ""),
                        "type": .text(type), "size": upload.map { .text(frame.words.size($0.size)) } ?? .null,
                    ]),
                    "parent": parent.map {
                        .object(["headline": .markup($0.headline.markup), "path": .text($0.path)])
                    } ?? .null,
                ])
            ])
    }
}
