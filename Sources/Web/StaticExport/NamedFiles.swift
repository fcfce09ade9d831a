import Content
import Foundation
import Glibc
import Media
import Site
import Storage
import Synchronization

/// What pages name and no list has: forms of pictures, drawn cards, the style sheet. Each is made once, before the page that names it is
/// written.
final class NamedFiles: Sendable {
    private struct State {
        /// Whether there is such a file, by the mark of its address.
        var known: [UInt64: Bool] = [:]
        var making: Set<UInt64> = []
    }

    private let folders: [[UInt8]]
    private let home: [String]
    private let condition = NSCondition()
    private let state = Mutex(State())

    init(home: String) {
        self.home = Site.namedFolders(home: home)
        folders = self.home.map { Array($0.utf8) }
    }

    /// Whether an address is one that only pages name.
    func has(_ address: String) -> Bool { home.contains { address.hasPrefix($0) } }

    /// The marks of all that there is of what was asked for.
    var marks: Set<UInt64> { state.withLock { Set($0.known.filter(\.value).keys) } }

    /// The addresses that bytes name.
    func addresses(in bytes: [UInt8]) -> Set<String> {
        var found: Set<String> = []
        bytes.withUnsafeBytes { all in
            guard let base = all.baseAddress else { return }
            var start = 0
            while start < all.count, let hit = memchr(base.advanced(by: start), Int32(UInt8(ascii: "/")), all.count - start) {
                let begin = base.distance(to: UnsafeRawPointer(hit))
                start = begin + 1
                for folder in folders where all.count - begin > folder.count {
                    guard folder.withUnsafeBytes({ memcmp($0.baseAddress ?? base, hit, $0.count) }) == 0 else { continue }
                    var end = begin + folder.count
                    while end < all.count, end - begin < 200, NamedFiles.isPart(all[end]) { end += 1 }
                    if end > begin + folder.count {
                        found.insert(String(decoding: UnsafeRawBufferPointer(rebasing: all[begin..<end]), as: UTF8.self))
                    }
                    start = end
                }
            }
        }
        return found
    }

    private static func isPart(_ byte: UInt8) -> Bool {
        switch byte {
        case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "/"):
            true
        default: false
        }
    }

    /// Sees to it that files are there.
    ///
    /// - Parameter make: makes those that nobody has asked for yet, and answers which of them there are.
    /// - Returns: the marks of those that there are.
    func see(to addresses: Set<String>, make: ([String]) throws -> Set<String>) throws -> Set<UInt64> {
        guard !addresses.isEmpty else { return [] }
        var marks: [UInt64: String] = [:]
        for address in addresses { marks[ExportMark.named(address)] = address }
        let mine = state.withLock { state in
            let mine = marks.filter { state.known[$0.key] == nil && !state.making.contains($0.key) }
            state.making.formUnion(mine.keys)
            return mine
        }
        if !mine.isEmpty {
            let result = Result { try make(mine.values.sorted()) }
            condition.lock()
            state.withLock { state in
                for (mark, address) in mine {
                    state.making.remove(mark)
                    if case .success(let there) = result { state.known[mark] = there.contains(address) }
                }
            }
            condition.broadcast()
            condition.unlock()
            _ = try result.get()
        }
        // Those that another thread is making just now.
        condition.lock()
        while state.withLock({ state in marks.keys.contains { state.making.contains($0) } }) { condition.wait() }
        condition.unlock()
        return state.withLock { state in Set(marks.keys.filter { state.known[$0] == true }) }
    }
}
