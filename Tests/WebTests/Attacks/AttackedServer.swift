import Foundation
import Storage
import TestSupport
import Testing

/// The real program with a magazine that has one of everything which is answered, and its figures.
///
/// Its own address is `https://magazine.example`, so that `www.magazine.example` is led there.
struct AttackedServer: Sendable {
    static let origin = "https://magazine.example"
    /// An article, kept once it was asked for.
    static let page = "/2020/01/item-7/"
    /// Leads to the article.
    static let redirect = "/2020/01/old-quay/"
    static let gone = "/wp-admin/setup.php"
    static let file = "/wp-content/uploads/2020/01/five.txt"
    static let picture = "/wp-content/uploads/2020/01/a.gif"
    static let document = "/wp-content/uploads/2020/01/report.pdf"

    let readers: ServingProcess
    private let admin: ServingProcess

    /// - Parameter articles: how many more there are, at `/2020/01/item-1001/` and so on.
    static func run<Result: Sendable>(
        articles: Int = 0, options: [String] = [], _ body: (AttackedServer) async throws -> Result
    ) async throws -> Result {
        let magazine = try await magazine(articles: articles)
        return try await run(magazine, options: options, body)
    }

    /// The same with a magazine that is there already.
    static func run<Result: Sendable>(
        _ magazine: TemporaryMagazine, options: [String] = [], _ body: (AttackedServer) async throws -> Result
    ) async throws -> Result {
        try await ServingProcess.run(magazine.directory.path, options: ["--admin-port", "0"] + options) { readers in
            #expect(try await readers.process.hasWritten("/metrics\n"))
            let mark = "Its metrics are at http://127.0.0.1:"
            let start = try #require(readers.process.output.range(of: mark)?.upperBound)
            let port = try #require(Int(readers.process.output[start...].prefix { $0.isNumber }))
            let server = AttackedServer(readers: readers, admin: ServingProcess(port: port, process: readers.process))
            let result = try await body(server)
            #expect(readers.process.isRunning, "\(readers.process.error)")
            #expect(try await server.get(page)?.status == 200)
            return result
        }
    }

    /// Nobody works on it when it is returned.
    static func magazine(articles: Int = 0) async throws -> TemporaryMagazine {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        try magazine.folder.write("12345", to: "uploads/2020/01/five.txt")
        try magazine.folder.write("%PDF-1.4\n%%EOF\n", to: "uploads/2020/01/report.pdf")
        let words = String(repeating: "Words and words of the harbour. ", count: 60)
        let items: [WXRText.Item] =
            [
                .attachment(5, "a.gif", alt: "A"), .attachment(6, "five.txt"),
                .post(7, "The quay", body: "<p>\(words)</p>") { item in
                    item.meta = [("_wp_old_slug", "old-quay"), ("_thumbnail_id", "5")]
                    item.terms = [("category", "sea", "Sea"), ("post_tag", "boats", "Boats")]
                    item.comments = [.init(1, "A comment.", author: "Bo")]
                },
                .post(8, "Two pages", body: "<p>One</p>\n<!--nextpage-->\n<p>Two</p>"), .page(9, "About"),
                .attachment(10, "report.pdf"),
            ] + (0..<articles).map { number in .post(1001 + number, "Story \(1001 + number)", body: "<p>\(words)</p>") }
        try await magazine.importing(WXRText(items).text, uploads: magazine.folder["uploads"])
        try magazine.set([("base_url", origin)])
        try magazine.close()
        return magazine
    }

    var port: Int { readers.port }

    /// One request on a connection of its own.
    func get(_ path: String, headers: String = "Host: magazine.example") async throws -> RawAnswer? {
        try await readers.get(path, headers: headers)
    }

    /// What `/metrics` says.
    func figures() async throws -> PrometheusText {
        let answer = try #require(try await admin.get("/metrics"))
        return try PrometheusText(answer.text)
    }

    func figure(_ name: String, _ labels: [String: String] = [:]) async throws -> Int {
        Int(try await figures().value(name, labels) ?? 0)
    }

    /// Sends requests one behind the other on one connection, and returns what came back until the server closed.
    func wire(_ text: String) async throws -> [UInt8] {
        try await withRawConnection(port) { connection in
            connection.send(text)
            return connection.rest()
        }
    }
}

extension RawAnswer {
    /// All of it but when it was sent.
    var timeless: String {
        let fields = fields.filter { $0.name != "date" }.map { "\($0.name): \($0.value)" }.sorted()
        return "\(status)\n\(fields.joined(separator: "\n"))\n\n\(text)"
    }

    /// What a reader sees of it: also the same where it was made at another time, or comes over a connection that ends.
    var content: String {
        let fields = fields.filter { !["date", "last-modified", "connection"].contains($0.name) }
        return "\(status)\n\(fields.map { "\($0.name): \($0.value)" }.sorted().joined(separator: "\n"))\n\n\(text)"
    }

    /// Where a browser goes from the magazine: it takes `\` for `/`, and leaves out tabs and ends of lines.
    var destination: String? {
        self["location"].map { location in
            let read = String(
                location.unicodeScalars.filter { !"\t\r\n".unicodeScalars.contains($0) }.map { $0 == "\\" ? "/" : Character($0) })
            let trimmed = String(read.drop { $0 == " " })
            return trimmed.hasPrefix("/") && !trimmed.hasPrefix("//") ? AttackedServer.origin + trimmed : trimmed
        }
    }

    /// Whether it leads to the magazine itself, if anywhere.
    var staysHome: Bool { destination.map { $0.hasPrefix(AttackedServer.origin + "/") } ?? true }
}
