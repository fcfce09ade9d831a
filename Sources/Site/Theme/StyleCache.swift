import Content
import Crypto
import Synchronization

/// The style sheet of a theme with the last look that was asked for: every page names it, and its name is a hash of 20 kB.
final class StyleCache: Sendable {
    struct Sheet: Sendable {
        /// It carries the content's hash, so that it can be kept for ever.
        let name: String
        let bytes: [UInt8]
    }

    private let style: [UInt8]
    private let last: Mutex<(look: Look, sheet: Sheet)>

    init(_ style: [UInt8]) {
        self.style = style
        last = Mutex((Look(), StyleCache.sheet(style)))
    }

    func sheet(for look: Look) -> Sheet {
        last.withLock { last in
            if last.look != look { last = (look, StyleCache.sheet(style + Array(LookStyle(look: look).rules.utf8))) }
            return last.sheet
        }
    }

    private static func sheet(_ bytes: [UInt8]) -> Sheet {
        let digest = SHA256.hash(data: bytes).prefix(6).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        return Sheet(name: "style.\(digest.joined()).css", bytes: bytes)
    }
}
