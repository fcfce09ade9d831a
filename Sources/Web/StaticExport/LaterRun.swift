import Content
import Foundation
import Media

/// What a later run finds at its end: which files have nothing to stand for any more, and the notes for the next run.
struct LaterRun {
    let folder: ExportFolder
    let state: ExportState?
    let log: ExportLog
    var findings = ExportPass.Findings()
    /// What was there and is not any more.
    var gone: [ExportRecord] = []
    var isListWanted = false
    private(set) var removed = 0

    init(folder: ExportFolder, state: ExportState?, log: ExportLog) { (self.folder, self.state, self.log) = (folder, state, log) }

    /// After a pass through everything: what it did not come by.
    /// - Parameter named: forms of pictures that pages name.
    mutating func findAbandoned(named: Set<UInt64>) {
        let seen = findings.seen
        var abandoned: [ExportRecord] = []
        state?.each { entry in
            entry.kind == .named ? !named.contains(ExportMark.named(entry.hash)) : !seen.contains(entry.hash)
        } _: { record in
            abandoned.append(record)
        }
        gone += abandoned
    }

    /// After a pass through some: forms of pictures that no page names any more.
    mutating func findUnnamed() {
        let removedNow = gone + findings.gone.filter { !findings.live.contains($0.hash) }
        var lost = MarkSet(
            findings.unnamed.union(removedNow.flatMap { $0.marks.filter(ExportMark.isNamed) }).subtracting(findings.named))
        guard !lost.isEmpty, let state else { return }
        let (seen, away) = (findings.seen, Set(removedNow.map(\.hash)))
        var stillNamed: Set<UInt64> = []
        state.each { entry in
            entry.kind != .named && !seen.contains(entry.hash) && !away.contains(entry.hash) && lost.meets(entry)
        } _: { record in
            stillNamed.formUnion(record.marks)
        }
        lost = MarkSet(lost.marks.subtracting(stillNamed))
        var unnamed: [ExportRecord] = []
        state.each {
            ($0.kind == .named || $0.kind == .lacking) && lost.contains(ExportMark.named($0.hash))
        } _: { record in
            var record = record
            // One that was lacking may have been made by this run.
            record.kind = .named
            unnamed.append(record)
        }
        for record in unnamed { findings.live.remove(record.hash) }
        gone += unnamed
    }

    /// Takes away the files of what is gone, and of a run that was killed what nothing stands for.
    mutating func removeGone() throws {
        gone += findings.gone
        let live = findings.live
        var candidates: Set<String> = []
        for record in gone {
            if !live.contains(record.hash) {
                var away = record
                (away.kind, away.marks, away.location) = (.removed, [], "")
                try log.append(away)
                if record.isListed { isListWanted = true }
            }
            if let file = record.file { candidates.insert(file) }
        }
        for address in state?.unsure.values ?? [:].values {
            for isPage in [true, false] {
                if let file = try? ExportPlace.file(of: address, isPage: isPage) { candidates.insert(file) }
            }
        }
        if state?.unsure.isEmpty == false { isListWanted = true }
        guard !candidates.isEmpty else { return }
        try log.flush()
        // What stands there by another address, or in another form, stays.
        var claimed: Set<String> = []
        ExportState(file: folder.state)?.each { _ in
            true
        } _: { record in
            if let file = record.file, candidates.contains(file) { claimed.insert(file) }
        }
        for file in candidates.subtracting(claimed).subtracting(ServerFiles.names).sorted() where folder.holds(file) {
            folder.remove(file)
            removed += 1
        }
    }

    /// Every address that leads on or is gone.
    func listed() throws -> [ExportRecord] {
        try log.flush()
        var listed: [ExportRecord] = []
        ExportState(file: folder.state)?.each { entry in
            entry.kind == .leading || entry.kind == .leadingOnly || entry.kind == .gone
        } _: {
            listed.append($0)
        }
        return listed
    }

    /// Writes the notes of the run; where much of them is of the past, as a new file.
    func finish(_ head: ExportState.Head) throws {
        var head = head
        try log.flush()
        head.length = UInt64(log.length)
        // Where nothing could be read of the last run there is no first part yet.
        head.baseLength = state?.head.baseLength ?? UInt64(ExportState.Head.size)
        try log.finish(head)
        guard let now = ExportState(file: folder.state), now.isWorthTidying else { return }
        let path = folder.state + ".new"
        let new = try ExportLog(file: path, at: ExportState.Head.size)
        var failure: (any Error)?
        now.each { _ in
            true
        } _: { record in
            do { try new.append(record) } catch { failure = error }
        }
        if let failure { throw failure }
        try new.flush()
        (head.length, head.baseLength) = (UInt64(new.length), UInt64(new.length))
        try new.finish(head)
        guard rename(path, folder.state) == 0 else { throw ExportFolder.failure(folder.state) }
    }
}
