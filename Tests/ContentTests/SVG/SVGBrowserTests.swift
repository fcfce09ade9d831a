import Content
import Foundation
import TestSupport
import Testing

@Suite(
    "What Chromium does with a picture before and after",
    .enabled(if: InstalledProgram.chromium.isInstalled, "chromium is not installed"), .serialized)
struct SVGBrowserTests {
    @Test("no attack runs or loads anything, though most do before they are cleaned")
    func attacksDoNothing() throws {
        #expect(try fired { Array($0.utf8) }.count > 60, "attacks that no browser falls for prove nothing")
        #expect(try fired { (try? SVGSanitizer().sanitize(Array($0.utf8)))?.svg } == [])
    }

    @Test("an attack opened in a tab of its own does nothing", arguments: ["script", "onload", "import"])
    func tabsDoNothing(name: String) throws {
        let attack = try #require(SVGAttack.all.first { $0.name == name })
        let server = try LoopbackServer()
        defer { server.close() }
        let picture = Array(attack.picture(canary: server.origin + "/canary/").utf8)
        server.serve(picture, as: "image/svg+xml", at: "/before.svg")
        server.serve(try SVGSanitizer().sanitize(picture).svg, as: "image/svg+xml", at: "/after.svg")
        let shot = FileManager.default.temporaryDirectory.appending(path: "stet-\(UUID().uuidString).png").path
        defer { try? FileManager.default.removeItem(atPath: shot) }
        _ = try InstalledProgram.document(at: server.origin + "/after.svg", screenshot: shot)
        #expect(FileManager.default.fileExists(atPath: shot))
        #expect(server.asked.filter { $0 != "/favicon.ico" } == ["/after.svg"])
        _ = try InstalledProgram.document(at: server.origin + "/before.svg", screenshot: shot)
        #expect(server.asked.contains("/canary/" + name))
    }

    @Test("harmless pictures look the same to the last pixel")
    func picturesLookTheSame() throws {
        let before = SVGSample.all.map { Array(($0.name == SVGSample.page.name ? declared($0.picture) : $0.picture).utf8) }
        let after = try SVGSample.all.map { try SVGSanitizer().sanitize(Array($0.picture.utf8)).svg }
        let drawn = try drawing(of: before)
        #expect(try drawing(of: after) == drawn)
        for index in SVGSample.all.indices {
            var spoilt = after
            spoilt[index] = Array("<svg xmlns=\"http://www.w3.org/2000/svg\"/>".utf8)
            #expect(try drawing(of: spoilt) != drawn, "\(SVGSample.all[index].name) is not to be seen at all")
        }
    }

    @Test(
        "a page that shows the shared pictures looks the same",
        .enabled(if: SharedMaterial.isAtHand, Comment(rawValue: SharedMaterial.absence)))
    func sharedPicturesLookTheSame() throws {
        let before = try ["XMP", "blankpage", "logo"].map { name in
            Array(try Data(contentsOf: URL(filePath: SharedMaterial.path("images/svg/\(name).svg"))))
        }
        let after = try before.map { try SVGSanitizer().sanitize($0).svg }
        #expect(try drawing(of: after) == drawing(of: before))
    }

    /// A PNG of a page with these pictures.
    private func drawing(of pictures: [[UInt8]]) throws -> Data {
        let server = try LoopbackServer()
        defer { server.close() }
        var page = "<!doctype html><body style=\"background:#cfe\">"
        for (number, picture) in pictures.enumerated() {
            server.serve(picture, as: "image/svg+xml", at: "/\(number).svg")
            page += "<img width=300 height=240 src=\"/\(number).svg\">"
        }
        server.serve(page.utf8, as: "text/html", at: "/")
        let shot = FileManager.default.temporaryDirectory.appending(path: "stet-\(UUID().uuidString).png")
        defer { try? FileManager.default.removeItem(at: shot) }
        _ = try InstalledProgram.document(at: server.origin + "/", screenshot: shot.path)
        return try Data(contentsOf: shot)
    }

    private func declared(_ picture: String) -> String {
        picture.replacing("<svg ", with: "<svg xmlns=\"http://www.w3.org/2000/svg\" ")
    }

    /// The names of the attacks whose address was asked for when each was opened in a frame of a page.
    private func fired(cleaning: (String) -> [UInt8]?) throws -> Set<String> {
        let server = try LoopbackServer()
        defer { server.close() }
        var page = "<!doctype html>"
        for attack in SVGAttack.all {
            guard let picture = cleaning(attack.picture(canary: server.origin + "/canary/")) else { continue }
            server.serve(picture, as: "image/svg+xml", at: "/\(attack.name).svg")
            page += "<iframe src=\"/\(attack.name).svg\"></iframe>"
        }
        server.serve(page.utf8, as: "text/html", at: "/")
        _ = try InstalledProgram.document(at: server.origin + "/")
        let asked = Set(server.asked)
        #expect(SVGAttack.all.count { asked.contains("/\($0.name).svg") } > 70, "the frames were not opened")
        return Set(asked.filter { $0.hasPrefix("/canary/") }.map { String($0.dropFirst(8)) })
    }
}
