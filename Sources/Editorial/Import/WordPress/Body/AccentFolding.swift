/// Latin letters without their accents, as WordPress writes them in slugs (`remove_accents`,
/// wp-includes/formatting.php).
enum AccentFolding {
    /// What a letter becomes, in lower case; nil where it stays.
    ///
    /// `language` is that of the site, such as `de_DE` or `de-CH`: four languages write some letters their own way.
    static func folded(_ letter: Unicode.Scalar, language: String) -> String? {
        guard !letter.isASCII else { return nil }
        if language.utf8.starts(with: "de".utf8) {
            switch letter {
            case "Ä", "ä": return "ae"
            case "Ö", "ö": return "oe"
            case "Ü", "ü": return "ue"
            case "ß": return "ss"
            default: break
            }
        } else if language.utf8.starts(with: "da".utf8) {
            switch letter {
            case "Ø", "ø": return "oe"
            case "Å", "å": return "aa"
            default: break
            }
        } else if language.utf8.starts(with: "sr".utf8) || language.utf8.starts(with: "bs".utf8) {
            if letter == "Đ" || letter == "đ" { return "dj" }
        }
        return table[letter]
    }

    private static let table: [Unicode.Scalar: String] = {
        var table: [Unicode.Scalar: String] = [:]
        for (folded, letters) in letters {
            for letter in letters.unicodeScalars { table[letter] = folded }
        }
        return table
    }()

    private static let letters: KeyValuePairs<String, String> = [
        "": "£",
        "a": "ªÀÁÂÃÄÅàáâãäåĀāĂăĄąǍǎɑẠạẢảẤấẦầẨẩẪẫẬậẮắẰằẲẳẴẵẶặ",
        "c": "ÇçĆćĈĉĊċČč",
        "d": "ÐðĎďĐđ",
        "e": "ÈÉÊËèéêëĒēĔĕĖėĘęĚěẸẹẺẻẼẽẾếỀềỂểỄễỆệ€",
        "g": "ĜĝĞğĠġĢģ",
        "h": "ĤĥĦħ",
        "i": "ÌÍÎÏìíîïĨĩĪīĬĭĮįİıǏǐỈỉỊị",
        "j": "Ĵĵ",
        "k": "Ķķĸ",
        "l": "ĹĺĻļĽľĿŀŁł",
        "n": "ÑñŃńŅņŇňŉŊŋ",
        "o": "ºÒÓÔÕÖØòóôõöøŌōŎŏŐőƠơǑǒỌọỎỏỐốỒồỔổỖỗỘộỚớỜờỞởỠỡỢợ",
        "r": "ŔŕŖŗŘř",
        "s": "ßŚśŜŝŞşŠšſȘș",
        "t": "ŢţŤťŦŧȚț",
        "u": "ÙÚÛÜùúûüŨũŪūŬŭŮůŰűŲųƯưǓǔǕǖǗǘǙǚǛǜỤụỦủỨứỪừỬửỮữỰự",
        "w": "Ŵŵ",
        "y": "ÝýÿŶŷŸỲỳỴỵỶỷỸỹ",
        "z": "ŹźŻżŽž",
        "ae": "Ææ",
        "ij": "Ĳĳ",
        "oe": "Œœ",
        "th": "Þþ",
    ]
}
