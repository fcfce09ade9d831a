/// What the names of WordPress's copies say of the originals that they are copies of.
package enum FileNames {
    /// The names of all originals that a name may stand for, itself first: `photo-300x200.jpg` for `photo.jpg`, and for
    /// `photo-scaled.jpg`, which WordPress has since 5.3 in the place of a large upload (`wp_create_image_subsizes`,
    /// wp-admin/includes/image.php).
    package static func originals(of name: String) -> [String] {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return [name] }
        let ending = name[dot...]
        var names = [name]
        for shorter in [withoutSecondEnding, withoutDensity, ImageTag.withoutSize, withoutMark, withoutEdit, withoutMark] {
            names += names.compactMap(shorter)
        }
        return names + names.flatMap { name in marks.map { String(name.dropLast(ending.count)) + $0 + ending } }
    }

    /// The beginning and the end of what a name is called once somebody has cut or turned it by hand, for a search:
    /// `photo-e1573045926152.jpg` lies between `photo-e0` and `photo-e:`, and ends in `.jpg`.
    package static func edited(of name: String) -> (start: String, end: String, ending: String)? {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        return (name[..<dot] + "-e0", name[..<dot] + "-e:", String(name[dot...]))
    }

    /// Whether a name is that of an original that was cut or turned by hand.
    package static func isEdited(_ name: String) -> Bool { withoutEdit(name) != nil }

    /// What WordPress adds where it made an upload smaller, or turned it.
    private static let marks = ["-scaled", "-rotated"]

    private static func withoutMark(_ name: String) -> String? {
        dropping(name) { stem in marks.first { stem.hasSuffix($0) }.map { stem.dropLast($0.count) } }
    }

    /// `photo.jpg.webp`: a copy in a better format, as plugins make them.
    private static func withoutSecondEnding(_ name: String) -> String? {
        for ending in [".webp", ".avif"] where name.hasSuffix(ending) {
            let rest = name.dropLast(ending.count)
            if pictures.contains(where: { rest.lowercased().hasSuffix($0) }) { return String(rest) }
        }
        return nil
    }

    private static let pictures = [".jpg", ".jpeg", ".png", ".gif"]

    /// `photo@2x.jpg`: for screens with two dots to a pixel.
    private static func withoutDensity(_ name: String) -> String? {
        dropping(name) { $0.hasSuffix("@2x") ? $0.dropLast(3) : nil }
    }

    /// `photo-e1573045926152.jpg`: cut or turned by hand, at that time (`wp_save_image`, wp-admin/includes/image-edit.php).
    private static func withoutEdit(_ name: String) -> String? {
        dropping(name) { stem in
            let digits = stem.utf8.reversed().prefix { (0x30...0x39).contains($0) }.count
            let rest = stem.dropLast(digits)
            return digits >= 10 && rest.hasSuffix("-e") ? rest.dropLast(2) : nil
        }
    }

    private static func dropping(_ name: String, _ shorter: (Substring) -> Substring?) -> String? {
        guard let dot = name.utf8.lastIndex(of: UInt8(ascii: ".")) else { return nil }
        return shorter(name[..<dot]).map { String($0 + name[dot...]) }
    }
}
