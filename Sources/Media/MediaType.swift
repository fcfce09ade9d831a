/// What a file is: by its first bytes where they tell, else by a name that is known to be harmless and that they do not belie.
package enum MediaType {
    /// - Parameter head: the first 64 bytes at least, or all there are.
    /// - Returns: nil for what a magazine does not serve: programs, scripts, pages, and names that could be taken for them. SVG is
    ///   among these: it is a document that runs, and has a way of its own.
    package static func of(path: String, head: [UInt8]) -> String? {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard !name.hasPrefix("."), !head.isEmpty else { return nil }
        if let format = ImageFormat(head: head), format != .svg { return format.mediaType }
        if let type = byBytes(head) { return type }
        let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
        // A picture's, sound's or film's name over other bytes is none: browsers would look for themselves what it is.
        guard let (type, container) = byName[ending], head.starts(with: container) else { return nil }
        return type
    }

    private static func byBytes(_ head: [UInt8]) -> String? {
        func starts(_ bytes: [UInt8]) -> Bool { head.starts(with: bytes) }
        func has(_ text: String, at offset: Int = 0) -> Bool { head.dropFirst(offset).starts(with: text.utf8) }
        if has("%PDF-") { return "application/pdf" }
        if has("ftyp", at: 4) { return byBrand(head) }
        if has("RIFF") { return has("WAVE", at: 8) ? "audio/wav" : has("AVI ", at: 8) ? "video/x-msvideo" : nil }
        if has("FORM") { return has("AIFF", at: 8) || has("AIFC", at: 8) ? "audio/aiff" : nil }
        // The name of the first stream's codec follows the page's header of 28 bytes.
        if has("OggS") { return has("theora", at: 29) || has("fishead", at: 28) ? "video/ogg" : "audio/ogg" }
        if has("fLaC") { return "audio/flac" }
        if has("ID3") { return "audio/mpeg" }
        if has("MThd") { return "audio/midi" }
        if starts([0x1A, 0x45, 0xDF, 0xA3]) { return contains("matroska", head) ? "video/x-matroska" : "video/webm" }
        if starts([0x30, 0x26, 0xB2, 0x75, 0x8E, 0x66, 0xCF, 0x11]) { return "video/x-ms-wmv" }
        if starts([0x00, 0x00, 0x01, 0xBA]) || starts([0x00, 0x00, 0x01, 0xB3]) { return "video/mpeg" }
        if ["moov", "mdat", "wide", "free"].contains(where: { has($0, at: 4) }) { return "video/quicktime" }
        return byFrame(head)
    }

    /// Sound that begins with a frame at once: eleven bits set, then version, layer, and numbers not all of which are allowed.
    /// A text in UTF-16 begins with the same bits.
    private static func byFrame(_ head: [UInt8]) -> String? {
        guard head.count >= 4, head[0] == 0xFF else { return nil }
        if head[1] & 0xF6 == 0xF0, (head[2] & 0x3C) >> 2 < 13 { return "audio/aac" }
        let isLayer3 = head[1] & 0xE6 == 0xE2 && head[1] & 0x18 != 0x08
        return isLayer3 && head[2] & 0xF0 != 0xF0 && head[2] & 0xF0 != 0 && head[2] & 0x0C != 0x0C ? "audio/mpeg" : nil
    }

    /// ISO base media files that are not pictures. An unknown first brand counts where a known one is named beside it.
    private static func byBrand(_ head: [UInt8]) -> String? {
        let brands = [8] + stride(from: 16, to: 64, by: 4)
        for offset in brands where offset + 4 <= min(head.count, head.count > 3 ? max(16, Int(head[3])) : 0) {
            let brand = String(decoding: head[offset..<offset + 4], as: UTF8.self)
            switch brand {
            case "M4A ", "M4B ", "M4P ": return "audio/mp4"
            case "qt  ": return "video/quicktime"
            case "isom", "iso2", "iso3", "iso4", "iso5", "iso6", "mp41", "mp42", "avc1", "av01", "M4V ", "M4VH", "M4VP", "mmp4",
                "MSNV",
                "dash", "f4v ":
                return "video/mp4"
            case let brand where brand.hasPrefix("3gp") || brand.hasPrefix("3g2"): return "video/3gpp"
            // Raw pictures of cameras, and pictures of other codecs.
            case "crx ", "jp2 ", "jpx ", "jxl ": return nil
            default: continue
            }
        }
        return nil
    }

    private static func contains(_ text: String, _ head: [UInt8]) -> Bool {
        head.indices.contains { head[$0...].starts(with: text.utf8) }
    }

    private static let zip: [UInt8] = [0x50, 0x4B]
    private static let byName: [String: (type: String, container: [UInt8])] = [
        "txt": ("text/plain; charset=utf-8", []), "csv": ("text/csv; charset=utf-8", []),
        "vtt": ("text/vtt; charset=utf-8", []), "srt": ("text/plain; charset=utf-8", []),
        "ics": ("text/calendar; charset=utf-8", []), "gpx": ("application/gpx+xml", []),
        "zip": ("application/zip", zip), "epub": ("application/epub+zip", zip),
        "doc": ("application/msword", [0xD0, 0xCF, 0x11, 0xE0]),
        "docx": ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", zip),
        "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", zip),
        "odt": ("application/vnd.oasis.opendocument.text", zip),
    ]
}
