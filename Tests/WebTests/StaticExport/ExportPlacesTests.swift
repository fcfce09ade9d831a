import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@testable import Web

@Suite("Addresses that want one file", .everyEngine)
struct ExportPlacesTests {
    private func magazine(_ addresses: [String]) async throws -> TemporaryMagazine {
        let magazine = try await TemporaryMagazine(
            WXRText(
                addresses.enumerated().map { index, address in
                    .post(index + 1, "Headline \(index + 1)", body: "Text of \(index + 1).") {
                        $0.link = "https://old.example\(address)"
                    }
                }))
        for address in addresses { #expect(try await magazine.page(address).status == 200, "\(address)") }
        return magazine
    }

    @Test("articles where every magazine has its forms of pictures, its styles and its search get their files")
    func built() async throws {
        let addresses = ["/images/tour/", "/images/plan", "/theme/how/", "/search/", "/robots/"]
        let magazine = try await magazine(addresses)
        let export = try await magazine.exportingSite()
        #expect(export.exit == .success, "\(export.report)")
        let server = StaticServer(folder: magazine.folder["out"])
        for address in addresses {
            let page = try await magazine.page(address)
            #expect(server.get(address.hasSuffix("/") ? address : address + "/") == .file(Array(page.body.utf8)), "\(address)")
        }
        #expect(try await magazine.exportingSite(isProof: true).exit == .success)
        // Without the article the search has its page again.
        try await magazine.editing("item-4") { $0.status = .draft }
        try await magazine.store.write { transaction in
            if let search = Permalink("/search/") { try transaction.release(search, of: .gone) }
        }
        _ = try await magazine.exportingSite()
        try await magazine.expectFresh("without the article at /search/", least: 30)
    }

    @Test(
        "of two that a server of files cannot tell apart one has the file, and the other is named with it, by the run and by the proof",
        arguments: [
            (["/p", "/p/"], "/p/", "/p: its file would be that of /p/"),
            (["/p/index.html", "/p/"], "/p/", "/p/index.html: its file would be that of /p/"),
            (["/index.html"], "/", "/index.html: its file would be that of /"),
            (["/authors"], "/authors/", "/authors: its file would be that of /authors/"),
            (["/a%2Bb/", "/a+b/"], "/a+b/", "/a%2Bb/: its file would be that of /a+b/"),
            (["/robots.txt/"], "/robots.txt", "/robots.txt/: its file would be that of /robots.txt"),
            (["/404.html"], "/404.html", "/404.html: what the magazine has there has no file"),
        ])
    func twins(addresses: [String], winner: String, sentence: String) async throws {
        let magazine = try await magazine(addresses)
        let export = try await magazine.exportingSite()
        #expect(export.exit == .incomplete && export.report.contains(sentence), "\(export.report)")
        let out = StaticServer(folder: magazine.folder["out"])
        if winner != "/404.html" {
            #expect(try await out.get(winner) == .file(Array(magazine.page(winner).body.utf8)))
        } else {
            guard case .file(let page) = out.get(winner) else { throw ImportError.unreadable("no page") }
            #expect(!String(decoding: page, as: UTF8.self).contains("Text of 1."))
        }
        let proof = try await magazine.exportingSite(isProof: true)
        #expect(proof.exit == .incomplete && proof.report.contains(sentence), "\(proof.report)")
        #expect(!proof.report.contains("missing") && !proof.report.contains("different"), "\(proof.report)")
    }

    @Test("the other one gets the file when the first goes, and loses it when that comes again")
    func comesAndGoes() async throws {
        let magazine = try await magazine(["/p", "/p/"])
        _ = try await magazine.exportingSite()
        func text() throws -> String {
            String(decoding: try magazine.folder.contents(of: "out")["p/index.html"] ?? [], as: UTF8.self)
        }
        #expect(try text().contains("Text of 2."))
        try await magazine.editing("item-2") { $0.status = .draft }
        _ = try await magazine.exportingSite()
        #expect(try text().contains("Text of 1."))
        try await magazine.expectFresh("without /p/", least: 30)
        try await magazine.editing("item-2") { $0.status = .published }
        _ = try await magazine.exportingSite()
        #expect(try text().contains("Text of 2."))
        try await magazine.expectFresh("with /p/ again", least: 30)
    }

    @Test("a page that would stand below a file is named with that file, and has its place when the file is gone")
    func belowAFile() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write("High water.", to: "uploads/2020/01/tides.txt")
        try await magazine.importing(
            WXRText([
                .attachment(21, "tides.txt"),
                .post(1, "Below") { $0.link = "https://old.example/wp-content/uploads/2020/01/tides.txt/below/" },
            ]).text, uploads: magazine.folder["uploads"])
        let sentence =
            "/wp-content/uploads/2020/01/tides.txt/below/: /wp-content/uploads/2020/01/tides.txt has its place"
        for isProof in [false, true] {
            let result = try await magazine.exportingSite(isProof: isProof)
            #expect(result.exit == .incomplete && result.report.contains(sentence), "\(result.report)")
        }
        try await magazine.store.write { transaction in
            let path = "/wp-content/uploads/2020/01/tides.txt"
            for table in ["upload_source", "upload"] {
                try transaction.connection.run("DELETE FROM \(table) WHERE path = ?", [.text(path)])
            }
            transaction.touchFile(at: path)
        }
        for _ in 1...2 { _ = try await magazine.exportingSite() }
        try await magazine.expectFresh("without the file", least: 30)
    }

    @Test("a proof that finds much says how much more there is than it names")
    func more() async throws {
        let magazine = try await StaticExportTests.magazine()
        _ = try await magazine.exportingSite()
        for number in 1...33 { try magazine.folder.write("mine", to: "out/mine/\(number).txt") }
        let proof = try await magazine.exportingSite(isProof: true)
        #expect(proof.report.hasPrefix("33 extra:\n") && proof.report.hasSuffix("\n  and 13 more\n"), "\(proof.report)")
    }
}
