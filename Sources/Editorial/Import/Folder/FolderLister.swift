/// Goes through the files of a folder and says what each of them is.
///
/// Settings, lists and the `_index.md` of sections are read at once, for they are few; texts are only found.
struct FolderLister {
    let tree: FolderTree
    let convention: FolderConvention
    /// All files, in the order of their bytes.
    let paths: [String]

    /// Of a settings or data file: Yams takes some 100 bytes of memory for one of YAML.
    private static let maximumDataSize = 1 << 20
    private static let maximumDataValues = 100_000

    func list(failures: [FolderFailure]) -> FolderListing {
        var listing = FolderListing()
        listing.failures = failures
        readSettings(into: &listing)
        readData(["data/authors.yaml", "data/authors.yml", "_data/authors.yml", "_data/authors.yaml"], into: &listing) {
            (listing, key, fields) throws(FolderFailure) in
            listing.authors.append(try FolderAuthor(fields, slug: key))
        }
        readData(["data/sections.yaml", "data/sections.yml"], into: &listing) {
            (listing, key, fields) throws(FolderFailure) in
            listing.sections.append(try FolderSection(fields, slug: key))
        }
        for path in paths { place(path, into: &listing) }
        settle(&listing)
        listing.failures.sort { left, right in
            left.file == right.file
                ? (left.line ?? 0) < (right.line ?? 0) : FolderTree.isBefore(left.file, right.file)
        }
        return listing
    }

    private func readSettings(into listing: inout FolderListing) {
        guard let (file, origin) = FolderConvention.settings.first(where: { paths.contains($0.file) }) else {
            for file in FolderConvention.unreadableSettings where paths.contains(file) {
                listing.failures.append(.init(file: file, reason: "settings are read from YAML only"))
            }
            return
        }
        do throws(FolderFailure) {
            listing.publication = try FolderPublication(FolderFields(data(file), file: file), origin: origin)
        } catch {
            listing.failures.append(error)
        }
    }

    /// Reads the entries of data files: a list of mappings, or a mapping from slug to mapping.
    ///
    /// A bad entry does not take the others with it.
    private func readData(
        _ files: [String], into listing: inout FolderListing,
        add: (inout FolderListing, String?, FolderFields) throws(FolderFailure) -> Void
    ) {
        for file in files where paths.contains(file) {
            var entries: [(key: String?, value: YAMLValue)] = []
            do throws(FolderFailure) {
                let root = try data(file)
                switch root.content {
                case .null: break
                case .sequence(let items): entries = items.map { (nil, $0) }
                case .mapping(let pairs): entries = pairs.map { ($0.key, $0.value) }
                case .scalar:
                    throw FolderFailure(file: file, line: root.line, reason: "expected a list of `key: value` lines")
                }
            } catch {
                listing.failures.append(error)
            }
            for (key, value) in entries {
                do throws(FolderFailure) {
                    try add(&listing, key, FolderFields(value, file: file))
                } catch {
                    listing.failures.append(error)
                }
            }
        }
    }

    private func data(_ file: String) throws(FolderFailure) -> YAMLValue {
        let bytes = try tree.read(file, maximumSize: FolderLister.maximumDataSize)
        guard let text = String(validating: LineScanner(bytes).rest, as: UTF8.self) else {
            throw FolderFailure(file: file, reason: "not UTF-8")
        }
        return try YAMLReader(file: file, maximumValues: FolderLister.maximumDataValues).read(text)
    }
}

/// One file after the other.
extension FolderLister {
    private func place(_ path: String, into listing: inout FolderListing) {
        let parts = path.utf8.split(separator: UInt8(ascii: "/")).map { String(Substring($0)) }
        guard let top = parts.first, let name = parts.last else { return }
        if top == "static", convention != .jekyll, parts.count > 1 {
            listing.statics.append(served(path, at: parts.dropFirst()))
            return
        }
        if convention == .content, top != "content" { return }
        guard FolderPlace.isMarkdown(name) else {
            placeOther(path, parts, into: &listing)
            return
        }
        switch FolderPlace.role(of: parts, in: convention) {
        case .document(let place): listing.sources.append(.init(file: path, place: place))
        case .refused(let reason): listing.failures.append(.init(file: path, reason: reason))
        case .listing: break
        case .section(let slug, let parent):
            readIndex(path, into: &listing) { (listing, fields, body) throws(FolderFailure) in
                var section = try FolderSection(fields, slug: slug, parent: parent)
                section.description = section.description ?? body
                if !listing.sections.contains(where: { $0.slug == section.slug }) { listing.sections.append(section) }
            }
        case .author(let slug):
            readIndex(path, into: &listing) { (listing, fields, body) throws(FolderFailure) in
                var author = try FolderAuthor(fields, slug: slug)
                author.bio = author.bio ?? body
                if !listing.authors.contains(where: { $0.slug == author.slug }) { listing.authors.append(author) }
            }
        }
    }

