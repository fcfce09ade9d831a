import Foundation
import Site
import TestSupport
import Testing

@Suite("stet theme check")
struct ThemeCheckTests {
    /// What is said of a theme of some files, without what is said of the default theme's.
    private func faults(_ files: [String: String]) throws -> [String] {
        let folder = try TemporaryFolder()
        for (name, text) in files { try folder.write(text, to: name) }
        return try ThemeCheck(folder: folder.path).faults.map(\.description)
    }

    @Test("the default theme has no faults, by itself and as a copy of all its files")
    func defaultTheme() throws {
        #expect(try faults([:]) == [])
        let folder = try TemporaryFolder()
        for (name, bytes) in Theme.defaultFiles { try folder.write(bytes, to: name) }
        let check = try ThemeCheck(folder: folder.path)
        #expect(check.faults == [])
        #expect(check.ownFiles >= 30)
        _ = try Theme(checking: folder.path)
    }

    @Test(
        "a fault in a page's template is named with its place and what was meant",
        arguments: [
            ("{{#article}}\n {{headlin}}{{/article}}", "article.mustache:2:2: unknown name ‘headlin’; did you mean ‘headline’?"),
            ("{{article.headlin}}", "article.mustache:1:1: unknown name ‘article.headlin’; did you mean ‘article.headline’?"),
            ("{{listing.heading}}", "article.mustache:1:1: unknown name ‘listing.heading’"),
            ("{{page.title.x}}", "article.mustache:1:1: ‘page.title’ is text and has no ‘x’"),
            ("{{> haed}}", "article.mustache:1:1: there is no template ‘haed’; did you mean ‘head’?"),
            ("{{#article}}{{tags}}{{/article}}", "article.mustache:1:13: ‘tags’ is a list and cannot be written"),
            ("{{article}}", "article.mustache:1:1: ‘article’ is an object and cannot be written"),
            (
                "{{{page.title}}}",
                "article.mustache:1:1: ‘page.title’ is text and cannot be written unescaped: write ‘{{page.title}}’"
            ),
            (
                "{{&page.title}}",
                "article.mustache:1:1: ‘page.title’ is text and cannot be written unescaped: write ‘{{page.title}}’"
            ),
            ("{{#page}}", "article.mustache:1:1: ‘{{#page}}’ is never closed: ‘{{/page}}’ is missing"),
            ("a\n{{/page}}", "article.mustache:2:1: ‘{{/page}}’ closes nothing"),
            (
                "{{#page}}{{/pgae}}",
                "article.mustache:1:10: ‘{{/pgae}}’ where ‘{{#page}}’ of line 1 is to be closed; did you mean ‘{{/page}}’?"
            ),
            ("{{page.title", "article.mustache:1:1: this tag is not closed: ‘}}’ is missing"),
            ("{{page..title}}", "article.mustache:1:1: the name ‘page..title’ has an empty part"),
            ("{{}}", "article.mustache:1:1: this tag has no name"),
            ("{{>*page}}", "article.mustache:1:1: ‘{{>*page}}’: a template that is named by data is not allowed here"),
            ("{{words.newr}}", "article.mustache:1:1: unknown name ‘words.newr’; did you mean ‘words.newer’?"),
            (
                "<a href={{page.canonical}}>",
                "article.mustache:1:9: ‘page.canonical’ stands in the attribute ‘href’ without quotes: write ‘href=\"{{page.canonical}}\"’"
            ),
            (
                "<a href=/x/{{page.type}}>",
                "article.mustache:1:12: ‘page.type’ stands in the attribute ‘href’ without quotes: write ‘href=\"{{page.type}}\"’"
            ),
            ("<p {{page.type}}>", "article.mustache:1:4: ‘page.type’ stands in a tag, outside of the quotes of an attribute"),
            (
                "<p onclick=\"{{page.type}}\">",
                "article.mustache:1:13: ‘page.type’ stands in ‘onclick’, which browsers take for a script"
            ),
            (
                "<p title=\"{{article.headline}}\">",
                "article.mustache:1:11: ‘article.headline’ is HTML, whose quotes and tags would end the attribute ‘title’"
            ),
            (
                "<script>x = \"{{page.type}}\"</script>",
                "article.mustache:1:14: ‘page.type’ stands in <script>, where escaping does not make it safe"
            ),
            (
                "<STYLE>\n{{page.type}}</STYLE>",
                "article.mustache:2:1: ‘page.type’ stands in <style>, where escaping does not make it safe"
            ),
            ("{{> article}}", "article.mustache:1:1: ‘article’ comes to itself here, without an end"),
            (
                "{{#page.noindex}}{{> article}}{{/page.noindex}}",
                "article.mustache:1:18: ‘article’ comes to itself here, without an end"
            ),
            ("{{< head}}{{$tiel}}{{/tiel}}{{/head}}", "article.mustache:1:11: ‘head’ has no block ‘tiel’"),
            (
                "{{< head}}{{page.title}}{{/head}}",
                "article.mustache:1:11: ‘{{page.title}}’ would be ignored: ‘{{<head}}’ holds only blocks"
            ),
        ])
    func named(_ template: String, _ sentence: String) throws {
        let folder = try TemporaryFolder()
        try folder.write(template, to: "article.mustache")
        #expect(try ThemeCheck(folder: folder.path).faults.map(\.description) == [sentence])
        // And nothing of it is ever served.
        let error = #expect(throws: ThemeError.self) { try Theme(checking: folder.path) }
        #expect(error?.description.contains(sentence) == true && error?.description.contains(folder.path) == true)
    }

