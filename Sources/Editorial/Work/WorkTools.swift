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

    /// Makes what the magazine is asked with as its readers ask it.
    package let reading: @Sendable (_ store: Store) throws -> MagazineReading
    /// Makes what pages of an old site are fetched with.
    ///
    /// - Parameter hostMap: which host is asked in the place of another.
    package let pages: @Sendable (_ hostMap: [String: String]) throws -> PageFetching

    /// Writes the magazine as files.
    package let export: SiteExporting

    package init(
        of directory: DataDirectory, images: ImageIntake,
        fetch: @escaping @Sendable (_ hostMap: [String: String]) throws -> any FileFetch,
        reading: @escaping @Sendable (_ store: Store) throws -> MagazineReading,
        pages: @escaping @Sendable (_ hostMap: [String: String]) throws -> PageFetching, export: @escaping SiteExporting
    ) {
        (self.directory, self.images, self.fetch, self.reading, self.pages) = (directory, images, fetch, reading, pages)
        self.export = export
        (files, trash) = (FileStore(folder: directory.files), FileTrash(folder: directory.trash))
    }
}
