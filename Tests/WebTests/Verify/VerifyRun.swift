import Editorial
import Foundation
import Storage
import TestSupport

@testable import Web

/// What `stet verify` found, read back from what it wrote.
struct VerifyRun {
    let result: WorkResult
    let html: String
    let addresses: [VerifiedAddress]
    let json: JSON

    struct JSON: Decodable {
        var addresses: [VerifiedAddress]
        var totals: [String: [String: Int]]
        var titles, words, texts, pictures: VerifiedSite.Share
        var chains, lost: Int
        var notes: [String]
    }

    init(_ magazine: TemporaryMagazine, _ change: (inout VerifyRequest) -> Void = { _ in }) async throws {
        var request = VerifyRequest(report: magazine.folder["report.html"], json: magazine.folder["report.json"])
        change(&request)
        let (work, store, directory) = (Work.verify(request), magazine.store, magazine.directory)
        result = try await onThread {
            try work.perform(with: TemporaryMagazine.tools(of: directory), monitor: ImportMonitor()) { store }
        }
        html = try String(contentsOfFile: magazine.folder["report.html"], encoding: .utf8)
        json = try JSONDecoder().decode(JSON.self, from: Data(contentsOf: URL(filePath: magazine.folder["report.json"])))
        addresses = json.addresses
    }

    subscript(address: String) -> VerifiedAddress? { addresses.first { $0.address == address } }

    /// Those that are lost, but for feeds and pages of listings.
    var lost: [String] { addresses.filter { $0.verdict == .lost }.map(\.address) }
}
