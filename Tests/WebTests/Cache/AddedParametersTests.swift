import Content
import Foundation
import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOEmbedded
import Site
import Storage
import TestSupport
import Testing

@testable import Web

/// What is added to an address and means nothing is answered from memory, and what means something never is.
@Suite("What is added to addresses", .everyEngine)
struct AddedParametersTests {
    private static let article = "/2020/01/item-7/"

    /// What readers ask, and what counts it.
    private struct Asking {
        let responder: SiteResponder
        let metrics = Metrics()
        let pages: Pages

        init(_ magazine: TemporaryMagazine) {
            pages = Pages(site: magazine.site, store: magazine.store, memory: 64 << 20, metrics: metrics)
            responder = SiteResponder(
                site: magazine.site, pages: pages, files: magazine.files, renditions: magazine.renditions, reader: FileReader())
        }

        /// The status, and where it leads.
        func get(_ target: String, host: String = "localhost") async throws -> String {
            let request = Request(
                head: HTTPRequest(method: .get, scheme: "http", authority: host, path: target),
                body: RequestBody(buffer: ByteBuffer()))
            let logger = Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
            let context = DeliveryContext(source: ApplicationRequestContextSource(channel: EmbeddedChannel(), logger: logger))
            let response = try await responder.respond(to: request, context: context)
            return "\(response.status.code) \(response.headers[.location] ?? "")"
        }
    }

    private func magazine() async throws -> TemporaryMagazine {
        let item = WXRText.Item.post(7, "The quay", body: "<p>One</p>\n<!--nextpage-->\n<p>Two</p>") { item in
            item.meta = [("_wp_old_slug", "old-quay")]
            item.terms = [("category", "sea", "Sea")]
        }
        return try await TemporaryMagazine(WXRText([item, .post(8)]))
    }

    @Test("what mails, networks and caches add to an address costs no look at the database")
    func unread() async throws {
        let magazine = try await magazine()
        let asking = Asking(magazine)
        let paths = [AddedParametersTests.article, "/", "/category/sea/", "/feed/", "/2020/01/old-quay/", "/nothing/at/all/"]
        var plain: [String: String] = [:]
        for path in paths { plain[path] = try await asking.get(path) }
        try magazine.close()
        for path in paths {
            for query in ["utm_source=mail", "utm_source=a&utm_medium=b&fbclid=c", "mc_cid=1&ref=x", "gclid="] {
                let answer = try await asking.get("\(path)?\(query)")
                let leads = plain[path]?.hasPrefix("301") == true
                #expect(try answer == (leads ? #require(plain[path]) + "?" + query : plain[path]), "\(path)?\(query)")
            }
            guard path != "/" else { continue }
            for query in ["x123=4", "amp", "v=%F0%9F%90%9F&amp;b", "P=7", "&&"] {
                #expect(try await asking.get("\(path)?\(query)").prefix(3) == plain[path]?.prefix(3), "\(path)?\(query)")
            }
        }
        // There a number or a name may be meant.
        #expect(try await asking.get("/?series=winter").hasPrefix("50"))
    }

    @Test("what says something is answered as before, also when the page of the path is kept")
    func telling() async throws {
        let magazine = try await magazine()
        let (kept, fresh) = (Asking(magazine), Asking(magazine))
        let path = AddedParametersTests.article
        let asked = [
            "\(path)?page=2", "\(path)?feed=rss2", "\(path)?replytocom=3", "\(path)?replytocom=3&utm_source=x",
            "\(path)?preview=true",
            "/category/sea/?paged=2", "/category/sea/?feed=atom", "/?p=7", "/?p=7&utm_source=x", "/?cat=1", "/?s=quay",
            "/?page_id=9",
            "/?feed=rss2", "/feed/?paged=2", "/search/?q=quay", "/search/?s=quay", "/oembed?url=http://localhost\(path)",
            "/?rest_route=/oembed/1.0/embed&url=x", "/nothing/?feed=rss2", "/page/2/?s=quay", "/index.php?p=7",
            "/?utm_source=x&p=7",
            "/2020/01/old-quay/?page=2", "/2020/01/old-quay/?utm_source=x",
        ]
        for address in asked { _ = try await kept.get(String(address.prefix { $0 != "?" })) }
        for address in asked { #expect(try await kept.get(address) == fresh.get(address), "\(address)") }
        #expect(try await kept.get("\(path)?page=2").hasPrefix("301 \(path)2/"))
        #expect(try await kept.get("/?p=7").hasPrefix("301 \(path)"))
    }

    @Test("an address with a query that comes to be answers from that commit on, and goes with another")
    func published() async throws {
        let magazine = try await magazine()
        let asking = Asking(magazine)
        let path = AddedParametersTests.article
        let permalink = try #require(Permalink("\(path)?x=1"))
        for isThere in [false, true, false] {
            if isThere { try magazine.store.writeWaiting { try $0.claim(permalink, for: .redirect("/")) } }
            #expect(try await asking.get("\(path)?x=1").hasPrefix(isThere ? "301 /" : "200"))
            #expect(try await asking.get("\(path)?x=1&utm_source=y").hasPrefix(isThere ? "301 /" : "200"))
            #expect(try await asking.get("\(path)?x=2").hasPrefix("200"))
            #expect(try await asking.get("/2020/01/item-8/?x=1").hasPrefix("200"))
            // The page of the other has nothing to do with it.
            #expect(asking.pages.find("/2020/01/item-8/") != nil)
            if isThere { try magazine.store.writeWaiting { try $0.release(permalink, of: .redirect("/")) } }
        }
    }

    @Test("one request counts once: as a hit or as a miss, and as neither where no cache is asked")
    func counted() async throws {
        let magazine = try await magazine()
        let asking = Asking(magazine)
        var counted: [[Int]] = []
        let path = AddedParametersTests.article
        for address in [path, path, "\(path)?utm_source=x", "\(path)?page=2", "/nowhere/", "/nowhere/", "/theme/none.css"] {
            let before = (asking.metrics.hits.value, asking.metrics.misses.value)
            _ = try await asking.get(address)
            counted.append([asking.metrics.hits.value - before.0, asking.metrics.misses.value - before.1])
        }
        #expect(counted == [[0, 1], [1, 0], [1, 0], [0, 0], [0, 1], [1, 0], [0, 1]])
    }
}