    private func readIndex(
        _ path: String, into listing: inout FolderListing,
        add: (inout FolderListing, FolderFields, String?) throws(FolderFailure) -> Void
    ) {
        do throws(FolderFailure) {
            let bytes = try tree.read(path, maximumSize: FrontMatter.maximumFileSize)
            let text = try FrontMatter(bytes, file: path)
            try add(&listing, FolderFields(text.fields, file: path), FolderFields.trimmed(text.body))
        } catch {
            listing.failures.append(error)
        }
    }

    /// A file that is no Markdown: served, refused or none of ours.
    private func placeOther(_ path: String, _ parts: [String], into listing: inout FolderListing) {
        let ending = FolderPlace.pathExtension(of: parts.last ?? "")
        switch convention {
        case .content, .plain:
            if ["html", "htm", "adoc", "asciidoc", "ad", "org", "rst", "pandoc", "pdc", "mdx"].contains(ending) {
                listing.failures.append(.init(file: path, reason: "not Markdown: not read"))
            } else if convention == .content {
                listing.statics.append(served(path, at: parts.dropFirst()))
            } else if !["yaml", "yml", "toml", "json"].contains(ending) {
                listing.statics.append(served(path, at: parts[...]))
            }
        case .jekyll:
            // At the root lie a Gemfile and its like; templates and style sheets are made into something else.
            let made = ["html", "htm", "xml", "liquid", "scss", "sass", "coffee", "rb", "yml", "yaml", "toml", "json"]
            let isHeld = parts.contains { $0.utf8.first == UInt8(ascii: "_") }
            guard parts.count > 1, !isHeld, !made.contains(ending) else { return }
            listing.statics.append(served(path, at: parts[...]))
        }
    }

    private func served(_ path: String, at parts: ArraySlice<String>) -> FolderStatic {
        FolderStatic(path: tree.absolute(path), served: "/" + parts.joined(separator: "/"))
    }
}

/// What can be said only once every file is known.
extension FolderLister {
    private func settle(_ listing: inout FolderListing) {
        let sections = Set(listing.sections.map(\.slug))
        var pages: [String: String] = [:]
        for source in listing.sources where source.place.isPage { pages[source.place.slug] = source.file }
        let bundles = Set(listing.sources.map(\.place).filter(ownsItsFolder).map(\.directory))
        listing.sources = listing.sources.compactMap { source in
            var place = source.place
            if let bundle = bundle(around: place, in: bundles) {
                let reason = "lies in the bundle \(bundle) beside its index.md: not a text of its own"
                listing.failures.append(.init(file: source.file, reason: reason))
                return nil
            }
            if place.isPage {
                place.parent =
                    place.folders.lazy.compactMap { slug in
                        pages[slug].flatMap { $0 == source.file ? nil : .init(file: $0, slug: slug) }
                    }.first
            } else if !place.sectionsAreAdded {
                place.sections = (place.folders.first(where: sections.contains) ?? place.topSection).map { [$0] } ?? []
            }
            return FolderSource(file: source.file, place: place)
        }
    }

    /// A folder right below `content/` is a section, although someone put an `index.md` into it.
    private func ownsItsFolder(_ place: FolderPlace) -> Bool {
        let depth = place.directory.utf8.count { $0 == UInt8(ascii: "/") } - 1
        return place.isBundle && depth >= (convention == .plain ? 1 : 2)
    }

    /// The bundle whose folder this text lies in without being its `index.md`.
    private func bundle(around place: FolderPlace, in bundles: Set<String>) -> String? {
        guard !bundles.isEmpty else { return nil }
        var folder = place.directory[...]
        while !folder.isEmpty {
            let path = String(folder)
            if bundles.contains(path), !(place.isBundle && path == place.directory) { return path }
            let above = folder.utf8.dropLast().lastIndex(of: UInt8(ascii: "/"))
            folder = above.map { folder[...$0] } ?? ""
        }
        return nil
    }
}
