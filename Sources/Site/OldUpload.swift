import Content
import Storage

/// Which file stands in for one that WordPress had made of another: smaller, turned, cut, for finer screens, in another format; or for
/// the original of those, where only one of them is here.
struct OldUpload {
    let library: Library

    /// - Parameter path: decoded.
    /// - Returns: the file, and whether what was asked for was only a picture of it, which nobody makes here.
    func file(for path: String) throws -> (upload: Upload, isPreview: Bool)? {
        let names = FileNames.originals(of: path).filter { $0 != path }
        let found = try library.uploads(at: names)
        if let upload = names.lazy.compactMap({ found[$0] }).first { return (upload, false) }
        for name in names + [path] {
            guard let (start, end, ending) = FileNames.edited(of: name) else { continue }
            let edited = try library.edited(from: start, to: end).first { $0.hasSuffix(ending) && FileNames.isEdited($0) }
            if let edited, let upload = try library.upload(at: edited) { return (upload, false) }
        }
        return try document(of: names + [path]).map { ($0, true) }
    }

    /// `report-pdf-212x300.jpg` is a picture of the first page of `report.pdf`.
    private func document(of names: [String]) throws -> Upload? {
        let ending = "-pdf.jpg"
        let documents = names.filter { $0.hasSuffix(ending) }.map { String($0.dropLast(ending.count)) + ".pdf" }
        for document in documents {
            if let upload = try library.upload(at: document) { return upload }
        }
        return nil
    }
}
