import Content
import Storage

/// Which pictures that readers see have no words for those who do not see them.
struct AltTexts {
    let store: Store
    let monitor: ImportMonitor

    func missing() throws -> WorkResult {
        var uses: [String: [String]] = [:]
        var last: Int64 = 0
        while true {
            try monitor.check()
            let articles = try store.readWaiting { library in
                let articles = try library.picturesInUse(after: last, limit: 200)
                for article in articles { try note(article, library, in: &uses) }
                return articles
            }
            guard let end = articles.last else { break }
            last = end.article
        }
        guard !uses.isEmpty else {
            return WorkResult(report: "Every picture that readers see has alt text, or needs none by decision.\n", exit: .success)
        }
        var report = "\(uses.count) \(uses.count == 1 ? "picture has" : "pictures have") no alt text:\n"
        for (file, paths) in uses.sorted(by: { $0.key < $1.key }) {
            report += "  \(file)\n" + paths.prefix(5).map { "    on \($0)\n" }.joined()
            if paths.count > 5 { report += "    and on \(paths.count - 5) more\n" }
        }
        report += "Describe one with: stet pictures describe FILE --alt TEXT, or --decorative\n"
        return WorkResult(report: report, exit: .incomplete)
    }

    private func note(_ article: PicturesInUse, _ library: Library, in uses: inout [String: [String]]) throws {
        func add(_ file: String) {
            if uses[file]?.last != article.path { uses[file, default: []].append(article.path) }
        }
        let missing = try library.silentPictures(
            leadFile: article.isLeadDescribed ? nil : article.leadFile, body: article.body)
        for file in missing { add(file) }
    }
}

extension Library {
    /// The files of the pictures that have no words: neither for this use, nor of their own, nor by decision none.
    ///
    /// - Parameter leadFile: of the picture above, where that one has none.
    func silentPictures(leadFile: String?, body: HTML) throws -> [String] {
        var files = leadFile.map { [$0] } ?? []
        let silent = ImageTag.all(in: body.markup).filter { ($0["alt"] ?? "").isEmpty }.compactMap(\.path)
        guard !silent.isEmpty else { return files }
        let known = try embeddedImages(at: silent + silent.compactMap(ImageTag.withoutSize))
        for path in silent {
            let whole = known[path] == nil ? ImageTag.withoutSize(path) ?? path : path
            if let picture = known[whole], !picture.alt.isEmpty || picture.isDecorative { continue }
            if !files.contains(whole) { files.append(whole) }
        }
        return files
    }
}

/// Words for a picture, and what its crops keep in sight: set by hand.
package struct PictureDescription: Codable, Sendable, Equatable {
    /// Where the file is served.
    package var file: String
    package var alt: String?
    /// That it needs no words, by decision.
    package var isDecorative: Bool
    /// In thousandths of width and height.
    package var focalPoint: [Int64]?

    package init(file: String, alt: String?, isDecorative: Bool, focalPoint: [Int64]?) {
        (self.file, self.alt, self.isDecorative, self.focalPoint) = (file, alt, isDecorative, focalPoint)
    }

    func apply(to store: Store) throws -> WorkResult {
        let changed = try store.writeWaiting { transaction in
            let ids = try transaction.current.pictures(ofFile: file)
            guard let upload = try transaction.current.upload(at: file) else { return false }
            for id in ids where alt != nil || isDecorative {
                guard var picture = try transaction.current.picture(id) else { continue }
                picture.alt = isDecorative ? "" : alt ?? picture.alt
                picture.isDecorative = isDecorative
                _ = try transaction.save(picture, as: id)
            }
            if ids.isEmpty, alt != nil || isDecorative {
                var picture = Picture()
                (picture.file, picture.alt, picture.isDecorative) = (file, alt ?? "", isDecorative)
                _ = try transaction.save(picture)
            }
            if let focalPoint, focalPoint.count == 2, var image = try transaction.current.image(upload.digest) {
                (image.focalX, image.focalY, image.isFocalChosen) = (focalPoint[0], focalPoint[1], true)
                try transaction.save(image)
            }
            transaction.touchFile(at: file)
            return true
        }
        guard changed else {
            return WorkResult(
                report:
                    "No picture is served at \(file). Give the path its address has, as in /wp-content/uploads/2020/01/quay.jpg\n",
                exit: .unreadable)
        }
        return WorkResult(report: "\(file) is described.\n", exit: .success)
    }
}
