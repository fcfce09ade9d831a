package import Media
package import Storage

/// What work on a magazine is done with, besides its database.
package struct WorkTools: Sendable {
    package let directory: DataDirectory
    package let files: FileStore
    package let trash: FileTrash
    /// Looks at pictures that come in.
    package let images: ImageIntake
    /// Makes what files are fetched with.
    ///
    /// - Parameter hostMap: which host is asked in the place of another.
    package let fetch: @Sendable (_ hostMap: [String: String]) throws -> any FileFetch

    package init(
        of directory: DataDirectory, images: ImageIntake,
        fetch: @escaping @Sendable (_ hostMap: [String: String]) throws -> any FileFetch
    ) {
        (self.directory, self.images, self.fetch) = (directory, images, fetch)
        (files, trash) = (FileStore(folder: directory.files), FileTrash(folder: directory.trash))
    }
}