    @Test(
        "what means something is no fault",
        arguments: [
            "{{#article}}{{headline}}{{#picture}}{{alt}}{{credit}}{{headline}}{{/picture}}{{/article}}",
            "{{#article.tags}}{{name}}{{page.title}}{{/article.tags}}", "{{^page.feeds}}{{page.title}}{{/page.feeds}}",
            "{{#page.title}}{{.}}{{/page.title}}", "{{{article.body}}}{{&article.body}}", "{{=<% %>=}}<%page.title%>",
            "{{! {{nothing}} at all }}", "<a href=\"{{page.canonical}}\" {{#page.noindex}}hidden{{/page.noindex}}>",
            "<p title='{{page.title}}' data-x=\"a{{page.type}}b\">{{article.headline}}</p>", "<!-- {{page.title}} -->",
            "a < b {{page.title}} > c", "<br/>{{page.title}}", "<script>var x = 1 < 2</script>{{page.title}}",
            "{{page.structuredData}}", "{{#page.tags}}{{.}}{{/page.tags}}",
            "{{#article}}{{#comments}}{{#list}}{{> comment}}{{/list}}{{/comments}}{{/article}}", "{{words.newer}}",
            "<a href=\"{{#page.canonical}}{{page.canonical}}{{/page.canonical}}{{^page.canonical}}/{{/page.canonical}}\">x</a>",
            "{{#article}}{{#byline}}{{#picture}}{{src}}{{/picture}}{{/byline}}{{/article}}",
        ])
    func allowed(_ template: String) throws {
        #expect(try faults(["article.mustache": template]) == [])
        let folder = try TemporaryFolder()
        try folder.write(template, to: "article.mustache")
        _ = try Theme(checking: folder.path)
    }

