import Content

/// The sanitiser: what it writes is allowed, is read back as it was written, and is not changed by another cleaning.
enum SanitizerFuzzer {
    @Sendable static func run(_ bytes: [UInt8]) {
        let source = String(decoding: bytes, as: UTF8.self)
        for policy in [HTMLSanitizer.Policy.body, .comment, .inline] {
            let sanitizer = HTMLSanitizer(policy: policy)
            guard let once = try? sanitizer.sanitize(source).html.markup else { continue }
            if let fault = CanonicalMarkup.fault(in: once) { fatalError("\(fault) in \(once.debugDescription)") }
            // What is allowed may be larger or deeper than what can be read once more; then it is refused, not changed.
            guard let twice = try? sanitizer.sanitize(once).html.markup else { continue }
            expect(twice == once, "cleaning twice is not cleaning once: \(once.debugDescription)")
            if let read = parsedMarkup(once) { expect(read == once, "read otherwise: \(once.debugDescription)") }
        }
        _ = try? PageReading(source)
    }
}
