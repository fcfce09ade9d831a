/// What was fetched.
package struct Fetched: Sendable {
    /// Where it came from in the end.
    package let address: String
    package let status: Int
    /// By their names in lower case; values of one name are joined with commas.
    package let headers: [String: String]
    package let body: Body

    package enum Body: Sendable {
        case bytes([UInt8])
        /// Synced, under a name of the fetcher's; who takes it over moves or removes it.
        case file(path: String, size: Int64)
    }

    /// Empty where the body is in a file.
    package var bytes: [UInt8] {
        if case .bytes(let bytes) = body { bytes } else { [] }
    }

    /// Where the body is; nil where it is in memory.
    package var file: String? {
        if case .file(let path, _) = body { path } else { nil }
    }

    /// Looks at the first bytes, up to `Fetched.headSize`, and the `Content-Type` header (empty where there is none) before the
    /// rest is fetched. Answers why it is not wanted, in a sentence; nil if it is.
    ///
    /// Called on the fetcher's thread: it must be quick.
    package typealias Check = @Sendable (_ head: [UInt8], _ contentType: String) -> String?

    /// How many bytes a `Check` is shown of a body that has so many.
    package static let headSize = 512
}
