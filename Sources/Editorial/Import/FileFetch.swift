/// Brings files from the web.
///
/// This target has no way out of the house: whoever puts the program together gives it one.
package protocol FileFetch: Sendable {
    /// Fetches files, some at a time, and hands over each when it is on the disk or is known not to come.
    ///
    /// What a run that was stopped had of them is gone on from.
    ///
    /// - Parameters:
    ///   - isCancelled: asked several times a second, on this thread.
    ///   - each: called on this thread, in the order in which they arrive, with where the file lies; whoever takes it removes
    ///     it there. An error it throws ends the whole.
    /// - Throws: `ImportError.cancelled`, `MediaError.unwritable`, or what `each` throws.
    func fetch(
        _ wanted: [WantedFile], isCancelled: () -> Bool, each: (WantedFile, Result<String, FetchFailure>) throws -> Void) throws
}

/// A file that is wanted: where it is to be had, and where it will be served.
package struct WantedFile: Sendable, Hashable {
    package let address: String
    package let served: String

    package init(address: String, served: String) { (self.address, self.served) = (address, served) }
}

/// Why a file did not come, in a sentence.
package struct FetchFailure: Error {
    package let sentence: String

    package init(sentence: String) { self.sentence = sentence }
}
