import Content
import Foundation
import Testing

@Suite("Names in the default theme's pages")
struct ThemeNameTests {
    @Test("no text can take a name that a template gives to a part of the page")
    func names() throws {
        let folder = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../../../Themes/default").standardized
        let templates = try FileManager.default.contentsOfDirectory(at: folder, includingPropertiesForKeys: nil)
            .filter { $0.pathExtension == "mustache" }
        var names: Set<String> = []
        for template in templates {
            for part in try String(contentsOf: template, encoding: .utf8).components(separatedBy: " id=\"").dropFirst() {
                // A comment's anchor is made of its number; that of the authors' index stands on no page with a text.
                let name = part.prefix { $0 != "\"" }.replacing("{{anchor}}", with: "comment-7")
                names.insert(String(name))
            }
        }
        #expect(names.contains("main") && names.contains("comments"))
        for name in names {
            let markup = try HTMLSanitizer(policy: .body).sanitize("<p id=\"\(name)\">x</p>").html.markup
            #expect(markup == "<p id=\"c-\(name)\">x</p>")
        }
    }
}
