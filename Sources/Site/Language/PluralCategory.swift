import Content

/// Which form of a word goes with a whole number, by the rules of CLDR
/// (https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html, release 47).
enum PluralCategory: String, CaseIterable, Sendable {
    case zero, one, two, few, many, other

    /// The category of a count, 0 or more, in a language named by its primary subtag.
    ///
    /// CLDR's rules speak of decimals too; here are what they say of whole numbers. The temptation to ask `count == 1` is what
    /// this is against: 21 is `one` in Russian, 0 is `one` in French.
    init(of count: Int, in language: LanguageTag) {
        self = PluralCategory.family(of: language).category(max(0, count))
    }

    /// The categories that whole numbers have in a language: the forms its words need.
    static func needed(in language: LanguageTag) -> Set<PluralCategory> { Set(family(of: language).categories) }

    /// Languages that share their rule.
    private enum Family {
        /// No plural: Japanese, Chinese, Korean, Thai, Vietnamese…
        case none
        /// 1 and the rest, as in English; also what is taken for a language that is not named here.
        case one
        /// 0 and 1, and the rest: Persian, Hindi, Armenian.
        case zeroAndOne
        /// As French: 0 and 1, whole millions, and the rest.
        case french
        /// As Spanish: 1, whole millions, and the rest.
        case spanish
        case arabic, breton, irish, scottish, welsh, cornish, czech, filipino, hebrew, icelandic
        case latvian, lithuanian, maltese, manx, polish, romanian, russian, serbian, slovenian, tachelhit, tamazight, zero

        var categories: [PluralCategory] {
            switch self {
            case .none: [.other]
            case .one, .zeroAndOne, .icelandic, .filipino, .tamazight: [.one, .other]
            case .french, .spanish: [.one, .many, .other]
            case .arabic, .welsh, .cornish: [.zero, .one, .two, .few, .many, .other]
            case .breton, .irish, .maltese: [.one, .two, .few, .many, .other]
            case .scottish, .manx, .slovenian: [.one, .two, .few, .other]
            case .czech, .lithuanian, .romanian, .serbian, .tachelhit: [.one, .few, .other]
            case .hebrew: [.one, .two, .other]
            case .latvian, .zero: [.zero, .one, .other]
            // No whole number is `other` in these, but decimals are, and it stands in for what is missing.
            case .polish, .russian: [.one, .few, .many, .other]
            }
        }

        func category(_ n: Int) -> PluralCategory {
            let (ones, tens) = (n % 10, n % 100)
            switch self {
            case .none: return .other
            case .one: return n == 1 ? .one : .other
            case .zeroAndOne: return n <= 1 ? .one : .other
            case .french: return n <= 1 ? .one : n % 1_000_000 == 0 ? .many : .other
            case .spanish: return n == 1 ? .one : n != 0 && n % 1_000_000 == 0 ? .many : .other
            case .arabic:
                switch n {
                case 0: return .zero
                case 1: return .one
                case 2: return .two
                default: return (3...10).contains(tens) ? .few : (11...99).contains(tens) ? .many : .other
                }
            case .russian:
                if ones == 1, tens != 11 { return .one }
                return (2...4).contains(ones) && !(12...14).contains(tens) ? .few : .many
            case .polish:
                if n == 1 { return .one }
                return (2...4).contains(ones) && !(12...14).contains(tens) ? .few : .many
            case .serbian:
                if ones == 1, tens != 11 { return .one }
                return (2...4).contains(ones) && !(12...14).contains(tens) ? .few : .other
            case .czech: return n == 1 ? .one : (2...4).contains(n) ? .few : .other
            case .slovenian: return tens == 1 ? .one : tens == 2 ? .two : (3...4).contains(tens) ? .few : .other
            case .lithuanian:
                if (11...19).contains(tens) { return .other }
                return ones == 1 ? .one : (2...9).contains(ones) ? .few : .other
            case .latvian:
                if ones == 0 || (11...19).contains(tens) { return .zero }
                return ones == 1 ? .one : .other
            case .romanian: return n == 1 ? .one : n == 0 || (1...19).contains(tens) ? .few : .other
            case .icelandic: return ones == 1 && tens != 11 ? .one : .other
            case .hebrew: return n == 1 ? .one : n == 2 ? .two : .other
            case .maltese:
                if n == 1 || n == 2 { return n == 1 ? .one : .two }
                return n == 0 || (3...10).contains(tens) ? .few : (11...19).contains(tens) ? .many : .other
            case .zero: return n == 0 ? .zero : n == 1 ? .one : .other
            case .filipino: return [4, 6, 9].contains(ones) ? .other : .one
            case .tachelhit: return n <= 1 ? .one : n <= 10 ? .few : .other
            case .tamazight: return n <= 1 || (11...99).contains(n) ? .one : .other
            case .breton, .irish, .scottish, .welsh, .cornish, .manx: return celtic(n, ones, tens)
            }
        }

