/// What a file is: by its first bytes where they tell, else by a name that is known to be harmless.
package enum MediaType {
    /// - Returns: nil for what a magazine does not serve: programs, scripts, pages, and names that could be taken for them.
    package static func of(path: String, head: [UInt8]) -> String? {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        guard !name.hasPrefix(".") else { return nil }
        if let type = byBytes(head) { return type }
        let ending = name.lastIndex(of: ".").map { name[name.index(after: $0)...].lowercased() } ?? ""
        // A picture's name over other bytes is no picture: browsers would look for themselves what it is.
        return byName[ending]
    }

    private static func byBytes(_ head: [UInt8]) -> String? {
        func starts(_ bytes: [UInt8], at offset: Int = 0) -> Bool {
            head.count >= offset + bytes.count && Array(head[offset..<offset + bytes.count]) == bytes
        }
        func brand(_ text: String) -> Bool { starts(Array(text.utf8), at: 8) }
        if starts([0xFF, 0xD8, 0xFF]) { return "image/jpeg" }
        if starts([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "image/png" }
        if starts(Array("GIF87a".utf8)) || starts(Array("GIF89a".utf8)) { return "image/gif" }
        if starts(Array("RIFF".utf8)) {
            if brand("WEBP") { return "image/webp" }
            if brand("WAVE") { return "audio/wav" }
        }
        if starts(Array("ftyp".utf8), at: 4) {
            if brand("avif") || brand("avis") { return "image/avif" }
            if brand("heic") || brand("heix") || brand("mif1") { return "image/heic" }
            if brand("M4A ") { return "audio/mp4" }
            if brand("qt  ") { return "video/quicktime" }
            return "video/mp4"
        }
        if starts(Array("%PDF-".utf8)) { return "application/pdf" }
        if starts(Array("OggS".utf8)) { return "audio/ogg" }
        if starts(Array("fLaC".utf8)) { return "audio/flac" }
        if starts(Array("ID3".utf8)) || starts([0xFF, 0xFB]) || starts([0xFF, 0xF3]) { return "audio/mpeg" }
        if starts([0x1A, 0x45, 0xDF, 0xA3]) { return "video/webm" }
        return nil
    }

    private static let byName: [String: String] = [
        "mp3": "audio/mpeg", "m4a": "audio/mp4", "txt": "text/plain; charset=utf-8", "csv": "text/csv; charset=utf-8",
        "vtt": "text/vtt; charset=utf-8", "srt": "text/plain; charset=utf-8", "zip": "application/zip",
        "epub": "application/epub+zip", "ics": "text/calendar; charset=utf-8", "doc": "application/msword",
        "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
        "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "odt": "application/vnd.oasis.opendocument.text", "ogv": "video/ogg", "gpx": "application/gpx+xml",
    ]
}
