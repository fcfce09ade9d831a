/// What could not be made lately, so that a broken picture is not decoded at each request.
struct RenditionFailures {
    private struct Failure {
        let error: ImageError
        let end: ContinuousClock.Instant
    }

    private static let most = 1000
    /// By the digest where the picture is at fault, else by the file's name.
    private var failures: [String: Failure] = [:]

    subscript(digest: String, name: String) -> ImageError? {
        guard !failures.isEmpty else { return nil }
        let now = ContinuousClock.now
        for key in [digest, name] { if let failure = failures[key], failure.end > now { return failure.error } }
        return nil
    }

    mutating func note(_ error: ImageError, _ digest: String, _ name: String, for duration: Duration) {
        // What is not offered is found out without decoding, and there are many such names.
        guard error.isLasting, error != .notOffered, duration > .zero else { return }
        let now = ContinuousClock.now
        if failures.count >= RenditionFailures.most {
            failures = failures.filter { $0.value.end > now }
            if failures.count >= RenditionFailures.most, let oldest = failures.min(by: { $0.value.end < $1.value.end }) {
                failures[oldest.key] = nil
            }
        }
        let key = RenditionFailures.isOfPicture(error) ? digest : name
        failures[key] = Failure(error: error, end: now + duration)
    }

    /// Whether no form of the picture can be made.
    static func isOfPicture(_ error: ImageError) -> Bool {
        switch error {
        case .refused, .svg, .damaged: true
        default: false
        }
    }
}
