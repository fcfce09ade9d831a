import Content
import Storage

extension WordPressImport {
    /// Attachments first: articles show them, galleries list them.
    mutating func importAttachments() throws {
        var waiting: [(WXRItem, file: Int)] = []
        func flush(_ run: inout WordPressImport) throws {
            let batch = waiting
            waiting.removeAll(keepingCapacity: true)
            let (store, publication, source, survey) = (run.store, run.publication, run.source, run.survey)
            let freshFiles = run.freshFiles
            var edited: Set<String> = []
            defer { run.editedPictures.formUnion(edited) }
            try store.writeBatchWaiting { transaction in
                for (item, _) in batch {
                    try AttachmentWriter(
                        transaction: transaction, source: source, oldSite: survey.oldSite, basePath: publication.basePath,
                        freshFiles: freshFiles, edited: { edited.insert($0) }
                    ).write(item)
                }
            }
        }
        // The ledger speaks of them at the end, when it is known where they answer and what they belong to.
        let run = self
        try run.eachRecord("Importing attachments") { record, file in
            guard case .item(let item) = record, Ledger.Kind(item) == .attachment, run.firstPlace(of: item, file) == nil else {
                return
            }
            waiting.append((item, file))
            if waiting.count >= WordPressImport.batch { try flush(&self) }
        }
        try flush(&self)
    }

    /// Gives each attachment its address, unless an article has it, and the article it belongs to.
    mutating func settleAttachments() throws {
        var waiting: [(WXRItem, file: Int)] = []
        var entries: [Ledger.Entry] = []
        func flush(_ run: WordPressImport) throws {
            let batch = waiting
            waiting.removeAll(keepingCapacity: true)
            try run.store.writeBatchWaiting { transaction in
                for (item, file) in batch { entries += try run.settle(item, file, in: transaction) }
                try run.noteExported(batch, in: transaction)
            }
        }
        let run = self
        try run.eachRecord("Settling attachments") { record, file in
            guard case .item(let item) = record, Ledger.Kind(item) == .attachment else { return }
            waiting.append((item, file))
            if waiting.count >= WordPressImport.batch { try flush(run) }
        }
        try flush(run)
        for entry in entries { ledger.record(entry) }
    }

    /// An attachment is as public as what it was uploaded to, as in WordPress (`get_post_status`, wp-includes/post.php).
    private func isPublic(_ item: WXRItem, _ transaction: Transaction) throws -> Bool {
        guard item.password.isEmpty else { return false }
        switch item.status {
        case "publish": return true
        case "inherit", "":
            guard item.parent != 0 else { return true }
            let origin = Origin(.item, String(item.parent))
            guard let parent = try transaction.target(of: origin, source: source)?.id else {
                // One that the export does not hold is nobody's secret; one that did not go in may be.
                return survey.places[item.parent] == nil
            }
            return try transaction.current.article(parent) != nil
        default: return false
        }
    }

    /// The pages that WordPress has about files: `stet verify` asks for them.
    private func noteExported(_ batch: [(WXRItem, file: Int)], in transaction: Transaction) throws {
        var notes: [String: (Origin, String, String, String)] = [:]
        for (item, file) in batch {
            guard try isPublic(item, transaction), let address = exportedAddress(item) else { continue }
            let identity = exportedName(of: item, file, at: address)
            notes[identity] = (Origin(.attachment, identity), address, PlainTitle.text(of: item.title), "attachment")
        }
        try transaction.noteExported(
            notes.sorted { $0.key < $1.key }.map { (origin: $1.0, address: $1.1, title: $1.2, type: $1.3) }, source: source)
    }

