import Synchronization

/// Where pages get their theme from: read once at the start, or looked at again for every page while somebody works on it.
package final class ThemeSource: Sendable {
    /// The folder that is looked at; nil where the theme stays as it is.
    private let folder: String?
    private let last: Mutex<Read>
    /// What speaks while the theme is broken.
    private let standard: Theme

    private struct Read {
        var files: ThemeFiles?
        var result: Result<Theme, ThemeError>
    }

    package init(_ theme: Theme) {
        folder = nil
        standard = theme
        last = Mutex(Read(files: nil, result: .success(theme)))
    }

    /// One whose saved changes are seen by the next page. It may be broken: then pages say what is wrong with it.
    package init(reloading folder: String) throws(ThemeError) {
        self.folder = folder
        standard = try Theme()
        last = Mutex(Read(files: nil, result: .failure(.unreadable(file: folder))))
    }

    package var reloads: Bool { folder != nil }

    /// The words of the theme that was last whole, without a look at its files.
    var vocabulary: Vocabulary { ((try? last.withLock { $0.result }.get()) ?? standard).vocabulary }

    func theme() throws(ThemeError) -> Theme {
        guard let folder else { return try last.withLock { $0.result }.get() }
        // All of it is read, some fifty small files: times of change tell nothing of a file that is saved twice in one tick.
        let files = try ThemeFiles(in: folder)
        return try last.withLock { last in
            guard last.files != files else { return last.result }
            let result = Result { () throws(ThemeError) in try Theme(checking: files, in: folder) }
            last = Read(files: files, result: result)
            return result
        }.get()
    }

    /// The lines of a file around one, for whoever has to mend it.
    func excerpt(of file: String, around line: Int) -> [(number: Int, text: String)] {
        guard line > 0, let bytes = last.withLock({ $0.files?.all[file] }) else { return [] }
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        return (max(1, line - 2)...(line + 2)).compactMap { number in
            lines.indices.contains(number - 1) ? (number, String(lines[number - 1].prefix(300))) : nil
        }
    }
}
