/// A picture within the picture: `data:image/png;base64,…`.
enum SVGEmbeddedPicture {
    /// The address written anew, with the type that the bytes have; nil where it is no such picture.
    static func clean(
        _ address: [UInt8], rewriting: SVGSanitizer.PictureRewriting?
    ) -> (address: [UInt8]?, refused: SVGRemoval) {
        let address = address.drop(while: \.isXMLSpace)
        guard address.prefix(5).elementsEqual("data:".utf8, by: { $0 | 0x20 == $1 | 0x20 }) else {
            let removal = SVGReference.removal(of: address)
            return (nil, removal == .script ? .script : .outerPicture)
        }
        guard let comma = address.prefix(64).firstIndex(of: UInt8(ascii: ",")),
            address[..<comma].suffix(7).elementsEqual(";base64".utf8, by: { $0 | 0x20 == $1 | 0x20 }),
            let bytes = Base64.decode(address[(comma + 1)...]), type(of: bytes) != nil
        else {
            let removal = SVGReference.removal(of: address)
            return (nil, removal == .script ? .script : .foreignPicture)
        }
        guard let rewriting else { return (type(of: bytes).map { written(bytes, $0) }, .foreignPicture) }
        guard let rewritten = rewriting(bytes), let type = type(of: rewritten) else { return (nil, .foreignPicture) }
        return (written(rewritten, type), .foreignPicture)
    }

    private static func written(_ bytes: [UInt8], _ type: String) -> [UInt8] {
        Array("data:image/\(type);base64,".utf8) + Base64.encode(bytes)
    }

    /// By the first bytes; what the address calls it does not count, as it does not in a browser: some drawing programs
    /// call it `image/jpg`, some nothing at all.
    private static func type(of bytes: [UInt8]) -> String? {
        if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return "png" }
        if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return "jpeg" }
        if bytes.starts(with: "GIF87a".utf8) || bytes.starts(with: "GIF89a".utf8) { return "gif" }
        let isWebP = bytes.starts(with: "RIFF".utf8) && bytes.dropFirst(8).starts(with: "WEBP".utf8)
        return isWebP ? "webp" : nil
    }
}