        private func celtic(_ n: Int, _ ones: Int, _ tens: Int) -> PluralCategory {
            switch self {
            case .irish:
                return n == 1 ? .one : n == 2 ? .two : (3...6).contains(n) ? .few : (7...10).contains(n) ? .many : .other
            case .welsh:
                return [0: .zero, 1: .one, 2: .two, 3: .few, 6: .many][n] ?? .other
            case .scottish:
                if n == 1 || n == 11 { return .one }
                return n == 2 || n == 12 ? .two : (3...19).contains(n) ? .few : .other
            case .manx: return ones == 1 ? .one : ones == 2 ? .two : tens % 20 == 0 ? .few : .other
            case .breton:
                let isOdd = [11, 12, 71, 72, 91, 92].contains(tens)
                if ones == 1, !isOdd { return .one }
                if ones == 2, !isOdd { return .two }
                if [3, 4, 9].contains(ones), ![1, 7, 9].contains(tens / 10) { return .few }
                return n != 0 && n % 1_000_000 == 0 ? .many : .other
            default:
                // Cornish.
                if n == 0 || n == 1 { return n == 0 ? .zero : .one }
                let isThousand = n % 1000 == 0 && ((1000...20_000).contains(n % 100_000) || n % 20_000 == 0 && n % 100_000 != 0)
                if tens % 20 == 2 || isThousand || n % 1_000_000 == 100_000 { return .two }
                return tens % 20 == 3 ? .few : tens % 20 == 1 ? .many : .other
            }
        }
    }

    private static func family(of language: LanguageTag) -> Family {
        if language.text == "pt-pt" || language.text.hasPrefix("pt-pt-") { return .spanish }
        return families[language.primary] ?? .one
    }

    private static let families: [String: Family] = {
        var families: [String: Family] = [:]
        for (family, languages) in [
            (
                Family.none,
                """
                bm bo dz hnj id ig ii ja jbo jv kde kea km ko lkt lo ms my nqo osa sah ses sg su th to tpi vi wo yo yue zh
                """
            ),
            (.zeroAndOne, "ak am as bho bn csw doi fa ff gu hi hy kab kn ln mg nso pa pcm si ti wa zu"),
            (.french, "fr ht pt"), (.spanish, "ca es it lld scn vec"), (.arabic, "ar"), (.russian, "be ru uk"),
            (.polish, "pl"), (.serbian, "bs hr sr"), (.czech, "cs sk"), (.slovenian, "dsb hsb sl"), (.lithuanian, "lt"),
            (.latvian, "lv prg"), (.romanian, "ro"), (.icelandic, "is mk"), (.hebrew, "he iu naq sat se sma smj smn sms"),
            (.maltese, "mt"), (.zero, "blo ksh lag"), (.filipino, "ceb fil"), (.tachelhit, "shi"), (.tamazight, "tzm"),
            (.breton, "br"), (.irish, "ga"), (.scottish, "gd"), (.welsh, "cy"), (.cornish, "kw"),
            (.manx, "gv"),
        ] {
            for language in languages.split(separator: " ") { families[String(language)] = family }
        }
        return families
    }()
}
