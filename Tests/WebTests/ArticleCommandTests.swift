import Foundation
import Storage
import TestSupport
import Testing

@Suite("stet article")
struct ArticleCommandTests {
    private func article(_ magazine: TemporaryMagazine, _ words: String...) async throws -> ChildProcess.Ending {
        try await ChildProcess.run(ChildProcess.stet, ["article"] + words + ["--data", magazine.directory.path])
    }

    private func magazine() async throws -> TemporaryMagazine {
        let magazine = try await TemporaryMagazine(
            WXRText([.post(1, "One"), .post(2, "Two") { $0.status = "draft" }], terms: [WXRText.category(1, "boats", "Boats")]))
        try magazine.close()
        return magazine
    }

    @Test("a running server publishes, edits and withdraws for the command, and readers see it with the next page")
    func handedOver() async throws {
        let magazine = try await magazine()
        let text = try magazine.folder.write("Written *elsewhere*.\n", to: "text.md")
        try await ServingProcess.run(magazine.directory.path) { server async throws in
            #expect(try await server.get("/2020/01/item-2/")?.status == 404)
            let published = try await article(magazine, "publish", "item-2", "--date", "2020-01-20")
            #expect(published.code == 0 && published.error == "", "\(published)")
            #expect(published.output == "“Two” (article 2) is published at /2020/01/item-2/ (version 2).\n")
            #expect(try await server.get("/")?.text.contains("Two") == true)
            let edited = try await article(
                magazine, "edit", "/2020/01/item-2/", "--title", "Two, edited", "--section", "Boats", "--slug", "second",
                "--body",
                text, "--sticky", "--if-version", "2")
            #expect(edited.code == 0, "\(edited)")
            #expect(try await server.get("/2020/01/item-2/")?["location"] == "/2020/01/second/")
            let page = try await server.get("/2020/01/second/")
            #expect(page?.text.contains("<h1>Two, edited</h1>") == true && page?.text.contains("<em>elsewhere</em>") == true)
            #expect(try await server.get("/category/boats/")?.text.contains("Two, edited") == true)
            let late = try await article(magazine, "edit", "second", "--title", "Three", "--if-version", "2")
            #expect(late.code == 1 && late.output.contains("was saved by somebody else since version 2"))
            #expect(try await article(magazine, "withdraw", "second").code == 0)
            #expect(try await server.get("/2020/01/second/")?.status == 410)
            #expect(try await server.get("/")?.text.contains("Two, edited") == false)
        }
        // And with nobody there.
        let listed = try await article(magazine, "list", "--status", "draft", "--json")
        #expect(listed.code == 0 && listed.output.contains("\"title\" : \"Two, edited\""))
        #expect(try await article(magazine, "--numbers", "--search", "edited").output == "2\n")
        let shown = try await article(magazine, "show", "second")
        #expect(shown.code == 0 && shown.output.hasSuffix("\n\nWritten *elsewhere*.\n"), "\(shown)")
        let check = try await ChildProcess.run(ChildProcess.stet, ["check", "--data", magazine.directory.path])
        #expect(check.code == 0, "\(check)")
    }

    @Test("a running server renames, arranges and leads on for the commands")
    func others() async throws {
        let magazine = try await TemporaryMagazine(
            WXRText(
                [
                    .post(1, "One") { $0.terms = [("category", "boats", "Boats")] },
                    .menuEntry(11, "First", menu: "main", kind: "custom", url: "https://old.example/first/", order: 1),
                    .menuEntry(12, "Second", menu: "main", kind: "custom", url: "https://old.example/second/", order: 2),
                ], terms: [WXRText.category(1, "boats", "Boats")]))
        try magazine.set([("menu", "main")])
        try magazine.close()
        func stet(_ words: String...) async throws -> ChildProcess.Ending {
            try await ChildProcess.run(ChildProcess.stet, words + ["--data", magazine.directory.path])
        }
        try await ServingProcess.run(magazine.directory.path) { server async throws in
            #expect(try await stet("section", "rename", "boats", "Ships").code == 0)
            #expect(try await server.get("/category/boats/")?.text.contains("<h1>Ships</h1>") == true)
            #expect(try await stet("menu", "move", "main", "Second", "1").output == "“Second” stands at place 1 now.\n")
            let front = try #require(try await server.get("/")?.text)
            let places = [front.range(of: "/second/"), front.range(of: "/first/")].compactMap(\.self?.lowerBound)
            #expect(places.count == 2 && places == places.sorted())
            #expect(try await stet("redirect", "add", "/old/", "/2020/01/item-1/").code == 0)
            #expect(try await server.get("/old/")?["location"] == "/2020/01/item-1/")
            #expect(try await stet("redirect", "remove", "/old/").code == 0)
            #expect(try await server.get("/old/")?.status == 404)
            #expect(try await stet("redirect", "add", "/2020/01/item-1/", "/").code == 1)
            #expect(try await stet("redirect", "remove", "/old/").code == 3)
            #expect(try await stet("redirect", "add", "/", "/x/").error == "/ is the front page, and cannot lead elsewhere.\n")
            #expect(try await stet("redirect", "add", "/feed/", "/x/").error.contains("every magazine answers itself"))
            #expect(try await stet("redirect", "add", "/q/", "javascript:alert(1)").error.contains("is nothing to lead to"))
            #expect(try await stet("redirect", "add", "old", "/x/").output == "/old leads to /x/ now.\n")
            #expect(try await stet("menu", "move", "main", "Third", "1").code == 2)
            #expect(try await stet("author").output.contains("/author/anna/"))
            #expect(try await stet("tag").output == "There is no tag.\n")
        }
    }

    @Test("what cannot be asked for ends with 2, what is not there with 3, and a sentence says what is right")
    func refusals() async throws {
        let magazine = try await magazine()
        for (words, code, sentence) in [
            (["edit", "1"], 2, "Say what shall be different"),
            (["edit", "1", "--format", "html"], 2, "--format says what --body is"),
            (["edit", "1", "--section", "boat"], 2, "did you mean ‘boats’?"),
            (["edit", "1", "--body", "/nowhere.md"], 3, "cannot be read"),
            (["publish", "1", "2", "--if-version", "1"], 2, "--if-version is of one article"),
            (["publish", "nosuch"], 3, "There is no article “nosuch”"), (["list", "--limit", "0"], 2, "from 1 to 1000000"),
            (["edit", "1", "--language", "x x"], 2, "is no language"),
            (["list", "--status", "drafts"], 2, "did you mean ‘draft’? There are: draft, review,"),
            (["list", "--status", "foo"], 2, "There is no status “foo”. There are: draft, review,"),
            (["edit", "1", "--section", "nosuch"], 2, "in this magazine. Give its slug or its name.\n"),
            (["edit", "1", "--title", "\u{1B}[31mred"], 2, "The title holds control characters"),
        ] as [([String], Int32, String)] {
            let ending = try await ChildProcess.run(
                ChildProcess.stet, ["article"] + words + ["--data", magazine.directory.path])
            #expect(ending.code == code && ending.error.contains(sentence) && ending.output == "", "\(words): \(ending)")
        }
        let latin = try magazine.folder.write([0x63, 0x61, 0x66, 0xE9], to: "latin.md")
        let ending = try await article(magazine, "edit", "1", "--body", latin)
        #expect(ending.code == 3 && ending.error.contains("is not UTF-8"))
    }
}