    @Test("all faults are told at once, in the order of files and lines")
    func allAtOnce() throws {
        let found = try faults([
            "article.mustache": "{{#article}}\n{{headlin}}\n{{#tags}}\n{{nmae}}\n{{/article}}\n{{> haed}}\n{{page.titel}}",
            "footer.mustache": "{{publication.nam}}",
        ])
        #expect(
            found
                == [
                    "article.mustache:2:1: unknown name ‘headlin’; did you mean ‘headline’?",
                    "article.mustache:3:1: ‘{{#tags}}’ is never closed: ‘{{/tags}}’ is missing",
                    "article.mustache:4:1: unknown name ‘nmae’; did you mean ‘name’?",
                    "article.mustache:6:1: there is no template ‘haed’; did you mean ‘head’?",
                    "article.mustache:7:1: unknown name ‘page.titel’; did you mean ‘page.title’?",
                    "footer.mustache:1:1: unknown name ‘publication.nam’; did you mean ‘publication.name’? (included by error.mustache:25)",
                ].map { $0.replacing("error.mustache:25", with: $0.contains("footer") ? origin(of: "footer") : "") })
    }

    /// Where the first page that comes to a template includes it.
    private func origin(of name: String) -> String {
        for page in ThemeContext.pages.map(\.template) {
            let lines = String(decoding: Theme.defaultFiles[page + ".mustache"] ?? [], as: UTF8.self).components(
                separatedBy: "\n")
            if page != "article", let line = lines.firstIndex(of: "{{> \(name)}}") { return "\(page).mustache:\(line + 1)" }
        }
        return ""
    }

    @Test("a partial is read in the context of whoever includes it: a name that one of them lacks is a fault")
    func contexts() throws {
        // Articles have a reading time, cards have not.
        let found = try faults(["dates.mustache": "{{readingTime}}", "card-text.mustache": "{{> dates}}"])
        #expect(found.count == 1 && found[0].hasPrefix("dates.mustache:1:1: unknown name ‘readingTime’"), "\(found)")
        #expect(found.first?.contains("(included by card-text.mustache:1)") == true)
    }

    @Test("a block is read where the template that has it stands, and what replaces it too")
    func blocks() throws {
        #expect(
            try faults([
                "layout.mustache": "{{#article}}{{$main}}{{headline}}{{/main}}{{/article}}",
                "article.mustache": "{{< layout}}{{$main}}{{standfirst}}{{/main}}{{/layout}}",
            ]) == [])
        #expect(
            try faults([
                "layout.mustache": "{{#article}}{{$main}}{{headline}}{{/main}}{{/article}}",
                "article.mustache": "{{< layout}}{{$main}}{{standfrist}}{{/main}}{{/layout}}",
            ]) == [
                "article.mustache:1:22: unknown name ‘standfrist’; did you mean ‘standfirst’? (included by article.mustache:1)"
            ])
    }

    @Test("files that nothing reads and templates that nothing includes are named, and stop no page")
    func strays() throws {
        let folder = try TemporaryFolder()
        for name in ["notes.txt", "card.mustache~", "words/de.txt", ".gitignore", "README.md", "LICENSE", "theme.json"] {
            try folder.write("x", to: name)
        }
        try folder.write("x", to: "hedaer.mustache")
        let faults = try ThemeCheck(folder: folder.path).faults
        #expect(faults.map(\.file) == ["card.mustache~", "hedaer.mustache", "notes.txt", "words/de.txt"])
        #expect(faults[1].description.hasSuffix("none includes it; did you mean ‘header.mustache’?"))
        #expect(faults.allSatisfy { !$0.stopsPages })
        _ = try Theme(checking: folder.path)
    }

    @Test("a link, a pipe, a folder and a file that is too large are not read, and named")
    func unreadable() throws {
        let folder = try TemporaryFolder()
        let elsewhere = try folder.write("secret", to: "elsewhere.txt")
        try FileManager.default.createDirectory(atPath: folder["theme/tags.mustache"], withIntermediateDirectories: true)
        try FileManager.default.createSymbolicLink(atPath: folder["theme/head.mustache"], withDestinationPath: elsewhere)
        mkfifo(folder["theme/card.mustache"], 0o600)
        try folder.write(String(repeating: "x", count: 1 << 20), to: "theme/footer.mustache")
        let faults = try ThemeCheck(folder: folder["theme"]).faults
        #expect(faults.map(\.file) == ["card.mustache", "footer.mustache", "head.mustache", "tags.mustache"])
        #expect(faults.allSatisfy { $0.stopsPages && $0.isOwn })
    }

    @Test(
        "words: a form that lacks, a word that is none, a language without all of its words, and the old file for all",
        arguments: [
            (["words/de.json": "{\"newer\": {\"one\": \"x\"}}"], "words/de.json: ‘newer’ "),
            (["words/de.json": "{"], "words/de.json: It is not a JSON object of words"),
            (["words/de.json": "{\"newer\": \"Neuer\", \"mine\": \"Mein\"}", "tags.mustache": "{{words.newer}}"], ""),
            (["words/nb.json": "{\"newer\": \"Nyere\"}"], "words/nb.json: it has no word for ‘addToCalendar’, "),
            (["words.json": "{}"], "words.json: it is not read any more"),
            // A word that English has not is no word, unless the theme has it.
            (["tags.mustache": "{{words.mine}}"], "tags.mustache:1:1: unknown name ‘words.mine’"),
            (["tags.mustache": "{{words.mine}}", "words/en.json": "{\"mine\": \"Mine\"}"], ""),
            (["tags.mustache": "{{words.mine}}", "words/de.json": "{\"mine\": \"Mein\"}"], ""),
        ])
    func words(_ files: [String: String], _ beginning: String) throws {
        let found = try faults(files)
        #expect(found.count == (beginning.isEmpty ? 0 : 1) && found.allSatisfy { $0.hasPrefix(beginning) }, "\(found)")
    }

    @Test("a style sheet is looked at for brackets, strings and comments that do not end, and for what is elsewhere")
    func style() throws {
        #expect(try faults(["style.css": "a { color: red }\n/* } */ b::after { content: \"}\" }"]) == [])
        #expect(
            try faults(["style.css": "a {\n}}\nb {"]) == [
                "style.css:2:2: ‘}’ closes nothing", "style.css:3:3: ‘{’ is never closed",
            ])
        #expect(try faults(["style.css": "a {}\n/* x"]) == ["style.css:2:1: this comment never ends"])
        #expect(
            try faults(["style.css": "@import 'https://x.example/a.css';\n@font-face { src: url( \"//f.example/x.woff2\") }"])
                == [
                    "style.css:1:9: ‘https://x.example/a.css’ is not of this site: browsers do not load it here",
                    "style.css:2:19: ‘//f.example/x.woff2’ is not of this site: browsers do not load it here",
                ])
    }

    @Test("a theme that is made to take for ever does not")
    func bounded() throws {
        let deep = String(repeating: "{{#page}}", count: 100_000)
        let found = try faults(["article.mustache": deep])
        #expect(found.count > 1)
        var twice: [String: String] = ["article.mustache": "{{> t0}}"]
        for number in 0..<80 { twice["t\(number).mustache"] = "{{#page}}{{> t\(number + 1)}}{{> t\(number + 1)}}{{/page}}" }
        twice["t80.mustache"] = ""
        let nested = try faults(twice)
        #expect(nested.contains { $0.contains("nested deeper than 64") })
        let parents =
            "{{#page}}{{< a}}{{$b}}{{< a}}{{$b}}x{{/b}}{{/a}}{{/b}}{{/a}}{{< a}}{{$b}}y{{/b}}{{/a}}{{$b}}{{/b}}{{/page}}"
        _ = try faults(["a.mustache": parents, "article.mustache": "{{> a}}"])
        #expect(throws: ThemeError.self) {
            let folder = try TemporaryFolder()
            for number in 0..<1100 { try folder.write("", to: "\(number).mustache") }
            _ = try ThemeCheck(folder: folder.path)
        }
    }
}
