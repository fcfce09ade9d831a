import Content
import Editorial
import Storage
import TestSupport
import Testing

@Suite("Redirects of an old site", .everyEngine)
struct RedirectImportTests {
    /// Two articles, a file, and redirects in a file of a name.
    private func magazine(_ text: String, named name: String) async throws -> (TemporaryMagazine, WorkResult, LedgerJSON) {
        let magazine = try TemporaryMagazine()
        try await magazine.importing(WXRText([.post(1), .post(2)]).text)
        let file = try magazine.folder.write(text, to: name)
        let (store, directory, ledger) = (magazine.store, magazine.directory, magazine.folder["redirects-ledger.json"])
        let result = try await onThread {
            try Work.importRedirects(files: [file], isDryRun: false, ledger: ledger).perform(
                with: TemporaryMagazine.tools(of: directory), monitor: ImportMonitor()
            ) { store }
        }
        #expect(try magazine.problems() == [])
        return (magazine, result, try LedgerJSON(path: ledger))
    }

    private func location(_ path: String, _ magazine: TemporaryMagazine) async throws -> String? {
        try await magazine.page(path).location
    }

    @Test(
        "what the Redirection plugin exports as JSON leads on in one step; what it switched off, asks who comes, or matches by pattern is told"
    )
    func json() async throws {
        let (magazine, result, ledger) = try await magazine(
            #"""
            {"plugin": {"version": "5.3"}, "groups": [], "redirects": [
              {"url": "/old/", "action_type": "url", "action_code": 301, "action_data": {"url": "/2020/01/item-1/"}, "match_type": "url", "regex": false, "enabled": true},
              {"url": "/older/", "action_type": "url", "action_code": 302, "action_data": {"url": "https://www.old.example/old/#part"}, "match_type": "url", "regex": 0},
              {"url": "/away", "action_type": "url", "action_code": 301, "action_data": {"url": "https://elsewhere.example/x?y=1"}},
              {"url": "/gone/", "action_type": "error", "action_code": 410, "action_data": {"url": ""}},
              {"url": "/off/", "action_type": "url", "action_code": 301, "action_data": {"url": "/2020/01/item-1/"}, "enabled": false},
              {"url": "^/a/(.*)", "action_type": "url", "action_code": 301, "action_data": {"url": "/b/$1"}, "regex": true},
              {"url": "/who/", "action_type": "url", "action_code": 301, "action_data": {"url_from": "/x"}, "match_type": "login"},
              {"url": "/2020/01/item-2/", "action_type": "url", "action_code": 301, "action_data": {"url": "/2020/01/item-1/"}},
              {"url": "/feed/", "action_type": "url", "action_code": 301, "action_data": {"url": "/2020/01/item-1/"}},
              {"url": "/bad/", "action_type": "url", "action_code": 301, "action_data": {"url": "javascript:alert(1)"}},
              {"url": "/empty/", "action_type": "url", "action_code": 301, "action_data": "/nothing-here/"}
            ]}
            """#, named: "redirection.json")
        #expect(try await location("/old/", magazine) == "/2020/01/item-1/")
        #expect(try await location("/older/", magazine) == "/2020/01/item-1/#part")
        #expect(try await location("/away", magazine) == "https://elsewhere.example/x?y=1")
        #expect(try await location("/old", magazine) == "/2020/01/item-1/", "one step, whatever the slash")
        #expect(try await magazine.page("/gone/").status == 410)
        #expect(try await magazine.page("/2020/01/item-2/").status == 200)
        for path in ["/off/", "/who/", "/bad/"] { #expect(try await magazine.page(path).status == 404) }
        #expect(result.exit == .incomplete && ledger.reconciles)
        let outcomes = Dictionary(ledger.entries.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
        #expect(outcomes["/off/"]?.reason == "it is switched off")
        #expect(outcomes["^/a/(.*)"]?.outcome == .leftOut)
        #expect(outcomes["/2020/01/item-2/"]?.reason == "something stands at its address")
        #expect(outcomes["/older/"]?.reason == "it was for a while (302), and is for good here (301)")
        #expect(outcomes["/empty/"]?.reason == "nothing stands where it leads, at /nothing-here/")
        #expect(outcomes["/bad/"]?.outcome == .failed)
    }

    @Test("chains in a file become single steps in whatever order they stand, and what leads back to itself is refused")
    func chains() async throws {
        let (magazine, _, ledger) = try await magazine(
            """
            source,target,regex,code,type,hits,title,status\r
            /a/,/b/,0,301,url,5,"",active\r
            /b/,/c/,0,301,url,5,"A ""quoted"" title, with a comma\r
            and a line",active\r
            /c/,/2020/01/item-1/,0,301,url,0,,active\r
            /c2/,/a/,0,308,url,0,,active\r
            /self/,/self/,0,301,url,0,,active\r
            /x/,/y/,0,301,url,0,,active\r
            /y/,/x/,0,301,url,0,,active\r
            /off/,/a/,0,301,url,0,,disabled\r
            """, named: "redirects.csv")
        for path in ["/a/", "/b/", "/c/", "/c2/"] { #expect(try await location(path, magazine) == "/2020/01/item-1/", "\(path)") }
        let failed = ledger.entries.filter { $0.outcome == .failed }
        #expect(failed.map(\.id) == ["/self/", "/y/"])
        #expect(failed.allSatisfy { $0.reason == "it would lead back to itself" })
        #expect(failed.map(\.line) == [7, 9])
        #expect(try await location("/x/", magazine) == "/y/")
    }

    @Test("the Redirect lines of an .htaccess are taken, patterns are told, WordPress's own rules and all else are left alone")
    func htaccess() async throws {
        let (magazine, _, ledger) = try await magazine(
            #"""
            # BEGIN WordPress
            <IfModule mod_rewrite.c>
            RewriteEngine On
            RewriteRule . /index.php [L,R=301]
            </IfModule>
            # END WordPress
            AddType text/html .html
            Redirect 301 /one https://old.example/2020/01/item-1/
              redirectpermanent "/with space/" /2020/01/item-2/
            Redirect gone /removed.html
            RedirectTemp /soon /2020/01/item-1/
            Redirect /plain \
              /2020/01/item-2/
            RedirectMatch 301 ^/x/(.*)$ /y/$1
            RewriteRule ^z/(.*)$ /2020/$1 [R=301,L]
            RewriteCond %{HTTPS} off
            """#, named: ".htaccess")
        #expect(try await location("/one", magazine) == "/2020/01/item-1/")
        #expect(try await location("/plain", magazine) == "/2020/01/item-2/")
        #expect(try await location("/soon", magazine) == "/2020/01/item-1/")
        #expect(try await magazine.page("/removed.html").status == 410)
        #expect(ledger.entries.filter { $0.outcome == .leftOut }.map(\.line) == [14, 15])
        #expect(ledger.notes.contains { $0.contains("everything below an address") })
    }

    @Test("what stands stays, the first of two rules is taken, spaces are no fault, and all lead on in one step")
    func standing() async throws {
        let (magazine, _, ledger) = try await magazine(
            #"""
            {"redirects": [
              {"url": "/no-slash", "action_data": {"url": "/2020/01/item-1"}},
              {"url": "/number/", "action_data": {"url": "/?p=2#end"}},
              {"url": "/dup/", "action_data": {"url": "/2020/01/item-1/"}},
              {"url": "/dup/",
               "action_data": {"url": "/2020/01/item-2/"}},
              {"url": "/sp ace/", "action_data": {"url": "/2020/01/item-2/"}},
              {"url": "/2020/01/item-1/2/", "action_data": {"url": "/2020/01/item-2/"}},
              {"url": "/?p=1", "action_data": {"url": "/2020/01/item-2/"}},
              {"url": "/2020/", "action_data": {"url": "/2020/01/item-2/"}},
              {"url": "/2020/01/item-1/feed/", "action_data": {"url": "/2020/01/item-2/"}},
              {"url": "/old", "action_data": {"url": "/2020/01/item-1/"}},
              {"url": "/old/", "action_data": {"url": "/2020/01/item-2/"}},
              {"url": "/2019/ite/", "action_data": {"url": "/2020/01/item-2/"}}
            ]}
            """#, named: "redirection.json")
        for (path, target) in [
            ("/no-slash", "/2020/01/item-1/"), ("/number/", "/2020/01/item-2/#end"), ("/dup/", "/2020/01/item-1/"),
            ("/sp%20ace/", "/2020/01/item-2/"), ("/old", "/2020/01/item-1/"), ("/old/", "/2020/01/item-2/"),
            ("/2019/ite/", "/2020/01/item-2/"), ("/2020/01/item-1/2/", "/2020/01/item-1/"),
        ] { #expect(try await location(path, magazine) == target, "\(path)") }
        #expect(try await magazine.page("/2020/").status == 200)
        #expect(try await magazine.page("/2020/01/item-1/feed/").status == 200)
        let out = ledger.entries.filter { $0.outcome == .leftOut }
        #expect(out.map(\.line) == [5, 8, 9, 10, 11])
        #expect(out.first?.reason.contains("redirection.json:4") == true)
    }

    @Test(
        "a file that holds none, or is none, changes nothing and is told in a sentence",
        arguments: ["", "{\"posts\": []}", "[1]", "Hello"])
    func unreadable(_ text: String) async throws {
        let magazine = try TemporaryMagazine()
        let file = try magazine.folder.write(text, to: "redirects")
        let (store, directory) = (magazine.store, magazine.directory)
        await #expect(throws: ImportError.self) {
            try await onThread {
                try Work.importRedirects(files: [file], isDryRun: false, ledger: nil).perform(
                    with: TemporaryMagazine.tools(of: directory), monitor: ImportMonitor()
                ) { store }
            }
        }
    }

    @Test("A67: addresses from before a slug or a date was changed lead to the article, unless something else stands there")
    func oldSlugs() async throws {
        let export = WXRText([
            .post(1) { $0.meta = [("_wp_old_slug", "first-name"), ("_wp_old_slug", "item-2"), ("_wp_old_date", "2019-12-24")] },
            .post(2),
            .page(3) { $0.meta = [("_wp_old_slug", "old-page")] },
            .post(4) {
                $0.meta = [("_wp_old_slug", "entwurf")]
                $0.status = "draft"
            },
        ])
        let magazine = try await TemporaryMagazine(export)
        for old in ["/2020/01/first-name/", "/2019/12/first-name/", "/2019/12/item-1/", "/2019/12/item-2/"] {
            #expect(try await location(old, magazine) == "/2020/01/item-1/", "\(old)")
        }
        #expect(try await magazine.page("/2020/01/item-2/").status == 200)
        for path in ["/old-page/", "/2020/01/entwurf/"] { #expect(try await magazine.page(path).status == 404) }
        #expect(try magazine.problems() == [])
    }
}
