package import Media

/// What work on a magazine is done with, besides its database.
package struct WorkTools: Sendable {
    package let files: FileStore
    /// Looks at pictures that come in.
    package let images: ImageIntake
    /// Makes what files are fetched with.
    ///
    /// - Parameter hostMap: which host is asked in the place of another.
    package let fetch: @Sendable (_ hostMap: [String: String]) throws -> any FileFetch

    package init(
        files: FileStore, images: ImageIntake,
        fetch: @escaping @Sendable (_ hostMap: [String: String]) throws -> any FileFetch
    ) {
        (self.files, self.images, self.fetch) = (files, images, fetch)
    }
}
