/// Everything in a folder but the texts, and where the texts are.
package struct FolderListing: Sendable {
    package var publication: FolderPublication?
    package var authors: [FolderAuthor] = []
    package var sections: [FolderSection] = []
    /// The files to give to `FolderReader.document`, in the order of their paths' bytes.
    package var sources: [FolderSource] = []
    package var statics: [FolderStatic] = []
    package var failures: [FolderFailure] = []
}

/// Everything in a folder at once.
package struct FolderContents: Sendable {
    package var publication: FolderPublication?
    package var authors: [FolderAuthor]
    package var sections: [FolderSection]
    package var documents: [FolderDocument]
    package var statics: [FolderStatic]
    package var failures: [FolderFailure]
}
