import Foundation
import TestSupport
import Testing

/// The real program with real pictures: what readers get of them, and what not.
@Suite(
    "Pictures that are served",
    .enabled(if: SharedMaterial.isAtHand, "the material beside the project is not here (STET_SHARED)"))
struct PictureTests {
    /// A magazine with one photograph that lies on its side and tells where it was taken.
    private func magazine() async throws -> (folder: TemporaryFolder, data: String) {
        let folder = try TemporaryFolder()
        let photograph = [UInt8](try Data(contentsOf: URL(filePath: SharedMaterial.path("images/orientation/Landscape_6.jpg"))))
        let file = try folder.write(photograph, to: "uploads/2020/01/quay.jpg")
        let tagged = try await ChildProcess.run(
            "/usr/bin/exiftool",
            [
                "-q", "-overwrite_original", "-n", "-GPSLatitude=69.65", "-GPSLongitude=18.95", "-GPSLatitudeRef=N",
                "-GPSLongitudeRef=E",
                "-SerialNumber=123456789", "-Artist=Tomas Brekkhus", "-XMP-iptcCore:AltTextAccessibility=A quay in winter", file,
            ])
        #expect(tagged.code == 0, "\(tagged)")
        let sizes =
            "a:1:{s:5:\"sizes\";a:1:{s:6:\"medium\";a:3:{s:4:\"file\";s:16:\"quay-300x200.jpg\";s:5:\"width\";i:300;s:6:\"height\";i:200;}}}"
        let export = WXRText([
            .attachment(5, "quay.jpg") { $0.meta.append(("_wp_attachment_metadata", sizes)) },
            .post(
                6,
                body: """
                    Before. <img src="http://old.example/wp-content/uploads/2020/01/quay-300x200.jpg" alt="" width="300" height="200" />
                    <img src="http://old.example/wp-content/uploads/2020/01/quay.jpg" alt="The quay, seen from the sea" />
                    <img src="http://old.example/wp-content/uploads/2020/01/gone.jpg" alt="A boat that is gone" /> After.
                    """
            ) { $0.meta = [("_thumbnail_id", "5")] },
        ])
        let ending = try await ChildProcess.run(
            ChildProcess.stet,
            [
                "import", "wordpress", try folder.write(export.text, to: "export.xml"), "--uploads", folder["uploads"], "--data",
                folder["data"],
            ])
        #expect(ending.code == 0, "\(ending)")
        #expect(
            ending.output.contains("Kept from readers, in the originals alone: ") && ending.output.contains("GPS position (1)"))
        return (folder, folder["data"])
    }

    @Test("exiftool finds neither place nor serial number nor name in anything that is served, and all of it stands upright")
    func scrubbed() async throws {
        let (folder, data) = try await magazine()
        try await ServingProcess.run(data) { server in
            var addresses: Set<String> = ["/wp-content/uploads/2020/01/quay.jpg", "/wp-content/uploads/2020/01/quay-300x200.jpg"]
            for path in ["/", "/2020/01/item-6/", "/file-5/"] {
                let page = try #require(try await server.get(path))
                for mark in ["src=\"", "srcset=\"", "content=\""] {
                    for part in page.text.components(separatedBy: mark).dropFirst() {
                        for candidate in part.prefix(while: { $0 != "\"" }).components(separatedBy: ", ") {
                            let address = candidate.replacing("https://old.example", with: "").prefix { $0 != " " }
                            if address.hasPrefix("/images/") { addresses.insert(String(address)) }
                        }
                    }
                }
            }
            #expect(addresses.count > 15)
            for (index, address) in addresses.sorted().enumerated() {
                let answer = try #require(try await server.get(address))
                #expect(answer.status == 200 && answer["content-type"]?.hasPrefix("image/") == true, "\(address)")
                if address.hasPrefix("/images/") { #expect(answer["cache-control"]?.contains("immutable") == true) }
                try folder.write(answer.body, to: "served/\(index).bin")
            }
            let judged = try await ChildProcess.run(
                "/usr/bin/exiftool", ["-G", "-a", "-json", "-n", "-ext", "bin", folder["served"]])
            for word in ["GPS", "69.65", "123456789", "Brekkhus", "EXIF:", "XMP:", "IPTC:", "ICC_Profile:"] {
                #expect(!judged.output.contains(word), "\(word)")
            }
            let found = try #require(try JSONSerialization.jsonObject(with: Data(judged.output.utf8)) as? [[String: Any]])
            #expect(found.count == addresses.count)
            for file in found {
                let size =
                    (file["File:ImageWidth"] ?? file["RIFF:ImageWidth"] ?? file["QuickTime:ImageWidth"] ?? file["PNG:ImageWidth"])
                    as? Int
                let high = (file["File:ImageHeight"] ?? file["RIFF:ImageHeight"] ?? file["QuickTime:ImageHeight"]) as? Int
                #expect((size ?? 0) > (high ?? 1), "\(file)")
            }
        }
    }

    @Test("a body's pictures have their sizes and words; one whose file is gone is told by its alt text")
    func body() async throws {
        let (folder, data) = try await magazine()
        try await ServingProcess.run(data) { server in
            let page = try #require(try await server.get("/2020/01/item-6/")).text
            let prose = String(page[(page.range(of: "<div class=\"prose\">")?.upperBound ?? page.startIndex)...])
            // The words of this use, and for a use without words the picture's own, out of its file.
            #expect(prose.contains("alt=\"The quay, seen from the sea\"") && prose.contains("alt=\"A quay in winter\""))
            #expect(
                prose.contains("width=\"300\"") && prose.contains("<source type=\"image/avif\"")
                    && prose.contains("loading=\"lazy\""))
            #expect(prose.contains("<span class=\"picture-missing\">Picture: A boat that is gone</span>"))
            #expect(!prose.contains("/wp-content/uploads"))
            withExtendedLifetime(folder) {}
        }
    }

    @Test("sizes and formats that are not offered do not exist, whatever somebody asks for")
    func ladder() async throws {
        let (folder, data) = try await magazine()
        try await ServingProcess.run(data) { server in
            let front = try #require(try await server.get("/")).text
            let start = try #require(front.range(of: "<img src=\"/images/"))
            let name = String(front[start.upperBound...].prefix { $0 != "/" })
            #expect(try await server.get("/images/\(name)/320.webp")?.status == 200)
            for file in [
                "321.webp", "320.gif", "320.png", "99999.webp", "0320.webp", "-1.webp", "320.webp/", "card-1-1.jpg", "full.jpg",
                "5000x5000.original", "320x200.original", "../320.webp", "320.tiff",
            ] { #expect(try await server.get("/images/\(name)/\(file)")?.status != 200, "\(file)") }
            #expect(try await server.get("/images/\(String(repeating: "0", count: 20))/320.webp")?.status == 404)
            // A copy that the old site had not: the whole picture stands in, and no file is made for it.
            let whole = try #require(try await server.get("/wp-content/uploads/2020/01/quay.jpg"))
            let made = try FileManager.default.subpathsOfDirectory(atPath: data + "/renditions").count
            #expect(try await server.get("/wp-content/uploads/2020/01/quay-77x55.jpg")?.body == whole.body)
            #expect(try FileManager.default.subpathsOfDirectory(atPath: data + "/renditions").count == made)
            withExtendedLifetime(folder) {}
        }
    }

    @Test("a page without a picture has a card drawn for it once, kept by browsers for ever, and no other address draws one")
    func drawnCards() async throws {
        let folder = try TemporaryFolder()
        let export = try folder.write(
            WXRText([.post(1, "Fog has a smell"), .post(2, "Unheard of") { $0.status = "draft" }]).text, to: "export.xml")
        let ending = try await ChildProcess.run(
            ChildProcess.stet, ["import", "wordpress", export, "--data", folder["data"]])
        #expect(ending.code == 0, "\(ending)")
        try await ServingProcess.run(folder["data"]) { server in
            let page = try #require(try await server.get("/2020/01/item-1/")).text
            let start = try #require(page.range(of: "<meta property=\"og:image\" content=\"https://old.example"))
            let address = String(page[start.upperBound...].prefix { $0 != "\"" })
            for other in ["0", "1", "2", "3"] {
                let guess = address.replacing("card-1-", with: "card-\(other)-").dropLast(5) + "\(other).png"
                if guess != address { #expect(try await server.get(String(guess))?.status == 404, "\(guess)") }
            }
            #expect(!FileManager.default.fileExists(atPath: folder["data/renditions"]))
            let card = try #require(try await server.get(address))
            #expect(card.status == 200 && card["content-type"] == "image/png")
            #expect(card["cache-control"] == "public, max-age=31536000, immutable")
            #expect(card["content-disposition"]?.hasPrefix("inline; filename=\"card-1-") == true)
            let tag = try #require(card["etag"])
            #expect(!tag.hasPrefix("W/"))
            #expect(try await server.get(address, headers: "Host: a\r\nIf-None-Match: \(tag)")?.status == 304)
            #expect(try await server.get(address)?.body == card.body)
            try folder.write(card.body, to: "served/card.bin")
            let judged = try await ChildProcess.run("/usr/bin/exiftool", ["-G", "-n", folder["served/card.bin"]])
            #expect(judged.output.contains("Image Width                     : 1200") && judged.output.contains(": 630"))
        }
    }
}
