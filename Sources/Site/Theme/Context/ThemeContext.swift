/// What templates are given, name by name: the one description of it.
///
/// docs/themes.md is made from it, `stet theme check` resolves names by it, and tests compare it with what pages really give.
/// Whoever gives a template something new describes it here.
package enum ThemeContext {
    /// The names of one object. Where it stands is its path: `listing.cards[]` is each entry of the list `cards` of the object
    /// `listing`. Its names are asked for below it.
    package struct Object: Sendable {
        package let path: String
        /// What it is: `one article in a listing`.
        package let title: String
        /// What else there is to know.
        package let remark: String
        package let names: [Name]

        init(_ path: String, _ title: String, remark: String = "", _ names: [Name]) {
            (self.path, self.title, self.remark, self.names) = (path, title, remark, names)
        }
    }

    package struct Name: Sendable {
        package let name: String
        package let type: ValueType
        /// Whether it may be nothing. Text, too, may be empty without being nothing: the remark says so.
        package let isOptional: Bool
        /// What it may say; empty for what a page cannot write.
        package let example: String
        package let remark: String
        /// The path of the object whose names it has, where that is not its own.
        package let members: String?
    }

    package enum ValueType: String, Sendable {
        case text
        case markup = "HTML"
        case yesOrNo = "yes or no"
        case number, list, object
        case texts = "list of text"
    }

    /// A template that a page begins with.
    package struct Page: Sendable {
        package let template: String
        package let shows: String
        /// What it is given beside what every page has.
        package let names: [Name]
    }

    /// What every page has.
    package static let everywhere: [Name] = [
        .object("page", "the page itself"), .object("publication", "the magazine"),
        .list("navigation", "the menu in the header"), .object("footer", "what the footer lists"),
        .text(
            "style", "/theme/style.465bef44fcc1.css",
            "path of the style sheet; its name carries its content, so browsers keep it for ever"),
        .object("words", "the words around the content ([below](#words-the-words-around-the-content-on-every-page))"),
    ]

    package static let pages = [
        Page(template: "front", shows: "the front page and its further pages", names: [.object("listing")]),
        Page(template: "listing", shows: "a section, a tag, an author, a year, a month, a day", names: [.object("listing")]),
        Page(template: "article", shows: "an article, a talk, an event", names: [.object("article")]),
        Page(template: "page", shows: "a page that stands outside the listings", names: [.object("article")]),
        Page(template: "picture", shows: "the page about one uploaded file", names: [.object("picture")]),
        Page(
            template: "search", shows: "what a search has found; the form alone where nothing was asked for",
            names: [.object("search")]),
        Page(
            template: "authors", shows: "everybody who has written something, by the letters of their names",
            names: [.object("authors")]),
        Page(template: "error", shows: "the answer 404", names: [.object("error")]),
    ]

    /// Every object, in the order of the document. The words are not among them: a theme has its own.
    package static let objects = frame + listing + article + others

    package static let objectsByPath = Dictionary(objects.map { ($0.path, $0) }) { first, _ in first }

    /// The path of the object that a name of an object leads to, or of each entry of its list.
    package static func path(of name: Name, in object: String) -> String {
        let own = object.isEmpty ? name.name : "\(object).\(name.name)"
        return name.members ?? (name.type == .list ? own + "[]" : own)
    }
}

extension ThemeContext.Name {
    static func texts(_ name: String, _ example: String, _ remark: String) -> Self {
        Self(name: name, type: .texts, isOptional: false, example: example, remark: remark, members: nil)
    }

    static func text(_ name: String, _ example: String = "", _ remark: String = "") -> Self {
        Self(name: name, type: .text, isOptional: false, example: example, remark: remark, members: nil)
    }

    static func textOrNothing(_ name: String, _ example: String = "", _ remark: String = "") -> Self {
        Self(name: name, type: .text, isOptional: true, example: example, remark: remark, members: nil)
    }

    static func markup(_ name: String, _ example: String = "", _ remark: String = "") -> Self {
        Self(name: name, type: .markup, isOptional: false, example: example, remark: remark, members: nil)
    }

    static func markupOrNothing(_ name: String, _ example: String = "", _ remark: String = "") -> Self {
        Self(name: name, type: .markup, isOptional: true, example: example, remark: remark, members: nil)
    }

    static func yesOrNo(_ name: String, _ remark: String = "") -> Self {
        Self(name: name, type: .yesOrNo, isOptional: false, example: "", remark: remark, members: nil)
    }

    static func number(_ name: String, _ example: String = "", _ remark: String = "") -> Self {
        Self(name: name, type: .number, isOptional: false, example: example, remark: remark, members: nil)
    }

    static func numberOrNothing(_ name: String, _ example: String = "", _ remark: String = "") -> Self {
        Self(name: name, type: .number, isOptional: true, example: example, remark: remark, members: nil)
    }

    /// - Parameter members: the path of the object whose names it has, where that is another's.
    static func object(_ name: String, _ remark: String = "", as members: String? = nil) -> Self {
        Self(name: name, type: .object, isOptional: false, example: "", remark: remark, members: members)
    }

    static func objectOrNothing(_ name: String, _ remark: String = "", as members: String? = nil) -> Self {
        Self(name: name, type: .object, isOptional: true, example: "", remark: remark, members: members)
    }

    static func list(_ name: String, _ remark: String = "", as members: String? = nil) -> Self {
        Self(name: name, type: .list, isOptional: false, example: "", remark: remark, members: members)
    }
}
