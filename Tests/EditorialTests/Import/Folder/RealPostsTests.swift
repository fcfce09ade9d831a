import Content
import Editorial
import Foundation
import TestSupport
import Testing

@Suite("Five hundred real posts")
struct RealPostsTests {
    /// The data that is tested with and not part of the repository.
    private static let posts: String? = {
        SharedMaterial.folder.flatMap { existing($0.path) }
    }()

    private static func existing(_ shared: String) -> String? {
        let path = shared + "/markdown/18f"
        return FileManager.default.fileExists(atPath: path) ? path : nil
    }

    @Test("every one is read and has a date, a title and a body", .enabled(if: posts != nil, "../shared is absent"))
    func all() throws {
        let contents = try FolderReader(folder: try #require(Self.posts)).read()
        #expect(contents.failures == [])
        #expect(contents.documents.count == 509)
        #expect(contents.documents.allSatisfy { $0.date != nil && !$0.authors.isEmpty && !$0.isPage })
        #expect(contents.documents.allSatisfy { !$0.slug.isEmpty && !$0.slug.hasPrefix("2014-0") })
        #expect(contents.documents.allSatisfy { $0.standfirst != nil })
        #expect(contents.documents.allSatisfy { !Markdown.html($0.body).isEmpty })
        let first = try #require(contents.documents.first)
        #expect(first.title == "Coming soon")
        #expect(first.slug == "coming-soon")
        #expect(first.date == FolderDate("2014-03-12T10:11:00-04:00"))
        #expect(first.picture == "/assets/img/logos/18F-Logo-M.png")
    }
}
