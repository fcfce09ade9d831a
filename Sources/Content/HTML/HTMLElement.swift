/// An element that safe markup may have, and what a parser does when it meets one.
///
/// The traits are those of the HTML standard's tree construction, section "in body"; `HTMLSerializer` keeps to them
/// so that what it writes is read back as it was meant.
enum HTMLElement: String, CaseIterable {
    case a, abbr, address, aside, audio, b, bdi, bdo, blockquote, br, caption, cite, code, col, colgroup, data, dd, del
    case details, dfn, div, dl, dt, em, figcaption, figure, h2, h3, h4, h5, h6, hr, i, img, ins, kbd, li, mark, meter
    case ol, p, picture, pre, progress, q, rp, rt, ruby, s, samp, section, small, source, span, strong, sub, summary
    case sup, table, tbody, td, tfoot, th, thead, time, tr, track, u, ul, `var`, video, wbr

    /// Has no content and no end tag.
    var isVoid: Bool {
        switch self {
        case .br, .col, .hr, .img, .source, .track, .wbr: true
        default: false
        }
    }

    /// A start tag of these ends an open paragraph.
    var endsParagraph: Bool {
        switch self {
        case .address, .aside, .blockquote, .dd, .details, .div, .dl, .dt, .figcaption, .figure, .h2, .h3, .h4, .h5,
            .h6, .hr, .li, .ol, .p, .pre, .section, .summary, .table, .ul:
            true
        default: false
        }
    }

    var isHeading: Bool {
        switch self {
        case .h2, .h3, .h4, .h5, .h6: true
        default: false
        }
    }

    /// May stand only directly within certain parts of a table.
    var isTablePart: Bool {
        switch self {
        case .caption, .col, .colgroup, .tbody, .td, .tfoot, .th, .thead, .tr: true
        default: false
        }
    }

    /// Holds parts of a table and no text.
    var isTableFrame: Bool {
        switch self {
        case .table, .colgroup, .tbody, .tfoot, .thead, .tr: true
        default: false
        }
    }

    /// What is open outside of these is out of reach for a tag within.
    var isScope: Bool {
        switch self {
        case .caption, .table, .td, .th: true
        default: false
        }
    }

    /// A reader sees it begin on a new line: it parts words.
    var isBlock: Bool {
        endsParagraph || isTablePart
    }

    /// Whether a parser that looks for the open `li` (or `dd`) a new one would end gives up here.
    var endsItemSearch: Bool {
        switch self {
        case .address, .div, .p: false
        default: isBlock
        }
    }

    /// Whether this one may be a child of that frame of a table.
    func fits(in frame: HTMLElement) -> Bool {
        switch frame {
        case .table: self == .caption || self == .colgroup || self == .tbody || self == .tfoot || self == .thead
        case .tbody, .tfoot, .thead: self == .tr
        case .tr: self == .td || self == .th
        case .colgroup: self == .col
        default: !isTablePart
        }
    }
}
