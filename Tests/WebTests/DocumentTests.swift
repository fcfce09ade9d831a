import Foundation
import TestSupport
import Testing

/// The real program with documents, recordings and drawings: their headers, and every form of a range (RFC 9110, 14).
@Suite("Documents that are served")
struct DocumentTests {
    private static let uploads = "/wp-content/uploads/2020/01"
    private static let pdf = Array("%PDF-1.4\n0123456789".utf8)

    private func magazine() async throws -> (folder: TemporaryFolder, data: String) {
        let folder = try TemporaryFolder()
        let files: [(String, [UInt8])] = [
            ("report.pdf", Self.pdf), ("über \"uns\".pdf", Self.pdf), ("diary.ics", Array("BEGIN:VCALENDAR".utf8)),
            ("track.gpx", Array("<gpx/>".utf8)), ("archive.zip", Array("PK\u{3}\u{4}".utf8)), ("notes.txt", Array("Notes.".utf8)),
            ("talk.mp3", Array("ID3".utf8) + [UInt8](repeating: 1, count: 100)),
            (
                "drawing.svg",
                Array("<svg xmlns='http://www.w3.org/2000/svg' width='9' height='9'><path d='M0 0h9v9z'/></svg>".utf8)
            ), ("picture.gif", SmallFiles.gif),
        ]
        for (name, bytes) in files { try folder.write(bytes, to: "uploads/2020/01/\(name)") }
        let export = try folder.write(WXRText([.post(1)]).text, to: "export.xml")
        let ending = try await ChildProcess.run(
            ChildProcess.stet, ["import", "wordpress", export, "--uploads", folder["uploads"], "--data", folder["data"]])
        #expect(ending.code == 0, "\(ending)")
        return (folder, folder["data"])
    }

    @Test("each has its type, a strong tag and its name; what a browser would run is a download in a sandbox")
    func headers() async throws {
        let (folder, data) = try await magazine()
        try await ServingProcess.run(data) { server in
            for (name, type, disposition) in [
                ("report.pdf", "application/pdf", "inline; filename=\"report.pdf\""),
                (
                    "%C3%BCber%20%22uns%22.pdf", "application/pdf",
                    "inline; filename=\"_ber _uns_.pdf\"; filename*=UTF-8''%C3%BCber%20%22uns%22.pdf"
                ), ("notes.txt", "text/plain; charset=utf-8", "inline; filename=\"notes.txt\""),
                ("talk.mp3", "audio/mpeg", "inline; filename=\"talk.mp3\""),
                ("picture.gif", "image/gif", "inline; filename=\"picture.gif\""),
                ("diary.ics", "text/calendar; charset=utf-8", "attachment; filename=\"diary.ics\""),
                ("track.gpx", "application/gpx+xml", "attachment; filename=\"track.gpx\""),
                ("archive.zip", "application/zip", "attachment; filename=\"archive.zip\""),
                ("drawing.svg", "image/svg+xml", "attachment; filename=\"drawing.svg\""),
            ] {
                let answer = try #require(try await server.get("\(Self.uploads)/\(name)"))
                #expect(answer.status == 200 && answer["content-type"] == type, "\(name)")
                #expect(answer["content-disposition"]?.hasPrefix(disposition) == true, "\(name)")
                #expect(answer["x-content-type-options"] == "nosniff" && answer["accept-ranges"] == "bytes", "\(name)")
                #expect(answer["etag"]?.hasPrefix("\"") == true && answer["last-modified"] != nil, "\(name)")
                let isSandboxed = answer["content-security-policy"]?.hasPrefix("sandbox; default-src 'none'") == true
                #expect(isSandboxed == disposition.hasPrefix("attachment"), "\(name)")
                let again = try await server.get(
                    "\(Self.uploads)/\(name)", headers: "Host: x\r\nIf-None-Match: \(answer["etag"] ?? "")")
                #expect(again?.status == 304 && again?.body.isEmpty == true, "\(name)")
            }
            withExtendedLifetime(folder) {}
        }
    }

    @Test("every form of a range is answered with that part, with 416, or with the whole")
    func ranges() async throws {
        let (folder, data) = try await magazine()
        try await ServingProcess.run(data) { server in
            let path = "\(Self.uploads)/report.pdf"
            let size = Self.pdf.count
            let whole = try #require(try await server.get(path))
            #expect(whole.body == Self.pdf)
            let tag = try #require(whole["etag"])
            for (range, part) in [
                ("bytes=0-3", 0..<4), ("bytes=9-", 9..<size), ("bytes=-4", size - 4..<size), ("bytes=0-0", 0..<1),
                ("bytes=-9999", 0..<size), ("bytes=15-9999", 15..<size), ("BYTES=1-2", 1..<3),
            ] {
                let answer = try #require(try await server.get(path, headers: "Host: x\r\nRange: \(range)"))
                #expect(answer.status == 206 && answer.body == Array(Self.pdf[part]), "\(range)")
                #expect(answer["content-range"] == "bytes \(part.lowerBound)-\(part.upperBound - 1)/\(size)", "\(range)")
                #expect(answer["etag"] == tag && answer["content-type"] == "application/pdf", "\(range)")
            }
            for range in ["bytes=\(size)-", "bytes=999-1000", "bytes=-0"] {
                let answer = try #require(try await server.get(path, headers: "Host: x\r\nRange: \(range)"))
                #expect(answer.status == 416 && answer["content-range"] == "bytes */\(size)", "\(range)")
                #expect(answer.body.isEmpty, "\(range)")
            }
            for range in ["bytes=3-1", "bytes=0-1,4-5", "lines=0-1", "bytes=x-y", "bytes", ""] {
                let answer = try #require(try await server.get(path, headers: "Host: x\r\nRange: \(range)"))
                #expect(answer.status == 200 && answer.body == Self.pdf, "\(range)")
            }
            // A part of what has changed meanwhile would be a part of something else.
            for (condition, status) in [(tag, 206), ("\"other\"", 200), ("W/\(tag)", 200), (whole["last-modified"] ?? "", 200)] {
                let answer = try await server.get(path, headers: "Host: x\r\nRange: bytes=0-3\r\nIf-Range: \(condition)")
                #expect(answer?.status == status, "\(condition)")
            }
            // What is made of a picture has parts too.
            let picture = try await server.get("\(Self.uploads)/picture.gif", headers: "Host: x\r\nRange: bytes=0-5")
            #expect(picture?.status == 206 && picture?.text.hasPrefix("GIF8") == true)
            #expect(try await server.get("\(Self.uploads)/picture.gif", headers: "Host: x\r\nRange: bytes=99999-")?.status == 416)
            withExtendedLifetime(folder) {}
        }
    }
}
