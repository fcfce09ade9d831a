import Content
private import Foundation
import Storage

/// What a file in the trash was, as JSON beside it: enough to bring it back with its words.
///
/// A file in the data directory is read like anything from outside: markup goes through the sanitiser again, a path must be one.
struct TrashNote: Codable, Equatable {
    var addresses: [Address]
    var image: Image?
    var pictures: [Words]
    /// The smaller copies that an old site had.
    var variants: [Variant]

    struct Address: Codable, Equatable {
        var path: String
        var type: String
        var size: Int64
        /// In milliseconds since 1970.
        var modified: Int64
    }

    struct Words: Codable, Equatable {
        var title: String
        var slug: String
        /// The page it had of its own, and the addresses that led there.
        var page: String?
        var aliases: [String]
        var file: String
        var alt: String
        var decorative: Bool
        var caption: String
        var credit: String
        var summary: String
        var width: Int64?
        var height: Int64?
        var article: Int64?
        var position: Int64
        /// What old sites called it: an import finds it again.
        var oldNames: [OldName]
    }

    struct OldName: Codable, Equatable {
        var site: String
        var id: String
        var digest: String
    }

    struct Variant: Codable, Equatable {
        var path: String
        var file: String
        var width: Int64
        var height: Int64
    }

    /// What was found in the picture, so that it need not be looked at again.
    struct Image: Codable, Equatable {
        var format: String
        var width: Int64
        var height: Int64
        var frames: Int64
        var alpha: Bool
        var fallback: String
        var color: String
        /// In thousandths, and whether a person chose it.
        var focal: [Int64]
        var focalChosen: Bool
        var title: String
        var credit: String
        var license: String
        var caption: String
        var alt: String
        var dropped: String
    }

    /// - Returns: nil where it is none.
    init?(_ bytes: [UInt8]) {
        guard let note = try? JSONDecoder().decode(TrashNote.self, from: Data(bytes)) else { return nil }
        self = note
    }

    var bytes: [UInt8] {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .prettyPrinted, .withoutEscapingSlashes]
        return (try? encoder.encode(self)).map { Array($0) } ?? []
    }
}

extension TrashNote {
    /// Of what is known of a file; nil for one that was served nowhere.
    init(_ record: FileRecord?) {
        addresses = (record?.uploads ?? []).map {
            Address(path: $0.path, type: $0.mediaType, size: $0.size, modified: $0.modifiedAt.milliseconds)
        }
        image = record?.image.map(Image.init)
        pictures = (record?.pictures ?? []).map(Words.init)
        variants = (record?.variants ?? []).map {
            Variant(path: $0.path, file: $0.file, width: $0.width, height: $0.height)
        }
    }

    func uploads(digest: String) -> [Upload] {
        addresses.filter { $0.path.hasPrefix("/") && $0.path.utf8.count <= 2000 && !$0.path.utf8.contains { $0 < 0x20 } }.map {
            Upload(
                path: $0.path, digest: digest, size: $0.size, mediaType: $0.type, modifiedAt: Timestamp(stored: $0.modified))
        }
    }
}

extension TrashNote.Words {
    fileprivate init(_ words: FileRecord.Words) {
        let picture = words.picture
        self.init(
            title: picture.title, slug: picture.slug, page: picture.permalink?.text, aliases: words.aliases, file: picture.file,
            alt: picture.alt, decorative: picture.isDecorative, caption: picture.caption.markup, credit: picture.credit,
            summary: picture.summary.markup, width: picture.width, height: picture.height, article: picture.articleID,
            position: picture.position,
            oldNames: words.oldNames.map { TrashNote.OldName(site: $0.site, id: $0.id, digest: $0.digest) })
    }

    var picture: Picture {
        var picture = Picture()
        (picture.title, picture.slug, picture.file) = (title, slug, file)
        picture.permalink = page.flatMap { Permalink($0) }
        (picture.alt, picture.isDecorative, picture.credit) = (alt, decorative, credit)
        let sanitizer = HTMLSanitizer(policy: .inline)
        picture.caption = (try? sanitizer.sanitize(caption).html) ?? .empty
        picture.summary = (try? sanitizer.sanitize(summary).html) ?? .empty
        (picture.width, picture.height, picture.articleID, picture.position) = (width, height, article, position)
        return picture
    }
}

extension TrashNote.Image {
    fileprivate init(_ image: ImageRecord) {
        self.init(
            format: image.format, width: image.width, height: image.height, frames: image.frames, alpha: image.hasAlpha,
            fallback: image.fallback, color: image.color, focal: [image.focalX, image.focalY], focalChosen: image.isFocalChosen,
            title: image.title, credit: image.credit, license: image.license, caption: image.caption, alt: image.alt,
            dropped: image.dropped)
    }

    func record(digest: String) -> ImageRecord {
        var record = ImageRecord(digest: digest, format: format, width: width, height: height, fallback: fallback)
        (record.frames, record.hasAlpha, record.color) = (frames, alpha, color)
        if focal.count == 2, focal.allSatisfy({ (0...1000).contains($0) }) {
            (record.focalX, record.focalY, record.isFocalChosen) = (focal[0], focal[1], focalChosen)
        }
        (record.title, record.credit, record.license) = (title, credit, license)
        (record.caption, record.alt, record.dropped) = (caption, alt, dropped)
        return record
    }
}
