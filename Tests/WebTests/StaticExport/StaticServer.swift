import Content
import Foundation
import TestSupport

@testable import Web

/// A server that knows nothing but files, as most do: `/a/` is `a/index.html`, `/a` leads to `/a/` where that is a folder.
struct StaticServer {
    let folder: String

    enum Answer: Equatable {
        case file([UInt8])
        case redirect(String)
        case nothing
    }

    func get(_ address: String) -> Answer {
        let path = PercentEncoding.decoded(String(address.prefix { $0 != "?" && $0 != "#" }))
        guard !path.split(separator: "/").contains(where: { $0 == ".." || $0.hasPrefix(".stet") }) else { return .nothing }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: folder + path, isDirectory: &isFolder) else { return .nothing }
        if isFolder.boolValue, !path.hasSuffix("/") { return .redirect(address + "/") }
        let file = folder + path + (isFolder.boolValue ? "index.html" : "")
        return FileManager.default.contents(atPath: file).map { .file([UInt8]($0)) } ?? .nothing
    }

    /// Where following every link from the front page leads to nothing, with the page that has it; each address once.
    func brokenLinks(base: String, from start: [String] = ["/", "/404.html", "/robots.txt"]) -> (pages: Int, broken: [String]) {
        var waiting = start.map { ($0, "the start") }
        var seen: Set<String> = []
        var broken: [String] = []
        while let (address, from) = waiting.popLast() {
            guard seen.insert(address).inserted else { continue }
            switch get(address) {
            case .nothing: broken.append("\(from) → \(address)")
            case .redirect(let location): waiting.append((location, address))
            case .file(let bytes):
                let text = String(decoding: bytes, as: UTF8.self)
                guard
                    text.hasPrefix("<!DOCTYPE html") || text.hasPrefix("<?xml") || text.hasPrefix("<rss")
                        || text.contains("<urlset")
                else { continue }
                waiting += (Crawl.links(in: text, base: base) + StaticServer.sources(in: text)).map { ($0, address) }
            }
        }
        return (seen.count, broken.sorted())
    }

    /// The forms of pictures in `srcset`.
    private static func sources(in page: String) -> [String] {
        page.split(separator: "srcset=\"", omittingEmptySubsequences: false).dropFirst().flatMap { part in
            part.prefix { $0 != "\"" }.split(separator: ",").compactMap { source in
                source.split(separator: " ").first.map(String.init)
            }
        }.filter { $0.hasPrefix("/") }
    }
}
