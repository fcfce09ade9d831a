import Content
import Editorial
import Foundation
import Storage
import TestSupport
import Testing

@testable import Web

private enum Nginx {
    static let program = ["/usr/sbin/nginx", "/usr/local/sbin/nginx", "/usr/bin/nginx", "/opt/homebrew/bin/nginx"].first {
        FileManager.default.isExecutableFile(atPath: $0)
    }
}

@Suite("The files behind nginx, set up as its file says")
struct NginxTests {
    @Test(
        "pages, pictures, feeds, calendars, redirects, what is not there and what is gone are answered as they should be")
    func answers() async throws {
        let folder = try TemporaryFolder()
        try folder.write(try await SmallFiles.picture(width: 1100), to: "uploads/2020/01/quay.jpg")
        try folder.write("WEBVTT", to: "uploads/2020/01/talk.vtt")
        let magazine = try await TemporaryMagazine(
            WXRText([
                .attachment(21, "quay.jpg", alt: "The quay"), .attachment(22, "talk.vtt"),
                .post(1, "Quay") { $0.meta = [("_thumbnail_id", "21")] },
                .post(2, "Tour") { $0.link = "https://old.example/images/tour/" },
                .post(3, "Odd") { $0.link = "https://old.example/2020/odd.ics" },
            ]), uploads: folder["uploads"])
        try await magazine.store.write { transaction in
            for (from, to) in [
                ("/old/", Destination.redirect("/2020/01/item-1/")), ("/Old/", .redirect("/feed/")), ("/gone/", .gone),
                ("/2020/Odd.ics", .redirect("/2020/odd.ics")),
            ] {
                if let address = Permalink(from) { try transaction.claim(address, for: to) }
            }
        }
        let export = try await magazine.exportingSite()
        #expect(export.exit == .success, "\(export.report)")
        let files = try magazine.folder.contents(of: "out")
        let form = try #require(files.keys.first { $0.hasPrefix("images/") && $0.hasSuffix(".webp") })
        try await serving(magazine) { port in
            for (address, status, type, file) in [
                ("/", 200, "text/html; charset=utf-8", "index.html"),
                ("/2020/01/item-1/", 200, "text/html; charset=utf-8", "2020/01/item-1/index.html"),
                ("/images/tour/", 200, "text/html; charset=utf-8", "images/tour/index.html"),
                ("/2020/odd.ics", 200, "text/html; charset=utf-8", "2020/odd.ics/index.html"),
                ("/\(form)", 200, "image/webp", form),
                ("/wp-content/uploads/2020/01/quay.jpg", 200, "image/jpeg", "wp-content/uploads/2020/01/quay.jpg"),
                ("/wp-content/uploads/2020/01/talk.vtt", 200, "text/vtt; charset=utf-8", "wp-content/uploads/2020/01/talk.vtt"),
                ("/feed/", 200, "application/rss+xml; charset=utf-8", "feed/index.html"),
                ("/feed/atom/", 200, "application/atom+xml; charset=utf-8", "feed/atom/index.html"),
                ("/feed/json/", 200, "application/feed+json; charset=utf-8", "feed/json/index.html"),
                ("/events.ics", 200, "text/calendar; charset=utf-8", "events.ics"),
                ("/oembed", 200, "application/json", "oembed"), ("/nothing/", 404, "text/html; charset=utf-8", "404.html"),
                ("/gone/", 410, "text/html; charset=utf-8", "404.html"),
                ("/.stet/state", 404, "text/html; charset=utf-8", "404.html"),
            ] {
                let answer = try await get(address, port)
                #expect(answer?.status == status && answer?["content-type"] == type, "\(address): \(String(describing: answer))")
                #expect(answer?.body == files[file], "\(address)")
                #expect((answer?["expires"] != nil) == (file == form), "\(address)")
            }
            for (address, location) in [
                ("/old/", "/2020/01/item-1/"), ("/Old/", "/feed/"), ("/2020/Odd.ics", "/2020/odd.ics"),
            ] {
                let answer = try await get(address, port)
                #expect(answer?.status == 301 && answer?["location"] == location, "\(address): \(String(describing: answer))")
            }
        }
    }

    private func get(_ address: String, _ port: Int) async throws -> RawAnswer? {
        try await withRawConnection(port) { connection in
            connection.send("GET \(address) HTTP/1.1\r\nHost: magazine.example\r\nConnection: close\r\n\r\n")
            return connection.answer()
        }
    }

    private func serving(_ magazine: TemporaryMagazine, _ body: (Int) async throws -> Void) async throws {
        let folder = magazine.folder
        let program = try #require(Nginx.program)
        let list = ["/etc/nginx", "/usr/local/etc/nginx", "/opt/homebrew/etc/nginx"].map { $0 + "/mime.types" }.first {
            FileManager.default.fileExists(atPath: $0)
        }
        let types = list.map { "include \($0);" } ?? ""
        // A port that was free a moment ago may be another's now.
        for _ in 0..<5 {
            let port = Int.random(in: 20_000...60_000)
            let site = try String(contentsOfFile: folder["out/.stet/nginx.conf"], encoding: .utf8)
                .replacing("/srv/magazine", with: folder["out"]).replacing("listen 80;", with: "listen 127.0.0.1:\(port);")
            try folder.write(site, to: "site.conf")
            let paths = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map { "\($0)_temp_path \(folder["nginx-" + $0]);" }
            try folder.write(
                """
                daemon off; master_process off; pid \(folder["nginx.pid"]); error_log \(folder["nginx.log"]);
                events { }
                http { access_log off; \(types) \(paths.joined(separator: " ")) include \(folder["site.conf"]); }

                """, to: "nginx.conf")
            let server = try ChildProcess(program, ["-c", folder["nginx.conf"], "-e", folder["nginx.log"]])
            defer { server.send(SIGTERM) }
            for _ in 0..<400 where server.isRunning {
                if (try? await get("/robots.txt", port))?.status == 200 { return try await body(port) }
                try await Task.sleep(for: .milliseconds(25))
            }
            _ = await server.ending()
        }
        Issue.record("nginx did not begin: \((try? String(contentsOfFile: folder["nginx.log"], encoding: .utf8)) ?? "")")
    }
}
