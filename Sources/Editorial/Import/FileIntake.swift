import Content
private import Dispatch
private import Foundation
import Media
import Storage
import Synchronization

/// Takes files into the store, looks at every picture among them, and notes where they are served.
struct FileIntake: Sendable {
    let fileStore: FileStore
    let images: ImageIntake
    let storesFiles: Bool
    let monitor: ImportMonitor
    /// The old site that the files are of.
    let source: Int64

    /// A file to take in: where it lies, where it is served, and how the ledger calls it.
    typealias Source = (disk: String, served: String, name: String)

    /// How many files go in together.
    private static let batch = 200

    /// What came of many files.
    struct Result {
        /// What is kept from readers, and of how many pictures.
        var dropped: [String: Int] = [:]
        /// Where something is served that was not before.
        var fresh: Set<String> = []
        /// Where another site's file is served, which stays.
        var refused: Set<String> = []
    }

    func add(_ files: [Source], to store: Store, _ record: (Ledger.Entry) -> Void) throws -> Result {
        var result = Result()
        for start in stride(from: 0, to: files.count, by: FileIntake.batch) {
            let batch = Array(files[start..<min(start + FileIntake.batch, files.count)])
            try monitor.check()
            var taken = try take(batch, store)
            try store.writeWaiting { transaction in
                for index in taken.indices {
                    if let upload = taken[index].upload {
                        let present = try transaction.current.upload(at: upload.path)
                        if present == nil { result.fresh.insert(upload.path) }
                        if let other = try transaction.current.otherSource(ofFileAt: upload.path, than: source) {
                            guard present?.digest != upload.digest else { continue }
                            taken[index].refuse(for: other)
                            result.refused.insert(upload.path)
                            continue
                        }
                        try transaction.save(upload, of: source)
                    }
                    if let image = taken[index].image { try transaction.save(image) }
                }
            }
            // Bytes that were here already may have gone to the trash before it was said that they are served again.
            for (file, source) in zip(taken, batch) {
                guard storesFiles, let upload = file.upload, !fileStore.holds(upload.digest, size: upload.size) else { continue }
                _ = try fileStore.add(fileAt: source.disk)
            }
            for file in taken {
                record(file.entry)
                for word in file.dropped { result.dropped[word, default: 0] += 1 }
            }
            monitor.report(
                ImportProgress(
                    "Taking in files", done: Int64(start + batch.count), total: Int64(files.count),
                    things: Int64(start + batch.count), of: Int64(files.count), thing: "files"))
        }
        return result
    }

    /// What the ledger says of all pictures together.
    static func note(of dropped: [String: Int]) -> String? {
        guard !dropped.isEmpty else { return nil }
        let parts = dropped.sorted { ($1.value, $0.key) < ($0.value, $1.key) }.map { "\($0.key) (\($0.value))" }
        return "Kept from readers, in the originals alone: \(parts.joined(separator: ", "))."
    }

    /// One file, taken in or not.
    private struct Taken: Sendable {
        var entry: Ledger.Entry
        var upload: Upload?
        var image: ImageRecord?
        var dropped: [String] = []

        mutating func refuse(for other: String) {
            entry = entry.failing(
                "another file is served at its address, \(entry.path), which came from \(other) and stays: "
                    + "give this one another name on its site, and export that again")
            (upload, image, dropped) = (nil, nil, [])
        }
    }

    /// Several at once: while one waits for the disk, others are decoded.
    private func take(_ files: [Source], _ store: Store) throws -> [Taken] {
        let slots = Mutex<[Swift.Result<Taken, any Error>?]>(Array(repeating: nil, count: files.count))
        DispatchQueue.concurrentPerform(iterations: files.count) { index in
            guard !monitor.isCancelled() else { return }
            let result = Swift.Result { try take(files[index], store) }
            slots.withLock { $0[index] = result }
        }
        return try slots.withLock { slots in
            try slots.map { slot in
                guard let slot else { throw ImportError.cancelled }
                return try slot.get()
            }
        }
    }

    private func take(_ file: Source, _ store: Store) throws -> Taken {
        var taken = Taken(
            entry: Ledger.Entry(.file, .imported, id: file.name, title: "", file: file.disk, line: 0, path: file.served))
        let stored: FileStore.Stored
        do throws(MediaError) {
            stored = try fileStore.add(fileAt: file.disk, storing: storesFiles)
        } catch {
            // A full disk ends the import; a file that cannot be read is one file.
            if case .unwritable = error { throw error }
            taken.entry = taken.entry.failing(error.description)
            return taken
        }
        if let reason = FileIntake.reasonToLeave(file, stored) {
            taken.entry.outcome = .leftOut
            taken.entry.reason = reason
            return taken
        }
        var type = MediaType.of(path: file.name, head: stored.head)
        if ImageFormat(head: stored.head) != nil || file.name.lowercased().hasSuffix(".svg") {
            do throws(ImageError) {
                let known = try? store.readWaiting { try $0.image(stored.digest) }
                let record: ImageRecord
                if let known {
                    record = known
                } else {
                    record = ImageRecord(digest: stored.digest, try images.examine(fileAt: file.disk))
                    taken.image = record
                }
                type = record.mediaType
                taken.dropped = record.dropped.isEmpty ? [] : record.dropped.components(separatedBy: ", ")
            } catch {
                taken.entry = taken.entry.failing(error.description)
                return taken
            }
        }
        guard let type else {
            taken.entry.outcome = .leftOut
            taken.entry.reason = "a magazine serves no such files: it is no picture, recording, film or document"
            return taken
        }
        taken.upload = Upload(
            path: file.served, digest: stored.digest, size: stored.size, mediaType: type,
            modifiedAt: FileIntake.modified(file.disk))
        return taken
    }

    private static func reasonToLeave(_ file: Source, _ stored: FileStore.Stored) -> String? {
        if file.name.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
            return "its name holds a control character: no address could lead to it"
        }
        if file.served.utf8.count > 2000 { return "its path is longer than an address may be" }
        return stored.size == 0 ? "it is empty" : nil
    }

    private static func modified(_ path: String) -> Timestamp {
        let date = try? FileManager.default.attributesOfItem(atPath: path)[.modificationDate] as? Date
        return Timestamp(stored: Int64(((date ?? Date(timeIntervalSince1970: 0)).timeIntervalSince1970 * 1000).rounded()))
    }
}

extension ImageRecord {
    /// What was found in a file, as it is stored.
    init(digest: String, _ facts: ImageFacts) {
        self.init(
            digest: digest, format: facts.format.rawValue, width: Int64(facts.width), height: Int64(facts.height),
            fallback: facts.fallback.rawValue)
        (frames, hasAlpha, color) = (Int64(facts.frames), facts.hasAlpha, facts.dominantColour)
        (focalX, focalY) = (Int64(facts.focalX), Int64(facts.focalY))
        (title, credit, license) = (facts.title, facts.credit, facts.license)
        (caption, alt) = (facts.caption, facts.alt)
        dropped = facts.dropped.joined(separator: ", ")
    }
}
