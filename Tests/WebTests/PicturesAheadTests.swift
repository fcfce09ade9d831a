import Content
import Foundation
import Media
import Site
import Storage
import Synchronization
import TestSupport
import Testing

@testable import Web

@Suite("Pictures made before somebody asks", .everyEngine, .timeLimit(.minutes(10)))
struct PicturesAheadTests {
    /// A published article with a large picture, one with a small one, and a draft with one of its own.
    private func magazine() async throws -> TemporaryMagazine {
        let folder = try TemporaryFolder()
        for (name, width) in [("large", 1100), ("small", 400), ("hidden", 500)] {
            try folder.write(try await SmallFiles.picture(width: width), to: "uploads/2020/01/\(name).jpg")
        }
        func item(_ id: Int, _ picture: String, _ status: String = "publish") -> WXRText.Item {
            .post(id) { item in
                item.date = "2020-01-1\(id) 10:00:00"
                (item.meta, item.status) = ([("_thumbnail_id", picture)], status)
            }
        }
        let magazine = try await TemporaryMagazine(
            WXRText([
                .attachment(21, "large.jpg"), .attachment(22, "small.jpg"), .attachment(23, "hidden.jpg"), item(1, "21"),
                item(2, "22"), item(3, "23", "draft"), .post(4),
            ]), uploads: folder["uploads"])
        return withExtendedLifetime(folder) { magazine }
    }

    /// The names of the files that are there, as addresses have them.
    private func made(_ magazine: TemporaryMagazine) throws -> Set<String> {
        guard let files = try? FileManager.default.subpathsOfDirectory(atPath: magazine.directory.renditions) else { return [] }
        return Set(
            files.compactMap { $0.split(separator: "/").last.map(String.init) }.filter {
                $0.utf8.count > 65 && !$0.hasPrefix(".")
            }.map {
                "\($0.prefix(20))/\($0.dropFirst(65))"
            })
    }

    private func ahead(
        of magazine: TemporaryMagazine, isBusy: @escaping @Sendable () -> Bool = { false },
        workers: @escaping @Sendable () -> ImageWorkers
    ) -> PicturesAhead {
        PicturesAhead(
            site: magazine.site, store: magazine.store, renditions: magazine.renditions, isBusy: isBusy, workers: workers)
    }

    private static func worker() -> ImageWorkers {
        ImageWorkers(program: ChildProcess.stet, arguments: [ImageWorkers.command], settings: .patient)
    }

    @Test("they are those that the pages of the newest articles name, cards first; not those of a draft")
    func wanted() async throws {
        let magazine = try await magazine()
        let forms = try await magazine.site.firstPictures()
        let names = forms.map { "\($0.digest.prefix(20))/\($0.key.fileName)" }
        #expect(Set(names).count == names.count)
        var pages = ""
        for path in ["/", "/2020/01/item-1/", "/2020/01/item-2/"] { pages += try await magazine.page(path).body }
        for name in names { #expect(pages.contains("/images/\(name)"), "\(name)") }
        // Of the newer, smaller one its own width is all there is; both are there in three formats.
        #expect(
            forms.map(\.key.fileName).prefix(12) == [
                "320.avif", "320.webp", "320.jpg", "400.avif", "400.webp", "400.jpg", "320.avif", "320.webp", "320.jpg",
                "640.avif",
                "640.webp", "640.jpg",
            ])
        #expect(forms.count == 18 && forms.last?.key.fileName == "1100.jpg" && Set(forms.map(\.digest)).count == 2)
        for form in forms {
            guard
                case .picture(let answer) = try await magazine.site.answer(
                    path: "/images/\(form.digest.prefix(20))/\(form.key.fileName)")
            else {
                Issue.record("\(form.key.fileName) is not offered")
                continue
            }
            #expect((answer.digest, answer.key, answer.mediaType) == (form.digest, form.key, form.mediaType))
        }
    }

    @Test("all of them are made, and nothing else; then the worker is ended, and a second round begins none")
    func makes() async throws {
        let magazine = try await magazine()
        let wanted = Set(try await magazine.site.firstPictures().map { "\($0.digest.prefix(20))/\($0.key.fileName)" })
        let begun = Mutex<[ImageWorkers]>([])
        let ahead = ahead(of: magazine) {
            let workers = Self.worker()
            begun.withLock { $0.append(workers) }
            return workers
        }
        let task = Task { await ahead.run() }
        while try made(magazine) != wanted { try await Task.sleep(for: .milliseconds(20)) }
        while begun.withLock({ $0.contains { !$0.processes.isEmpty } }) { try await Task.sleep(for: .milliseconds(20)) }
        task.cancel()
        await task.value
        var failed: Set<PictureAnswer> = []
        try await ahead.round(&failed)
        #expect(begun.withLock { $0.count } == 1 && failed.isEmpty)
        #expect(try made(magazine) == wanted)
    }

    @Test("while somebody wants a picture none is begun; cancelled, it ends and leaves no worker behind")
    func standsBack() async throws {
        let magazine = try await magazine()
        let asked = Mutex(0)
        let begun = Mutex<[ImageWorkers]>([])
        let ahead = ahead(
            of: magazine,
            isBusy: {
                asked.withLock { $0 += 1 }
                return true
            }
        ) {
            let workers = Self.worker()
            begun.withLock { $0.append(workers) }
            return workers
        }
        let task = Task { await ahead.run() }
        while asked.withLock({ $0 < 4 }) { try await Task.sleep(for: .milliseconds(20)) }
        task.cancel()
        await task.value
        #expect(try made(magazine) == [])
        #expect(begun.withLock { $0.allSatisfy { $0.processes.isEmpty } })
    }

    @Test("without a worker it gives up until the next commit, without a word")
    func withoutWorkers() async throws {
        let magazine = try await magazine()
        let ahead = ahead(of: magazine) { ImageWorkers(program: "/nonexistent/stet", arguments: [], settings: .patient) }
        var failed: Set<PictureAnswer> = []
        try await ahead.round(&failed)
        #expect(try made(magazine) == [] && failed.isEmpty)
    }

    @Test("a picture that cannot be made is passed over, and not tried again")
    func damaged() async throws {
        let magazine = try await magazine()
        let first = try #require(try await magazine.site.firstPictures().first)
        let original = magazine.files.path(of: first.digest)
        let whole = try Data(contentsOf: URL(filePath: original))
        try whole.prefix(whole.count / 2).write(to: URL(filePath: original))
        var failed: Set<PictureAnswer> = []
        try await ahead(of: magazine, workers: Self.worker).round(&failed)
        #expect(failed.count == 6 && failed.contains(first))
        #expect(try made(magazine).count == 12)
        try await ahead(of: magazine) {
            Issue.record("a worker was begun for nothing")
            return Self.worker()
        }.round(&failed)
    }

    @Test("the real server makes them after its start, and ends at once when it is told to")
    func served() async throws {
        let magazine = try await magazine()
        try magazine.close()
        guard !magazine.directory.database.isShared else { return }
        let server = try ChildProcess(
            ChildProcess.stet, ["serve", "--data", magazine.directory.path, "--port", "0"])
        while try made(magazine).count < 18 { try await Task.sleep(for: .milliseconds(50)) }
        server.send(SIGTERM)
        let ending = await server.ending()
        #expect(ending.code == 0 && ending.error == "", "\(ending)")
    }
}
