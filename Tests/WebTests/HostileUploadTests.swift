import Foundation
import TestSupport
import Testing

/// The real program with uploads that are not what they are called, or more than one thing (rows 7 and 8 of the attacks).
@Suite("Hostile uploads")
struct HostileUploadTests {
    private static let script = "<script>document.title='run'</script>"
    private static let page = "<!DOCTYPE html><html><body>\(script)</body></html>"
    private static let drawing = """
        <svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="9" height="9" onload="run()">
        \(script)<a xlink:href="javascript:run()"><path d="M0 0h9v9z"/></a>
        <foreignObject><iframe src="https://elsewhere.example/"/></foreignObject>
        <image href="https://elsewhere.example/pixel.png" width="1" height="1"/></svg>
        """
    private static let archive: [UInt8] = Array("PK\u{3}\u{4}".utf8) + Array(page.utf8)

    /// What a browser would run, under all names it could come with.
    private static let files: [(name: String, bytes: [UInt8])] = [
        ("page.html", Array(page.utf8)), ("page.jpg", Array(page.utf8)), ("page.txt", Array(page.utf8)),
        ("page.pdf", Array(page.utf8)), ("page.xhtml", Array(page.utf8)), ("page.shtml", Array(page.utf8)),
        ("page.phtml", Array("<?php phpinfo(); ?>\(script)".utf8)), ("page.php.jpg", Array("<?php phpinfo(); ?>".utf8)),
        ("page.mht", Array("MIME-Version: 1.0\r\nContent-Type: text/html\r\n\r\n\(page)".utf8)),
        ("page.xml", Array("<?xml version=\"1.0\"?><x xmlns=\"http://www.w3.org/1999/xhtml\">\(script)</x>".utf8)),
        ("utf7.txt", Array("+ADw-script+AD4-run()+ADw-/script+AD4-".utf8)),
        ("utf16.txt", [0xFF, 0xFE] + page.utf16.flatMap { [UInt8($0 & 255), UInt8($0 >> 8)] }),
        ("script.js", Array("alert(1)".utf8)), ("script.mjs", Array("export default 1".utf8)), ("style.css", Array("a{}".utf8)),
        ("empty.jpg", []), ("empty.svg", []), (".htaccess", Array("AddType text/html .jpg".utf8)),
        ("drawing.svg", Array(drawing.utf8)), ("drawing.jpg", Array(drawing.utf8)), ("drawing.xml", Array(drawing.utf8)),
        ("drawing.svgz", [0x1F, 0x8B, 8, 0] + Array(drawing.utf8)),
        (
            "entity.svg",
            Array(
                "<!DOCTYPE svg [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><svg xmlns=\"http://www.w3.org/2000/svg\">&x;</svg>"
                    .utf8)
        ),
        ("gif-script.gif", SmallFiles.gif + Array("/*\(page)*/".utf8)), ("gif-script.html", SmallFiles.gif + Array(page.utf8)),
        ("jpeg-page.jpg", SmallFiles.jpeg + Array(page.utf8)), ("jpeg-page.html", SmallFiles.jpeg + Array(page.utf8)),
        ("pdf-script.pdf", Array("%PDF-1.4\n1 0 obj<</OpenAction<</S/JavaScript/JS(app.alert(1))>>>>\n\(page)".utf8)),
        ("archive.zip", archive), ("archive.jar", archive), ("archive.jpg", archive), ("installer.exe", Array("MZ\(page)".utf8)),
        ("flash.swf", Array("FWS\(page)".utf8)), ("double.jpg.html", SmallFiles.jpeg), ("double.html.jpg", SmallFiles.jpeg),
        ("bidi\u{202E}gpj.html", Array(page.utf8)),
    ]

    /// What may be shown by a browser in the magazine's name.
    private static let harmless: Set<String> = [
        "image/jpeg", "image/gif", "image/png", "image/webp", "image/avif", "text/plain; charset=utf-8", "application/pdf",
    ]

    @Test(
        "whatever comes as an upload is refused, a picture made anew, or served so that no browser runs it in the magazine's name"
    )
    func served() async throws {
        let folder = try TemporaryFolder()
        for file in Self.files { try folder.write(file.bytes, to: "uploads/2020/01/\(file.name)") }
        let export = try folder.write(WXRText([.post(1)]).text, to: "export.xml")
        let ending = try await ChildProcess.run(
            ChildProcess.stet, ["import", "wordpress", export, "--uploads", folder["uploads"], "--data", folder["data"]])
        #expect(ending.code == 1, "\(ending)")
        var shown = 0
        try await ServingProcess.run(folder["data"]) { server in
            for file in Self.files {
                let path =
                    "/wp-content/uploads/2020/01/"
                    + (file.name.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? "")
                let answer = try #require(try await server.get(path), "\(file.name)")
                guard answer.status == 200 else {
                    #expect(answer.status == 404, "\(file.name) answered \(answer.status)")
                    continue
                }
                shown += 1
                let type = answer["content-type"] ?? ""
                #expect(answer["x-content-type-options"] == "nosniff", "\(file.name)")
                let isDownload = answer["content-disposition"]?.hasPrefix("attachment") == true
                let isSandboxed = answer["content-security-policy"]?.hasPrefix("sandbox") == true
                #expect(Self.harmless.contains(type) || isDownload && isSandboxed, "\(file.name) is \(type)")
                if type.hasPrefix("image/") {
                    for word in ["<script", "javascript:", "onload", "elsewhere.example", "foreignObject", "passwd", "<html"] {
                        #expect(!answer.text.contains(word), "\(file.name) holds \(word)")
                    }
                }
                if type == "text/plain; charset=utf-8" { #expect(!file.name.hasSuffix(".jpg")) }
            }
        }
        // The drawing, pictures with something behind them, texts, a PDF, an archive: this is no test of a server that refuses all.
        #expect(shown >= 6, "\(ending.output)")
    }
}
