import Content
import Storage
import Synchronization

/// Keeps a record of an import while it runs, so that it can be taken back. A server runs an import of its own at a time; the database
/// may be many programs'.
final class RecordedImport: Sendable {
    private let kind: String
    private let what: String
    private let begun = Mutex<(store: Store, id: Int64)?>(nil)

    init(kind: String, what: String) { (self.kind, self.what) = (kind, what) }

    /// The store by which everything that is written is recorded.
    func open(_ store: Store) throws -> Store {
        let id = try store.writeWaiting { try $0.beginImport(kind: kind, what: what, at: Trash.now) }
        begun.withLock { $0 = (store, id) }
        return store.recording(id)
    }

    /// Ends the record; nil where nothing was changed, which leaves none.
    func end() throws -> Int64? {
        guard let (store, id) = begun.withLock({ $0 }) else { return nil }
        return try store.writeWaiting { transaction in
            try transaction.endImport(id, at: Trash.now)
            return try transaction.current.imports().contains { $0.id == id } ? id : nil
        }
    }
}
