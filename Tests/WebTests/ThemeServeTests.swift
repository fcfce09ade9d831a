import Foundation
import Storage
import TestSupport
import Testing

@Suite("Themes by command")
struct ThemeServeTests {
    @Test(
        "stet serve refuses a broken theme before it begins, with file and line; stet serve --reload shows it, and what mends it")
    func serve() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.close()
        try magazine.folder.write("<p>\n{{listing.headng}}", to: "magazine/theme/front.mustache")
        let refused = try await ChildProcess.run(ChildProcess.stet, ["serve", "--data", magazine.directory.path, "--port", "0"])
        #expect(refused.code == 3 && refused.output == "")
        #expect(
            refused.error == """
                The theme in \(magazine.directory.theme) cannot be used:
                  front.mustache:2:1: unknown name ‘listing.headng’; did you mean ‘listing.heading’?

                """)
        try await ServingProcess.run(magazine.directory.path, options: ["--reload"]) { server in
            let broken = try #require(try await server.get("/"))
            #expect(broken.status == 500 && broken.text.contains("front.mustache:2:1: unknown name"))
            try magazine.folder.write("<p>{{listing.heading}}", to: "magazine/theme/front.mustache")
            #expect(try await server.get("/")?.text.hasSuffix("<p>A new magazine") == true)
        }
    }

    @Test("a theme that is copied out is sound and makes the same pages; a folder that holds something is left alone")
    func copy() async throws {
        let magazine = try TemporaryMagazine()
        let before = try await magazine.page("/").body
        try magazine.close()
        func stet(_ arguments: String...) async throws -> ChildProcess.Ending {
            try await ChildProcess.run(ChildProcess.stet, arguments)
        }
        let theme = magazine.directory.theme
        let copied = try await stet("theme", "copy", theme)
        #expect(copied.code == 0 && copied.output.hasPrefix("The default theme is in \(theme): "))
        #expect(copied.output.contains("stet theme check \(theme)"))
        #expect(try await stet("theme", "check", theme).code == 0)
        let again = try await stet("theme", "copy", theme)
        #expect(again.code == 3 && again.error.contains("is not empty, and nothing is written over"))
        try await ServingProcess.run(magazine.directory.path) { server in
            let page = try #require(try await server.get("/"))
            #expect(page.text == before)
        }
        try magazine.folder.write("{{", to: "magazine/theme/front.mustache")
        let checked = try await stet("theme", "check", theme)
        #expect(checked.code == 1)
        #expect(checked.output == "front.mustache:1:1: this tag is not closed: ‘}}’ is missing\n1 fault\n")
        #expect(try await stet("theme", "check", theme + "/nowhere").code == 3)
    }
}
