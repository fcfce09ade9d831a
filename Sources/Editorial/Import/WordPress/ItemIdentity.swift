import Content
import Crypto
import Storage

/// How an item of an old site is known: by its number, and where it has none by what else it calls itself. Never by title and
/// date alone: two items may share those.
enum ItemIdentity {
    static func of(_ item: WXRItem) -> String {
        if let id = item.postID { return String(id) }
        if !item.guid.isEmpty { return "guid:" + item.guid }
        if !item.link.isEmpty, !item.name.isEmpty { return "link:" + item.link }
        var digest = ContentDigest()
        for field in [item.type ?? "", item.title, item.postDate, item.pubDate, item.name, item.content] { digest.add(field) }
        return "text:" + digest.text
    }

    /// What translations of one another share: the old site's name for it, which another site may have for others.
    static func translationKey(_ name: String, of source: Int64) -> String {
        var digest = ContentDigest()
        digest.add(String(source))
        digest.add(name)
        return digest.text
    }

    /// What tells whether an item is still what it was when it was imported.
    static func digest(of item: WXRItem) -> String {
        var digest = ContentDigest()
        for field in [
            item.title, item.link, item.pubDate, item.creator, item.guid, item.content, item.excerpt, item.postDate,
            item.postDateGMT, item.postModifiedGMT, item.commentStatus, item.name, item.status, String(item.parent),
            String(item.menuOrder), item.type ?? "", item.password, item.isSticky ? "1" : "0", item.attachmentURL ?? "",
        ] {
            digest.add(field)
        }
        for term in item.terms { digest.add(term.domain + "\u{1}" + term.nicename + "\u{1}" + term.name) }
        for meta in item.meta where meta.key != "_edit_lock" { digest.add(meta.key + "\u{1}" + meta.value) }
        for comment in item.comments {
            for field in [
                comment.id.map { String($0) } ?? "", comment.author, comment.authorURL, comment.date, comment.content,
                comment.approved, comment.type, String(comment.parent),
            ] {
                digest.add(field)
            }
        }
        return digest.text
    }
}

/// A SHA-256 over several fields; where one ends and the next begins is part of it.
struct ContentDigest {
    private var hash = SHA256()

    mutating func add(_ field: String) {
        var field = field
        field.withUTF8 { bytes in
            withUnsafeBytes(of: UInt64(bytes.count).littleEndian) { hash.update(bufferPointer: $0) }
            hash.update(bufferPointer: UnsafeRawBufferPointer(bytes))
        }
    }

    /// The first half in hexadecimal: 128 bits tell any two texts apart.
    var text: String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for byte in hash.finalize().prefix(16) { text += [digits[Int(byte >> 4)], digits[Int(byte & 15)]] }
        return String(decoding: text, as: UTF8.self)
    }
}
