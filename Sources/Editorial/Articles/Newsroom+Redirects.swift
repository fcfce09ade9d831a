import Content
import Storage

extension Newsroom {
    /// Lets an address of this magazine, at which nothing stands, lead to another, here or elsewhere. Where that leads on itself, both
    /// lead to the end.
    ///
    /// - Returns: both as they are written now.
    @discardableResult
    package func addRedirect(from old: String, to target: String) throws -> (source: String, location: String) {
        let writer = redirectWriter
        guard let source = writer.source(old) else { throw NewsroomError.noAddress(old) }
        guard let location = writer.location(target) else { throw NewsroomError.noTarget(target) }
        guard source.text != publication.home else { throw NewsroomError.frontPage(source.text) }
        if ReservedAddress.contains(source, basePath: publication.basePath) { throw NewsroomError.reserved(source.text) }
        if try transaction.isTaken(source) { throw NewsroomError.answers(source.text) }
        do {
            try transaction.claim(source, for: .redirect(location))
        } catch StorageError.redirectLoop {
            throw NewsroomError.redirectToItself(source.text)
        }
        guard case .redirect(let end)? = try library.destination(at: source.key) else { return (source.text, location) }
        return (source.text, end)
    }

    /// Takes back that an address leads on, or that it is gone: nothing is there then.
    package func removeRedirect(from old: String) throws {
        let writer = redirectWriter
        guard let source = writer.source(old) else { throw NewsroomError.noAddress(old) }
        guard let destination = try library.destination(at: source.key), !destination.answers else {
            throw NewsroomError.noRedirect(source.text)
        }
        try transaction.release(source, of: destination)
    }

    /// For how addresses are read alone: whether something stands there, an editor is told above.
    private var redirectWriter: RedirectWriter {
        RedirectWriter(
            transaction: transaction, publication: publication, reading: { _, _ in AddressAnswer(status: 404) }, taken: [:])
    }
}
