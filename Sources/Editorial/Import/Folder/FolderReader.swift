/// Reads a folder of Markdown files with YAML front matter: Stet's own, Hugo's, Jekyll's, or any.
///
/// List first and then take one text after the other, so that memory holds one text and not the archive. The result is
/// the same on every machine: files come in the order of their paths' bytes.
package struct FolderReader: Sendable {
    private let tree: FolderTree
    private let convention: FolderConvention

    package init(folder: String) throws(FolderError) {
        tree = try FolderTree(folder)
        var folders: Set<String> = []
        let top = tree.files { path in
            folders.insert(path)
            return false
        }
        convention = FolderConvention(files: Set(top.paths), folders: folders)
    }

    /// Everything but the texts, and where the texts are; what cannot be read is among the failures.
    package func list() -> FolderListing {
        let found = tree.files(enters: convention.enters)
        return FolderLister(tree: tree, convention: convention, paths: found.paths).list(failures: found.failures)
    }

    /// One text.
    package func document(_ source: FolderSource) throws(FolderFailure) -> FolderDocument {
        let text = try frontMatter(source.file)
        var document = try FolderDocument(text, source: source)
        if document.isPage, document.parent == nil, let parent = source.place.parent {
            // The page above may have another slug than its file's name; if it cannot be read, it fails by itself.
            let above = try? FolderFields(frontMatter(parent.file).fields, file: parent.file).text("slug")
            document.parent = above ?? parent.slug
        }
        return document
    }

    /// Everything at once, for folders that fit into memory.
    package func read() -> FolderContents {
        let listing = list()
        var contents = FolderContents(
            publication: listing.publication, authors: listing.authors, sections: listing.sections, documents: [],
            statics: listing.statics, failures: listing.failures)
        for source in listing.sources {
            do {
                contents.documents.append(try document(source))
            } catch {
                contents.failures.append(error)
            }
        }
        return contents
    }

    private func frontMatter(_ file: String) throws(FolderFailure) -> FrontMatter {
        try FrontMatter(tree.read(file, maximumSize: FrontMatter.maximumFileSize), file: file)
    }
}
