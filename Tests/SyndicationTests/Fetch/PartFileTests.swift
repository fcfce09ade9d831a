import Foundation
import TestSupport
import Testing

@testable import Syndication

@Suite("Files on their way")
struct PartFileTests {
    private let address = "http://old.example/../a\u{0}/ü.jpg"

    private func append(_ bytes: [UInt8], to part: PartFile) throws {
        try bytes.withUnsafeBytes { try part.append($0) }
    }

    @Test("a part is found again with where it came from")
    func foundAgain() throws {
        let folder = try TemporaryFolder()
        let origin = PartFile.Origin(address: "http://cdn.example/a", validator: "\"v1\"")
        do {
            let part = try PartFile(folder: folder.path, address: address)
            try append([1, 2, 3], to: part)
            try part.mark(origin)
        }
        let part = try PartFile(folder: folder.path, address: address)
        #expect(part.size == 3)
        #expect(part.origin == origin)
        #expect(part.head(2) == [1, 2])
        try append([4], to: part)
        try part.complete()
        #expect(try folder.contents().values.map(\.self) == [[1, 2, 3, 4]])
        #expect(PartFile.size(folder: folder.path, address: address)?.size == 4)
    }

    @Test("where a part came from is not believed when it was cut short", arguments: 0..<27)
    func cutShort(_ length: Int) throws {
        let folder = try TemporaryFolder()
        let name: String
        do {
            let part = try PartFile(folder: folder.path, address: address)
            try append([1, 2, 3], to: part)
            name = String(part.path.dropFirst(folder.path.utf8.count + 1))
        }
        try folder.write("http://cdn.example/a\n\"v1\"\n".utf8.prefix(length), to: name + ".from")
        #expect(
            try PartFile(folder: folder.path, address: address).origin
                == (length == 26 ? .init(address: "http://cdn.example/a", validator: "\"v1\"") : nil))
    }

    @Test("a note without its part is thrown away")
    func noteAlone() throws {
        let folder = try TemporaryFolder()
        let path = try PartFile(folder: folder.path, address: address).path
        try folder.write("http://cdn.example/a\n\"v1\"\n", to: path.dropFirst(folder.path.utf8.count + 1) + ".from")
        _ = try PartFile(folder: folder.path, address: address)
        #expect(try folder.contents().keys.allSatisfy { $0.hasSuffix(".part") })
    }

    @Test("a link in the place of a part is not written through")
    func link() throws {
        let folder = try TemporaryFolder()
        let part = try PartFile(folder: folder.path, address: address).path + ".part"
        let victim = try folder.write("precious", to: "victim")
        try FileManager.default.removeItem(atPath: part)
        try FileManager.default.createSymbolicLink(atPath: part, withDestinationPath: victim)
        #expect(throws: FetchError.self) { try PartFile(folder: folder.path, address: address) }
    }
}
