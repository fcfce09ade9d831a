import Content

/// What a language is called by those who read it: `Español`. Names are CLDR's, with a capital where they stand alone.
enum LanguageName {
    /// The name of the nearest tag that has one; the tag itself where none has.
    static func own(of language: String) -> String {
        guard let tag = LanguageTag(language) else { return language }
        return tag.lookup.lazy.compactMap { names[$0] }.first ?? tag.formatted
    }

    private static let names = [
        "af": "Afrikaans", "am": "አማርኛ", "ar": "العربية", "as": "অসমীয়া", "az": "Azərbaycan", "be": "Беларуская",
        "bg": "Български", "bn": "বাংলা", "br": "Brezhoneg", "bs": "Bosanski", "ca": "Català", "ckb": "کوردیی ناوەندی",
        "cs": "Čeština", "cy": "Cymraeg", "da": "Dansk", "de": "Deutsch", "dv": "ދިވެހިބަސް", "el": "Ελληνικά", "en": "English",
        "eo": "Esperanto", "es": "Español", "et": "Eesti", "eu": "Euskara", "fa": "فارسی", "fi": "Suomi", "fil": "Filipino",
        "fo": "Føroyskt", "fr": "Français", "fy": "Frysk", "ga": "Gaeilge", "gd": "Gàidhlig", "gl": "Galego", "gu": "ગુજરાતી",
        "haw": "ʻŌlelo Hawaiʻi", "he": "עברית", "hi": "हिन्दी", "hr": "Hrvatski", "hu": "Magyar", "hy": "Հայերեն",
        "id": "Indonesia", "is": "Íslenska", "it": "Italiano", "ja": "日本語", "ka": "ქართული", "kk": "Қазақ тілі",
        "km": "ខ្មែរ", "kn": "ಕನ್ನಡ", "ko": "한국어", "ku": "Kurdî", "ky": "Кыргызча", "lb": "Lëtzebuergesch", "lo": "ລາວ",
        "lt": "Lietuvių", "lv": "Latviešu", "mi": "Māori", "mk": "Македонски", "ml": "മലയാളം", "mn": "Монгол", "mr": "मराठी",
        "ms": "Melayu", "mt": "Malti", "my": "မြန်မာ", "nb": "Norsk bokmål", "ne": "नेपाली", "nl": "Nederlands",
        "nn": "Norsk nynorsk", "oc": "Occitan", "pa": "ਪੰਜਾਬੀ", "pl": "Polski", "ps": "پښتو", "pt": "Português",
        "pt-br": "Português (Brasil)", "pt-pt": "Português (Portugal)", "rm": "Rumantsch", "ro": "Română", "ru": "Русский",
        "sc": "Sardu", "se": "Davvisámegiella", "si": "සිංහල", "sk": "Slovenčina", "sl": "Slovenščina", "so": "Soomaali",
        "sq": "Shqip", "sr": "Српски", "sr-latn": "Srpski (latinica)", "sv": "Svenska", "sw": "Kiswahili", "ta": "தமிழ்",
        "te": "తెలుగు", "tg": "Тоҷикӣ", "th": "ไทย", "tk": "Türkmen dili", "tr": "Türkçe", "tt": "Татар", "ug": "ئۇيغۇرچە",
        "uk": "Українська", "ur": "اردو", "uz": "O‘zbek", "vi": "Tiếng Việt", "yi": "ייִדיש", "yue": "粵語", "zh": "中文",
        "zh-cn": "中文 (简体)", "zh-hans": "中文 (简体)", "zh-hant": "中文 (繁體)", "zh-hk": "中文 (香港)", "zh-sg": "中文 (简体)",
        "zh-tw": "中文 (繁體)", "zu": "isiZulu",
    ]
}
