import Content
import Storage

/// What is told of a file before somebody loads it: its kind as people call it, and its size. `PDF`, `2.4 MB`
struct FileFacts {
    /// Empty where there is no short word for it.
    let kind: String
    /// Empty for a picture: readers get it made anew, in another size than the original has.
    let size: String

    init(_ upload: Upload, words: Words) {
        kind = FileFacts.kind(upload)
        size = upload.mediaType.hasPrefix("image/") ? "" : words.size(upload.size)
    }

    /// Both, or the one there is.
    func text(_ words: Words) -> String {
        kind.isEmpty || size.isEmpty ? kind + size : words.text("fileFacts", ["type": kind, "size": size])
    }

    /// By the type where the name may say something else.
    private static func kind(_ upload: Upload) -> String {
        switch upload.mediaType {
        case "application/pdf": return "PDF"
        case "image/jpeg": return "JPEG"
        case "image/svg+xml": return "SVG"
        case "audio/mpeg": return "MP3"
        case let type where type.hasPrefix("image/"): return type.dropFirst("image/".count).uppercased()
        default: break
        }
        let name = upload.path.split(separator: "/").last ?? ""
        guard let dot = name.lastIndex(of: ".") else { return "" }
        let ending = name[name.index(after: dot)...]
        let isWord =
            (1...5).contains(ending.utf8.count) && ending.utf8.allSatisfy { $0 < 0x80 }
            && ending.allSatisfy { $0.isLetter || $0.isNumber }
        return isWord ? ending.uppercased() : ""
    }
}
