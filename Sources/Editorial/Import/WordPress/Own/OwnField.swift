/// What Stet writes into an export that WordPress has no place for, as post meta and term meta: WordPress keeps these and shows them
/// to nobody, and an import reads them back. docs/leaving.md lists them.
enum OwnField: String, CaseIterable, Sendable {
    /// `talk`, `event`; of a plugin's type also `page`.
    case kind = "_stet_kind"
    /// One for each author, the login, in the order of the byline; one that is empty: nobody.
    case byline = "_stet_byline"
    /// Language tag (BCP 47), where it is not the magazine's.
    case language = "_stet_language"
    /// HTML: what stands below the picture of this article alone.
    case pictureCaption = "_stet_picture_caption"
    /// In UTC, `2025-10-03 17:30:00`, or `none`: where its status and its date say another instant.
    case publishedAt = "_stet_published_at"
    /// `address`: feeds call it by its address.
    case guid = "_stet_guid"
    /// `1` or `0`, where its type says otherwise: whether listings show it.
    case listed = "_stet_listed"
    /// What it was written as, where the body of the item is what came of it.
    case source = "_stet_source"
    /// `markdown` or `wordpress`.
    case sourceFormat = "_stet_source_format"
    /// What cards show of its text, where its body would give another.
    case teaser = "_stet_teaser"
    case talkURL = "_stet_talk_url"
    /// `1:02:03`
    case talkDuration = "_stet_talk_duration"
    case talkSpeakers = "_stet_talk_speakers"
    /// `2025-10-03 19:30:00`, as on the poster.
    case eventStarts = "_stet_event_starts"
    case eventEnds = "_stet_event_ends"
    case eventPlace = "_stet_event_place"
    case eventAddress = "_stet_event_address"
    /// The series that it is a part of, and which part.
    case series = "_stet_series"
    case seriesPart = "_stet_series_part"
    /// One for each correction: `2025-10-03 19:30:00`, a space, HTML.
    case correction = "_stet_correction"
    /// `1`: a picture without alt text by decision.
    case decorative = "_stet_decorative"
    /// `305,600`: what crops keep in sight, in thousandths of width and height.
    case focalPoint = "_stet_focal_point"
    /// A picture's alt text as it is, also where it has none: what the file itself says is asked no more.
    case alt = "_stet_alt"
    /// Texts that WordPress's own fields would give back otherwise than they are.
    case title = "_stet_title"
    case credit = "_stet_credit"
    /// The path of a section, a tag: `/category/news/`.
    case path = "_stet_path"
    /// `0`: articles do not name this term.
    case shown = "_stet_shown"
    /// HTML: the summary of a section, a tag, where white space at its ends counts.
    case summary = "_stet_summary"
}

/// The fields of one item or term.
struct OwnFields: Sendable {
    private let values: [OwnField: [String]]

    init(_ meta: [WXRMeta]) {
        var values: [OwnField: [String]] = [:]
        for row in meta where row.key.hasPrefix("_stet_") {
            if let field = OwnField(rawValue: row.key) { values[field, default: []].append(row.value) }
        }
        self.values = values
    }

    var isEmpty: Bool { values.isEmpty }

    /// The first of its values.
    subscript(field: OwnField) -> String? { values[field]?.first }

    func all(_ field: OwnField) -> [String] { values[field] ?? [] }
}
