import Foundation
import Testing

@Suite("Links between the documents")
struct LinkTests {
    @Test("every link from a document to a file leads to one")
    func linksLeadSomewhere() throws {
        var count = 0
        for document in try LinkTests.documents() {
            let folder = document.contains("/") ? document.split(separator: "/").dropLast().joined(separator: "/") + "/" : ""
            for part in try Repository.text(document).components(separatedBy: "](").dropFirst() {
                let target = String(part.prefix { $0 != ")" && $0 != "#" })
                guard !target.isEmpty, !target.contains("://") else { continue }
                count += 1
                #expect(Repository.exists(folder + target), "\(document) links to \(target), which is not there")
            }
        }
        #expect(count >= 10)
    }

    @Test("every source file that a document names is there")
    func sourcesExist() throws {
        for document in try LinkTests.documents() {
            let files = try Document(Repository.text(document)).code.filter { $0.hasPrefix("Sources/") && $0.hasSuffix(".swift") }
            for file in files {
                #expect(Repository.exists(file), "\(document) names \(file), which is not there")
            }
        }
    }

    /// The documents at the root and in docs/.
    private static func documents() throws -> [String] {
        let files = try Repository.files(in: ".") + Repository.files(in: "docs").map { "docs/" + $0 }
        return files.filter { $0.hasSuffix(".md") }
    }
}
