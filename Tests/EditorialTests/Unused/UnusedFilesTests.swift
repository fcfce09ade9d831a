import Content
import Foundation
import Media
import Storage
import TestSupport
import Testing

@testable import Editorial

@Suite("Files that nothing uses", .everyEngine)
struct UnusedFilesTests {
    @Test("what nothing leads to is listed with its size, its date and its page; the listing changes nothing")
    func listing() async throws {
        let unused = try UnusedMagazine()
        try await unused.importing(
            [
                .attachment(5, "lead.gif"), .attachment(6, "shown.gif"),
                .attachment(7, "left.gif") { $0.parent = 8 },
                .post(8, body: "<img src=\"https://old.example/wp-content/uploads/2020/01/shown-300x200.gif\" alt=\"\" />") {
                    $0.meta = [("_thumbnail_id", "5")]
                },
            ], files: ["lead.gif", "shown.gif", "left.gif", "left-150x150.gif"])
        let date = Date(timeIntervalSince1970: 1_578_000_000)
        for file in ["left.gif", "left-150x150.gif"] {
            try FileManager.default.setAttributes(
                [.modificationDate: date], ofItemAtPath: unused.magazine.folder["uploads/2020/01/\(file)"])
        }
        try unused.store.writeWaiting { transaction in
            for name in ["left.gif", "left-150x150.gif"] {
                try transaction.connection.run(
                    "UPDATE upload SET modified_at = 1578000000000 WHERE path = ?", [.text(UnusedMagazine.uploads + name)])
            }
        }
        let before = try DatabaseDump(unused.store)
        let result = try unused.unused().list()
        #expect(
            result.report == """
                2 files that nothing uses, 108 bytes:
                  /wp-content/uploads/2020/01/left-150x150.gif  58 bytes, of 2020-01-02
                    a smaller copy of /wp-content/uploads/2020/01/left.gif
                  /wp-content/uploads/2020/01/left.gif  50 bytes, of 2020-01-02
                    has a page of its own, /file-7/
                    was uploaded to /2020/01/item-8/
                Move them to the trash, for 30 days, with: stet pictures --unused --delete

                """)
        #expect(result.exit == .incomplete)
        #expect(try DatabaseDump(unused.store) == before)
        #expect(unused.magazine.files.digests.count == 4)
    }

    @Test("where every file is used, that is said")
    func none() async throws {
        let unused = try UnusedMagazine()
        #expect(try unused.unused().list() == WorkResult(report: "Every file of the magazine is used.\n", exit: .success))
        #expect(try unused.unused().delete() == WorkResult(report: "Every file of the magazine is used.\n", exit: .success))
    }

    /// Texts, each with the one file that it leads to. `§` is the file's number on the old site.
    private static let mentions: [(file: String, text: String)] = [
        ("src.gif", "<img src=\"https://old.example/wp-content/uploads/2020/01/src.gif\">"),
        ("capital.gif", "<IMG SRC='HTTP://OLD.EXAMPLE/WP-CONTENT/UPLOADS/2020/01/CAPITAL.GIF'>"),
        ("www.gif", "<a href=\"http://www.old.example/wp-content/uploads/2020/01/www.gif?ssl=1#top\">a link</a>"),
        ("own.gif", "<a href=\"https://new.example/wp-content/uploads/2020/01/own.gif\">a link</a>"),
        (
            "set.gif",
            "<img src=\"https://x.example/a.png\" srcset=\"/wp-content/uploads/2020/01/set-300x200.gif 300w, /b.png 2x\">"
        ),
        ("film.gif", "<video poster=\"/wp-content/uploads/2020/01/film.gif\"><source src=\"/x.mp4\"></video>"),
        ("sound.gif", "<audio><source src=\"/wp-content/uploads/2020/01/sound.gif\"></audio>"),
        ("track.gif", "<video src=\"/x.mp4\"><track src=\"/wp-content/uploads/2020/01/track.gif\"></video>"),
        ("style.gif", "<div style=\"background:url(/wp-content/uploads/2020/01/style.gif)\">text</div>"),
        ("plain.gif", "Look at https://old.example/wp-content/uploads/2020/01/plain.gif."),
        ("relative.gif", "<img src=\"../../../wp-content/uploads/2020/01/relative.gif\">"),
        ("percent-é.gif", "<img src=\"/wp-content/uploads/2020/01/percent%2d%C3%A9.gif\">"),
        ("twice-é.gif", "<img src=\"/wp-content/uploads/2020/01/twice-%25C3%25A9.gif\">"),
        // One letter in the file's name, two in the link: both are é.
        ("letters-é.gif", "<img src=\"/wp-content/uploads/2020/01/letters-e\u{301}.gif\">"),
        ("with space (1), x.gif", "<img src=\"/wp-content/uploads/2020/01/with%20space%20(1),%20x.gif\">"),
        ("raw space (2).gif", "[button link=\"/wp-content/uploads/2020/01/raw space (2).gif\"]"),
        ("entity&amp.gif", "<img src=\"/wp-content/uploads/2020/01/entity&#038;amp.gif\">"),
        ("block-ü.gif", #"<!-- wp:cover {"url":"https:\/\/old.example\/wp-content\/uploads\/2020\/01\/block-\u00fc.gif"} /-->"#),
        ("network.gif", "<img src=\"https://i0.wp.com/old.example/wp-content/uploads/2020/01/network.gif?resize=300%2C200\">"),
        ("script.gif", "fetch('https://old.example/show.php?file=/2020/01/script.gif&w=3')"),
        (
            "double@2x.gif",
            "<img src=\"/wp-content/uploads/2020/01/double-300x200@2x.gif\"><img src=\"/wp-content/uploads/2020/01/double@2x.gif\">"
        ),
        ("large-scaled.gif", "<img src=\"/wp-content/uploads/2020/01/large-1024x683.gif\">"),
        ("whole.gif", "<img src=\"/wp-content/uploads/2020/01/whole-scaled.gif\">"),
        ("turned.gif", "<img src=\"/wp-content/uploads/2020/01/turned-rotated-300x200.gif\">"),
        ("edited.gif", "<img src=\"/wp-content/uploads/2020/01/edited-e1573045926152-300x200.gif\">"),
        ("size-10x10.gif", "<img src=\"/wp-content/uploads/2020/01/size-10x10.gif\">"),
        ("gallery.gif", "[gallery columns=\"2\" ids=\"99991, §\"]"),
        ("included.gif", "[gallery include=\"§\"]"),
        ("image.gif", "<img class=\"alignleft wp-image-§\" src=\"https://x.example/moved.png\">"),
        ("caption.gif", "[caption id=\"attachment_§\" width=\"300\"]words[/caption]"),
        ("json.gif", "<!-- wp:image {\"id\":§,\"sizeSlug\":\"large\"} --><p>x</p><!-- /wp:image -->"),
        ("jsons.gif", "<!-- wp:gallery {\"ids\":[99992,§]} --><p>x</p><!-- /wp:gallery -->"),
        ("page.gif", "<a href=\"https://old.example/file-§/\">its page</a>"),
        ("query.gif", "<a href=\"https://old.example/?attachment_id=§\">its page</a>"),
    ]

    @Test("a file is used however a text spells the way to it, in articles of any state")
    func mentions() async throws {
        let unused = try UnusedMagazine()
        var items: [TestSupport.WXRText.Item] = []
        let states = ["publish", "draft", "pending", "private", "trash", "future"]
        for (index, mention) in UnusedFilesTests.mentions.enumerated() {
            let number = 100 + index
            items.append(.attachment(number, mention.file))
            items.append(
                .post(1000 + index, body: mention.text.replacingOccurrences(of: "§", with: String(number))) {
                    $0.status = states[index % states.count]
                })
        }
        items.append(.attachment(99, "nobody.gif"))
        try await unused.importing(items, files: UnusedFilesTests.mentions.map(\.file) + ["nobody.gif"])
        let listed = try unused.listed()
        #expect(listed == ["nobody.gif"], "\(listed)")
    }

    @Test("another file of the same name, a longer name, and a number that is a size are no uses")
    func noMentions() async throws {
        let unused = try UnusedMagazine()
        let magazine = unused.magazine
        try magazine.folder.write(SmallFiles.gif + [1], to: "uploads/2019/07/same.gif")
        try await unused.importing(
            [
                .attachment(300, "size.gif"),
                .post(
                    1,
                    body: """
                        <img src="/wp-content/uploads/2019/07/same.gif" width="300"> <img src="/wp-content/uploads/2020/01/my-own.gif">
                        <a href="/wp-content/uploads/2020/01/own.gift">x</a> own gif, size.
                        """),
            ], files: ["same.gif", "own.gif", "my-own.gif", "size.gif"])
        #expect(try unused.listed() == ["own.gif", "same.gif", "size.gif"])
    }

    @Test("of files of one name that one is used which the folder before the name tells, or all where none stands there")
    func oneName() async throws {
        let unused = try UnusedMagazine()
        let folders = ["01/one", "01/my pictures", "02/one", "02/other"]
        for (index, folder) in folders.enumerated() {
            try unused.magazine.folder.write(SmallFiles.gif + [UInt8(index)], to: "uploads/\(folder)/cover.gif")
        }
        func left(_ bodies: String...) async throws -> [String] {
            let posts = bodies.enumerated().map { TestSupport.WXRText.Item.post($0.offset + 1, body: $0.element) }
            try await unused.importing(posts, files: [])
            return try unused.unused().list().report.split(separator: "\n").filter { $0.hasPrefix("  /") }
                .map { $0.dropFirst("  /wp-content/uploads/".count).components(separatedBy: "/cover.gif")[0] }
        }
        #expect(try await left("text") == folders.sorted())
        let first = "<img src=\"https://old.example/wp-content/uploads/02/one/cover.gif\">"
        #expect(try await left(first) == ["01/my pictures", "01/one", "02/other"])
        let second = "<a href=\"/wp-content/uploads/01/my%20pictures/cover-300x200.gif\">x</a>"
        #expect(try await left(first, second) == ["01/one", "02/other"])
        #expect(try await left(first, second, "<img src=\"other/cover.gif\">") == ["01/one"])
        #expect(try await left(first, second, "<img src=\"./cover.gif\">") == [])
    }

    @Test("a gallery without numbers shows whatever was uploaded to its article")
    func galleries() async throws {
        let unused = try UnusedMagazine()
        try await unused.importing(
            [
                .attachment(5, "here.gif") { $0.parent = 8 }, .attachment(6, "there.gif") { $0.parent = 9 },
                .attachment(7, "nowhere.gif") { $0.parent = 10 },
                .post(8, body: "[gallery]") { $0.status = "draft" }, .post(9), .post(10),
                .post(11, body: "[gallery id=\"9\"]") { $0.status = "private" },
            ], files: ["here.gif", "there.gif", "nowhere.gif"])
        #expect(try unused.listed() == ["nowhere.gif"])
    }

    @Test(
        "every place where a magazine speaks of a file counts: earlier states, authors, sections, talks, menus, settings, the theme"
    )
    func places() async throws {
        let unused = try UnusedMagazine()
        let names = [
            "before", "source", "lead", "standfirst", "caption", "talk", "event", "comment", "author", "biography", "section",
            "tag",
            "menu", "setting", "redirect", "words", "theme", "form", "nobody", "itself",
        ]
        try await unused.importing([.attachment(5, "itself.gif")], files: names.map { $0 + ".gif" })
        func path(_ name: String) -> String { UnusedMagazine.uploads + name + ".gif" }
        let link = { @Sendable (name: String) in HTML(stored: "<p><a href=\"\(UnusedMagazine.uploads)\(name).gif\">x</a></p>") }
        let form = try #require(try unused.digest(of: "form.gif")).prefix(20)
        try unused.store.writeWaiting { transaction in
            var article = Article()
            article.slug = "one"
            article.body = link("before")
            let id = try transaction.add(article)
            article.body = HTML(stored: "<p><img src=\"/images/\(form)/960.webp\"></p>")
            article.source = "![](\(path("source")))"
            try transaction.update(id, to: article)

            var lead = Picture()
            lead.file = path("lead")
            lead.summary = link("words")
            article.pictureID = try transaction.save(lead)
            article.standfirst = "See \(path("standfirst"))"
            article.pictureCaption = link("caption")
            article.talk = Article.Talk(mediaURL: "https://new.example" + path("talk"), duration: "", speakers: "")
            article.event = Article.Event(starts: WallClock(stored: 0), ends: nil, place: "", address: path("event"))
            let other = try transaction.add(article)
            var comment = Comment()
            comment.body = link("comment")
            try transaction.save(comment, article: other)

            var author = Author(slug: "a", name: "A", permalink: try #require(Permalink("/author/a/")))
            (author.picture, author.biography) = (path("author"), link("biography"))
            _ = try transaction.save(author)
            var section = Section(slug: "s", name: "S", permalink: try #require(Permalink("/section/s/")))
            section.summary = link("section")
            _ = try transaction.save(section)
            var tag = Tag(slug: "t", name: "T", permalink: try #require(Permalink("/tag/t/")))
            tag.summary = link("tag")
            _ = try transaction.save(tag)
            let menu = try transaction.save(Menu(slug: "m", name: "M"))
            _ = try transaction.save(
                Menu.Entry(label: "A paper", target: .address(path("menu")), parentID: nil, position: 0), menu: menu)
            var publication = try transaction.publication()
            publication.tagline = path("setting")
            try transaction.save(publication)
            try transaction.claim(try #require(Permalink("/short")), for: .redirect(path("redirect")))
            // What a picture's own words say of it is no use of it, and an old address of its page is none either.
            let itself = try #require(try transaction.current.pictures(ofFile: path("itself")).first)
            var words = try #require(try transaction.current.picture(itself))
            words.summary = link("itself")
            _ = try transaction.save(words, as: itself)
            try transaction.claim(try #require(Permalink("/old-page/")), for: .redirect(try #require(words.permalink).text))
        }
        try unused.magazine.folder.write("header { background: url(\(path("theme"))) }", to: "magazine/theme/style.css")
        #expect(try unused.listed() == ["itself.gif", "nobody.gif"])
    }

    @Test("a file with several addresses is used where one of them is, and goes from all where none is")
    func severalAddresses() async throws {
        let unused = try UnusedMagazine()
        for (name, bytes) in [("one", 1), ("other", 1), ("third", 2), ("fourth", 2)] as [(String, UInt8)] {
            try unused.magazine.folder.write(SmallFiles.gif + [bytes], to: "uploads/2020/01/\(name).gif")
        }
        try await unused.importing([.post(1, body: "<img src=\"/wp-content/uploads/2020/01/other.gif\">")], files: [])
        #expect(try unused.listed() == ["fourth.gif"])
        #expect(try unused.unused().list().report.contains("    also at /wp-content/uploads/2020/01/third.gif\n"))
        #expect(try unused.unused().delete().exit == .success)
        #expect(try await unused.magazine.page("/wp-content/uploads/2020/01/one.gif").status == 200)
        for name in ["third", "fourth"] {
            #expect(try await unused.magazine.page("/wp-content/uploads/2020/01/\(name).gif").status == 404)
        }
    }

    @Test("files without an ending, and with odd ones, are found in texts too")
    func oddNames() async throws {
        let unused = try UnusedMagazine()
        try await unused.importing(
            [
                .post(
                    1,
                    body:
                        "<a href=\"/wp-content/uploads/2020/01/READ%20ME\">x</a> <img src=\"/wp-content/uploads/2020/01/x.gif~\">"
                )
            ],
            files: ["READ ME", "x.gif~", "other"])
        #expect(try unused.listed() == ["other"])
    }

    @Test("a folder of Markdown: what its texts show stays, what only lies there goes")
    func markdown() async throws {
        let unused = try UnusedMagazine()
        let folder = try TemporaryFolder()
        try folder.write(
            "---\ntitle: One\ndate: 2020-01-15\npicture: /pictures/lead.gif\n---\n![A boat](/pictures/boat.gif)\n\n[paper](<my paper.txt>)\n",
            to: "content/articles/one.md")
        for name in ["lead.gif", "boat.gif", "left.gif"] {
            try folder.write(SmallFiles.gif + Array(name.utf8), to: "static/pictures/\(name)")
        }
        try folder.write("Words.", to: "static/my paper.txt")
        try await unused.magazine.importing(folder: folder.path)
        let report = try unused.unused().list().report
        #expect(report.contains("1 file that nothing uses") && report.contains("  /pictures/left.gif"), "\(report)")
    }
}
