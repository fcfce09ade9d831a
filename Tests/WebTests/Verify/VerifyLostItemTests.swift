import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@Suite("What did not go in is asked for", .everyEngine)
struct VerifyLostItemTests {
    @Test("an item whose number another has, one that a person left out, and one that is too large are lost in the report")
    func lost() async throws {
        let magazine = try TemporaryMagazine()
        var choices = WordPressChoices()
        choices.types["product"] = WordPressChoices.ItemType.none
        let large = String(repeating: "word ", count: 17 << 18)
        try await magazine.importing(
            WXRText([
                .post(1, "First"), .post(1, "Second") { $0.link = "https://old.example/2020/01/item-12/" },
                .post(2, "Lamp") { ($0.type, $0.link) = ("product", "https://old.example/product/lamp/") },
                .post(3, "Large", body: large) { $0.link = "https://old.example/large/" },
                .post(5, "Style") { ($0.type, $0.link) = ("custom_css", "https://old.example/custom_css/mine/") },
                .post(6, "Block") { ($0.type, $0.link) = ("wp_block", "https://old.example/?post_type=wp_block&p=6") },
            ]).text, choices: choices)
        let run = try await VerifyRun(magazine)
        for address in ["/2020/01/item-12/", "/product/lamp/", "/large/"] {
            #expect(run[address]?.verdict == .lost, "\(address): \(String(describing: run[address]))")
        }
        #expect(run.result.exit == .incomplete && !run.result.report.hasPrefix("All "))
        #expect(run["/2020/01/item-1/"]?.verdict == .answers)
        #expect(!run.addresses.contains { ["/custom_css/mine/", "/?p=6"].contains($0.address) })
        #expect(!run.addresses.contains { $0.address.contains("wp_block") })

        // Whoever leads its address on by hand has decided what is there.
        let file = try magazine.folder.write("Redirect 301 /product/lamp/ /2020/01/item-1/\n", to: "r.htaccess")
        _ = try await magazine.working(.importRedirects(files: [file], isDryRun: false, ledger: nil))
        let later = try await VerifyRun(magazine)
        #expect(later["/product/lamp/"]?.verdict == .leadsOn)
        #expect(later["/large/"]?.verdict == .lost)
    }
}
