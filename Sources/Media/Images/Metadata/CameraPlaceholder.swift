/// What cameras and programs write where a person should have written something.
///
/// Gathered from the pictures that go round: nearly every camera from 1998 to 2015 that has a caption has its maker's.
enum CameraPlaceholder {
    static func isCaption(_ text: String) -> Bool {
        let text = plain(text)
        return captions.contains(text) || beginnings.contains(where: text.hasPrefix) || endings.contains(where: text.hasSuffix)
            || isFileName(text)
    }

    static func isName(_ text: String) -> Bool {
        let text = plain(text)
        return names.contains(text) || text.hasPrefix("picasa")
    }

    private static func plain(_ text: String) -> String {
        var text = text.prefix(80).lowercased()[...]
        while let last = text.last, last == "." || last == " " || last == ">" { text = text.dropLast() }
        while let first = text.first, first == "<" || first == " " { text = text.dropFirst() }
        return String(text)
    }

    /// `DSC_0042`, `IMG_20160102_101112.jpg`: the letters that cameras count with, and digits. Digits alone may be a title.
    private static func isFileName(_ text: String) -> Bool {
        var rest = text.utf8[...]
        for ending in [".jpeg", ".jpg", ".tiff", ".tif", ".png", ".heic", ".cr2", ".nef", ".arw", ".dng"]
        where text.hasSuffix(ending) { rest = rest.dropLast(ending.utf8.count) }
        while rest.first == UInt8(ascii: "_") { rest = rest.dropFirst() }
        let letters = rest.prefix { $0 >= 0x61 }
        let digits = rest.dropFirst(letters.count)
        guard counters.contains(String(decoding: letters, as: UTF8.self)), digits.count >= 3 else { return false }
        return digits.allSatisfy { (0x30...0x39).contains($0) || $0 == UInt8(ascii: "_") || $0 == UInt8(ascii: "-") }
    }

    private static let counters: Set<String> = [
        "dsc", "dscn", "dscf", "img", "imgp", "cimg", "pict", "mvc", "dcp", "sam", "sany", "hpim", "pxl", "gopr", "dji", "mg",
        "p", "wp",
    ]

    private static let captions: Set<String> = [
        "default", "digital camera", "digital still camera", "sony dsc", "dsc", "dcf 1.0", "exif_jpeg_picture",
        "exif jpeg picture",
        "exif_jpeg_t422", "jpeg_picture", "samsung camera pictures", "samsung", "minolta dsc", "minolta", "konica minolta",
        "casio computer co.,ltd", "fujifilm", "hp photosmart", "applemark", "ascii", "jpeg", "image", "picture", "untitled",
        "title",
        "description", "image description", "image title", "caption", "screenshot", "binary comment", "created with gimp",
        "created with the gimp", "camera 360", "optio", "pentax", "nikon", "canon", "kodak", "none", "null", "n/a", "unknown",
        "cof", "hdr", "sdr", "rhdr", "hdrpl", "sdrpl", "dav", "oznor", "oznorco", "mde", "edf", "ptr", "rbt", "bst", "btf",
        "burst",
        "fbt", "lge", "your company name", "your caption here",
    ]

    private static let beginnings = [
        "processed with ", "created by ", "file written by adobe", "lead technologies", "creator: gd-jpeg", "samsung digimax",
        "digimax ", "kenox ", "acd systems", "screen shot ", "screenshot_", "optimized by ", "compressed by ", "untitled-",
    ]

    /// OLYMPUS, MINOLTA, KONICA MINOLTA, SANYO, BENQ, VIVITAR, SAMSUNG … DIGITAL CAMERA
    private static let endings = [" digital camera", " digital still camera", " dsc picture"]

    private static let names: Set<String> = [
        "unknown", "owner", "user", "admin", "administrator", "photographer", "camera owner", "your name", "yourname", "artist",
        "author", "default", "none", "null", "n/a", "copyright", "(c)", "microsoft", "canon", "nikon", "sony", "samsung",
    ]
}