    private func settle(_ item: WXRItem, _ file: Int, in transaction: Transaction) throws -> [Ledger.Entry] {
        let identity = ItemIdentity.of(item)
        var entry = Ledger.Entry(
            .attachment, .imported, id: identity, title: item.title, file: options.files[file], line: item.line)
        var comments: [Ledger.Entry] = []
        for comment in item.comments {
            comments.append(
                Ledger.Entry(
                    .comment, .leftOut, id: comment.id.map { String($0) } ?? "", title: comment.author, file: options.files[file],
                    line: comment.line, reason: "it stands below an attachment, and attachments have no comments here"))
        }
        let known = try transaction.target(of: Origin(.attachment, identity), source: source)
        if let first = firstPlace(of: item, file) {
            let isSame = known?.digest == ItemIdentity.digest(of: item)
            entry.outcome = isSame ? .leftOut : .failed
            entry.reason =
                isSame
                ? "the same attachment stands in the files once more"
                : "its id is that of the item at \(name(of: first)), which went in; give one of them another <wp:post_id>"
            return [entry] + comments
        }
        guard let id = known?.id, var picture = try transaction.current.picture(id) else {
            return [entry.failing(AttachmentAddress(item).reasonOfNoFile)] + comments
        }
        let before = picture
        picture.articleID =
            try item.parent == 0
            ? nil : transaction.target(of: Origin(.item, String(item.parent)), source: source)?.id
        picture.permalink = try isPublic(item, transaction) ? Permalink(url: item.link) : nil
        if let permalink = picture.permalink, try transaction.isTaken(permalink),
            try transaction.current.destination(at: permalink.key) != .picture(id)
        {
            picture.permalink = nil
            entry = entry.changing("its page's address answers with something else; the file keeps its own")
        }
        if picture != before || picture.permalink != nil { _ = try transaction.save(picture, as: id, ifChangedFrom: before) }
        entry.path = picture.permalink?.text ?? ""
        if editedPictures.contains(identity), entry.outcome == .imported {
            entry = entry.changing(
                "somebody has changed its words here since it was imported, and they stay: the old site's newer ones were not taken"
            )
        }
        if othersFiles.contains(picture.file) {
            let reason = "another site's file is served at its address, and pages show that: its own failed"
            entry = entry.changing(entry.reason.isEmpty ? reason : "\(entry.reason); \(reason)")
        }
        if try transaction.current.upload(at: picture.file) == nil {
            if entry.outcome == .imported {
                entry = entry.changing(
                    "\(reasonOfAbsence(picture.file, of: item)): its words went in, pages show its alt text in its place")
            }
        }
        return [entry] + comments
    }
}

extension WordPressImport {
    fileprivate func reasonOfAbsence(_ file: String, of item: WXRItem) -> String {
        if options.fetch != nil, let scheme = AttachmentAddress(item).foreignScheme {
            return "its file is at an address of \(scheme):, and only those of http: and https: are fetched (--uploads brings it)"
        }
        if unfetched[file] != nil { return "its file could not be fetched" }
        if options.fetch != nil, !storesFiles { return "its file is to be fetched" }
        return options.uploads == nil ? "its file was not given (--uploads or --fetch)" : "its file is not in the uploads"
    }
}

/// What an export says of where the file of an attachment is.
private struct AttachmentAddress {
    private let text: String

    init(_ item: WXRItem) { text = (item.attachmentURL ?? "").trimmed }

    /// The scheme of an address that is none of the web: `ftp`.
    var foreignScheme: String? {
        guard let colon = text.firstRange(of: "://"), colon.lowerBound > text.startIndex else { return nil }
        let scheme = text[..<colon.lowerBound].lowercased()
        let isScheme = scheme.utf8.count <= 20 && scheme.utf8.allSatisfy { (0x61...0x7A).contains($0) }
        return isScheme && scheme != "http" && scheme != "https" ? scheme : nil
    }

    var reasonOfNoFile: String {
        if text.isEmpty { return "it has no file: <wp:attachment_url> is missing" }
        return "its <wp:attachment_url> is no address at which a magazine could have the file: “\(text.prefix(200))”"
    }
}

/// Writes the words of attachments.
struct AttachmentWriter {
    let transaction: Transaction
    let source: Int64
    let oldSite: OldSite
    let basePath: String
    /// Where files are served that were not before this run.
    let freshFiles: Set<String>
    /// Told of each attachment whose words somebody has changed here since.
    let edited: (_ identity: String) -> Void

    /// What tells whether somebody has given a picture other words.
    static func state(of picture: Picture) -> String {
        var digest = ContentDigest()
        for field in [
            picture.title, picture.alt, picture.isDecorative ? "1" : "0", picture.caption.markup, picture.credit,
            picture.summary.markup,
        ] {
            digest.add(field)
        }
        return digest.text
    }

