/// Which families of fonts a text is drawn with, in their order: of each script the one with serifs.
///
/// Left to itself fontconfig would take the first font that has a letter, mostly one without serifs, and Chinese in the forms of
/// Japan. Those that are not installed are passed over.
enum CardFonts {
    static func families(for text: String, language: String, first: String) -> String {
        let scripts = Scripts(text)
        var families: [String] = []
        let chinese = han(language, scripts)
        // Its punctuation is as wide as its characters: where it is the text's own script it comes before the Latin.
        if scripts.isHan { families.append(chinese) }
        families.append(first)
        families.append(isUrdu(language) ? "Noto Nastaliq Urdu" : "Noto Naskh Arabic")
        families += others
        if !scripts.isHan { families.append(chinese) }
        return families.filter { !$0.isEmpty }.joined(separator: ", ")
    }

    private static let others =
        [
            "Hebrew", "Devanagari", "Bengali", "Tamil", "Telugu", "Kannada", "Malayalam", "Gujarati", "Gurmukhi", "Sinhala",
            "Thai", "Lao",
            "Khmer", "Myanmar", "Georgian", "Armenian", "Ethiopic",
        ].map { "Noto Serif " + $0 }
        + ["Georgia", "Liberation Serif", "DejaVu Serif", "serif"]

    /// The same characters are drawn differently in Beijing, Taipei, Tokyo and Seoul.
    private static func han(_ language: String, _ scripts: Scripts) -> String {
        let parts = language.lowercased().split(separator: "-").map(String.init)
        let region =
            switch parts.first {
            case "ja": "JP"
            case "ko": "KR"
            case "yue": parts.contains("hans") ? "SC" : "TC"
            case "zh": !parts.contains("hans") && parts.contains(where: ["hant", "tw", "hk", "mo"].contains) ? "TC" : "SC"
            default: scripts.hasKana ? "JP" : scripts.hasHangul ? "KR" : "SC"
            }
        return "Noto Serif CJK " + region
    }

    /// Written in another hand than Arabic, falling from the right, which needs higher lines.
    static func isUrdu(_ language: String) -> Bool {
        ["ur", "ks"].contains(language.lowercased().prefix { $0 != "-" })
    }

    private struct Scripts {
        /// Whether most letters are Chinese, Japanese or Korean.
        let isHan: Bool
        private(set) var hasKana = false
        private(set) var hasHangul = false

        init(_ text: String) {
            var (han, others) = (0, 0)
            for scalar in text.unicodeScalars where scalar.properties.isAlphabetic {
                switch scalar.value {
                case 0x3040...0x30FF: (hasKana, han) = (true, han + 1)
                case 0x1100...0x11FF, 0x3130...0x318F, 0xAC00...0xD7AF: (hasHangul, han) = (true, han + 1)
                case 0x2E80...0x9FFF, 0xF900...0xFAFF, 0x20000...0x3FFFF: han += 1
                default: others += 1
                }
            }
            // A word of an alphabet takes several letters for what one of these says.
            isHan = han * 3 > others
        }
    }
}
