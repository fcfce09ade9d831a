package import Media
import ServiceLifecycle
package import Site
package import Storage

/// Makes the pictures of the newest articles before somebody asks for them: after the start, and after each commit.
///
/// One form at a time, by a worker of its own that stands back for all others, and only while nobody waits for a picture and no
/// import looks at any. What cannot be made is left to whoever asks for it, and said then.
package struct PicturesAhead: Service {
    private let site: Site
    private let store: Store
    private let renditions: Renditions
    private let isBusy: @Sendable () -> Bool
    private let workers: @Sendable () -> ImageWorkers

    /// Between two looks for a commit.
    private static let interval = Duration.seconds(30)
    /// Between two looks whether the others are done.
    private static let pause = Duration.milliseconds(200)

    /// - Parameters:
    ///   - renditions: those of the readers.
    ///   - isBusy: whether somebody wants a picture now.
    ///   - workers: begins a worker, which is ended when all is made.
    package init(
        site: Site, store: Store, renditions: Renditions, isBusy: @escaping @Sendable () -> Bool,
        workers: @escaping @Sendable () -> ImageWorkers
    ) {
        (self.site, self.store, self.renditions, self.isBusy, self.workers) = (site, store, renditions, isBusy, workers)
    }

    /// Works until it is cancelled or the server ends.
    package func run() async {
        await cancelWhenGracefulShutdown {
            var made: Int64?
            var failed: Set<PictureAnswer> = []
            while !Task.isCancelled {
                do {
                    let commit = try await store.read { try $0.lastCommit() }
                    if commit != made {
                        try await round(&failed)
                        made = commit
                    }
                } catch {
                    // The database is away, or this is the end.
                }
                try? await Task.sleep(for: PicturesAhead.interval)
            }
        }
    }

    /// Makes what is missing. Ends early where no more can be made now.
    ///
    /// - Parameter failed: forms that cannot be made, and are not tried again.
    func round(_ failed: inout Set<PictureAnswer>) async throws {
        let missing = try await site.firstPictures().filter { form in
            !failed.contains(form)
                && ImageFormat(mediaType: form.mediaType).map {
                    !renditions.holds(form.key, of: form.digest, format: $0)
                } == true
        }
        guard !missing.isEmpty else { return }
        let workers = workers()
        defer { workers.stop() }
        let maker = renditions.made(by: workers)
        for form in missing {
            while isBusy() { try await Task.sleep(for: PicturesAhead.pause) }
            try Task.checkCancellation()
            guard let format = ImageFormat(mediaType: form.mediaType) else { continue }
            do throws(ImageError) {
                _ = try await maker.file(form.key, of: form.digest, format: format)
            } catch {
                switch error {
                case .file(.unreadable): continue
                case _ where error.isLasting: failed.insert(form)
                default: return
                }
            }
        }
    }
}