    func write(_ item: WXRItem) throws {
        let url = item.attachmentURL ?? ""
        let meta = Dictionary(item.meta.map { ($0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
        let file = oldSite.filePath(attachmentURL: url, attachedFile: meta["_wp_attached_file"] ?? "")
        guard !file.isEmpty else { return }
        // Before its words: some of them stand in the file.
        try nameOfItsOwn(file)
        let origin = Origin(.attachment, ItemIdentity.of(item))
        let digest = ItemIdentity.digest(of: item)
        let known = try transaction.target(of: origin, source: source)
        if known?.digest != digest {
            var picture = try known.flatMap { try transaction.current.picture($0.id) } ?? Picture()
            let (before, state) = (picture, try transaction.importedState(of: origin, source: source))
            picture.title = PlainTitle.text(of: item.title)
            picture.slug = item.name
            picture.file = file
            picture.alt = PlainTitle.text(of: meta["_wp_attachment_image_alt"] ?? "")
            picture.caption = try safe(item.excerpt)
            picture.summary = try safe(item.content)
            picture.position = Int64(item.menuOrder)
            if let sizes = meta["_wp_attachment_metadata"].flatMap({ PHPValue($0) }) {
                picture.width = sizes["width"]?.integer
                picture.height = sizes["height"]?.integer
                if let credit = sizes["image_meta"]?["credit"]?.text, credit != "0" {
                    picture.credit = PlainTitle.text(of: credit)
                }
                try noteVariants(sizes, of: file)
            }
            let own = OwnFields(item.meta)
            if own[.alt] == nil { try addWords(to: &picture) }
            own.apply(to: &picture)
            if let point = own.focalPoint { try keep(point, of: file) }
            if !state.isEmpty, state != AttachmentWriter.state(of: before) {
                // Somebody has given it other words here: those stay, and stay known as such.
                picture.takeWords(of: before)
                let id = try transaction.save(picture, as: known?.id)
                try transaction.note(origin, source: source, became: id, digest: digest, state: state)
                edited(ItemIdentity.of(item))
            } else {
                let id = try transaction.save(picture, as: known?.id)
                let state = AttachmentWriter.state(of: picture)
                try transaction.note(origin, source: source, became: id, digest: digest, state: state)
            }
        } else if freshFiles.contains(file), OwnFields(item.meta)[.alt] == nil, let known,
            var picture = try transaction.current.picture(known.id)
        {
            // The words came with an earlier run and the file with this one.
            let before = picture
            let state = try transaction.importedState(of: origin, source: source)
            try addWords(to: &picture)
            if picture != before {
                _ = try transaction.save(picture, as: known.id)
                if state == AttachmentWriter.state(of: before) {
                    let now = AttachmentWriter.state(of: picture)
                    try transaction.note(origin, source: source, became: known.id, digest: digest, state: now)
                }
            }
        }
    }

    /// What the file itself says, where the old site says nothing.
    private func addWords(to picture: inout Picture) throws {
        guard let upload = try transaction.current.upload(at: picture.file),
            let image = try transaction.current.image(upload.digest)
        else { return }
        (picture.width, picture.height) = (image.width, image.height)
        if picture.alt.isEmpty { picture.alt = image.alt }
        if picture.credit.isEmpty { picture.credit = image.credit }
        if picture.caption.markup.isEmpty { picture.caption = HTML(escaping: image.caption) }
    }

    private func keep(_ point: (x: Int64, y: Int64), of file: String) throws {
        guard let upload = try transaction.current.upload(at: file), var image = try transaction.current.image(upload.digest),
            !image.isFocalChosen
        else { return }
        (image.focalX, image.focalY, image.isFocalChosen) = (point.x, point.y, true)
        try transaction.save(image)
    }

    /// The smaller copies WordPress had made: their addresses stand in pages, mails and search engines.
    private func noteVariants(_ metadata: PHPValue, of file: String) throws {
        guard case .array(let sizes)? = metadata["sizes"], let slash = file.utf8.lastIndex(of: UInt8(ascii: "/")) else { return }
        // WordPress has about ten; a hostile export has as many as it likes.
        for size in sizes.prefix(60) {
            guard let name = size.value["file"]?.text, !name.contains("/"), !name.isEmpty, name.utf8.count <= 255,
                let width = size.value["width"]?.integer, let height = size.value["height"]?.integer,
                (1...20_000).contains(width), (1...20_000).contains(height)
            else { continue }
            let path = file[...slash] + name
            if path != file, path.utf8.count <= 2000 {
                try transaction.save(variant: String(path), of: file, width: width, height: height)
            }
        }
    }

    /// Uploads may come as one flat folder: a file of the same name stands in for the one in its year's and month's folder.
    private func nameOfItsOwn(_ file: String) throws {
        guard try transaction.current.upload(at: file) == nil, let name = file.split(separator: "/").last,
            var upload = try transaction.current.upload(at: basePath + OldSite.uploads + "/" + name)
        else { return }
        upload.path = file
        try transaction.save(upload, of: source)
    }

    private func safe(_ source: String) throws -> HTML {
        guard !source.isEmpty else { return .empty }
        let sanitizer = HTMLSanitizer(policy: .inline, rewritingLinks: { [oldSite] url, _ in oldSite.localPath(url) ?? url })
        return (try? sanitizer.sanitize(source).html) ?? .empty
    }
}

extension Picture {
    fileprivate mutating func takeWords(of other: Picture) {
        (title, alt, isDecorative) = (other.title, other.alt, other.isDecorative)
        (caption, credit, summary) = (other.caption, other.credit, other.summary)
    }
}

extension PHPValue {
    var integer: Int64? {
        switch self {
        case .int(let number): Int64(number)
        case .string(let text): Int64(text)
        default: nil
        }
    }

    var text: String? {
        if case .string(let text) = self { text } else { nil }
    }
}
