import Content
import Dispatch
import Foundation
import Media
import Storage
import TestSupport
import Testing

@testable import Editorial

@Suite("Files in the trash", .everyEngine)
struct DeletedFilesTests {
    private let lead: TestSupport.WXRText.Item = .post(8) { $0.meta = [("_thumbnail_id", "5")] }

    /// One picture above an article, and one that nothing uses, with a page, a smaller copy, an old address and words.
    private func magazine() async throws -> UnusedMagazine {
        let unused = try UnusedMagazine()
        try await unused.importing(items, files: ["lead.gif", "left.gif"])
        try unused.store.writeWaiting { transaction in
            try transaction.save(
                variant: UnusedMagazine.uploads + "left-thumb.gif", of: UnusedMagazine.uploads + "left.gif", width: 1, height: 1)
            try transaction.claim(try #require(Permalink("/old-page/")), for: .redirect("/file-6/"))
        }
        return unused
    }

    private var items: [TestSupport.WXRText.Item] {
        [.attachment(5, "lead.gif"), .attachment(6, "left.gif", alt: "A boat") { $0.excerpt = "Words <em>below</em> it" }, lead]
    }

    private static let left = UnusedMagazine.uploads + "left.gif"

    @Test("what nothing uses goes with its page, its copies and its forms; the magazine is whole, and what is used stays")
    func deleting() async throws {
        let unused = try await magazine()
        let magazine = unused.magazine
        let digest = try #require(try unused.digest(of: "left.gif"))
        let used = try #require(try unused.digest(of: "lead.gif"))
        for picture in [digest, used] {
            try magazine.folder.write("a form", to: "magazine/renditions/\(picture.prefix(2))/\(picture)-320.webp")
        }
        let page = try await magazine.page("/2020/01/item-8/")
        let result = try unused.unused().delete()
        #expect(
            result.report == """
                1 file that nothing used, 50 bytes, is in the trash for 30 days:
                  /wp-content/uploads/2020/01/left.gif  50 bytes
                Bring one back with: stet pictures restore FILE

                """)
        #expect(result.exit == .success)
        for address in [
            DeletedFilesTests.left, "/file-6/", "/old-page/", "/?attachment_id=6", UnusedMagazine.uploads + "left-thumb.gif",
        ] {
            #expect(try await magazine.page(address).status == 404, "\(address)")
        }
        for name in ["left", "file-6", digest] { #expect(try unused.tables(naming: name) == []) }
        #expect(try await magazine.page("/2020/01/item-8/") == page)
        #expect(try magazine.problems() == [])
        #expect(magazine.files.digests == [used])
        #expect(try magazine.folder.contents(of: "magazine/trash").keys.filter { !$0.hasSuffix(".json") }.count == 1)
        let forms = try magazine.folder.contents(of: "magazine/renditions").keys
        #expect(forms.contains { $0.contains(used) } && !forms.contains { $0.contains(digest) })
        #expect(try unused.unused().list().exit == .success)
    }

    @Test("the commit says what went: the file, its page and its address")
    func touched() async throws {
        let unused = try await magazine()
        let before = try unused.store.readWaiting { try $0.lastCommit() }
        let id = try #require(try unused.store.readWaiting { try $0.pictures(ofFile: DeletedFilesTests.left).first })
        let digest = try #require(try unused.digest(of: "left.gif"))
        _ = try unused.unused().delete()
        let words = try unused.store.writeWaiting { transaction in
            try transaction.connection.rows("SELECT touched FROM change WHERE id > ?", [.int(before)]) { $0.text(0) }
        }
        #expect(words.count == 1)
        let touched = Set((words.first ?? "").split(separator: " ").map(String.init))
        #expect(
            touched == [
                "u" + DeletedFilesTests.left, "u" + UnusedMagazine.uploads + "left-thumb.gif", "p\(id)", "i\(digest.prefix(20))",
                "//file-6/", "//old-page/", "I",
            ])
    }

    @Test("what was deleted comes back with its words, its page, its number and its bytes")
    func restoring() async throws {
        let unused = try await magazine()
        let magazine = unused.magazine
        _ = try PictureDescription(file: DeletedFilesTests.left, alt: "By hand", isDecorative: false, focalPoint: [100, 900])
            .apply(to: unused.store)
        func tables() throws -> DatabaseDump {
            // A picture that comes back may have another number, as any that is new.
            try DatabaseDump(unused.store).without("change", "commit_number", "picture", "origin", "address")
        }
        let before = try tables()
        let page = try await magazine.page("/file-6/")
        #expect(page.status == 200 && page.body.contains("Words <em>below</em> it"))
        _ = try unused.unused().delete()
        let trash = Trash(store: unused.store, tools: unused.tools)
        #expect(
            try trash.list().report.hasPrefix(
                "1 file in the trash, 50 bytes:\n  \(DeletedFilesTests.left)  50 bytes, deleted on "))
        let result = try trash.restore("https://old.example" + DeletedFilesTests.left)
        #expect(result == WorkResult(report: "\(DeletedFilesTests.left) is back.\n", exit: .success))
        let after = try tables()
        #expect(after == before, "\(after.firstDifference(from: before))")
        #expect(try await magazine.page("/file-6/") == page)
        #expect(try await magazine.page("/?attachment_id=6").location == "/file-6/")
        #expect(try await magazine.page("/old-page/").location == "/file-6/")
        #expect(try await magazine.page(DeletedFilesTests.left).status == 200)
        #expect(try trash.list().report == "The trash is empty.\n")
        #expect(try magazine.problems() == [])
        #expect(try trash.restore(DeletedFilesTests.left).exit == .unreadable)
        // An import takes it for what it was.
        try await unused.importing(items, files: [])
        #expect(try unused.store.readWaiting { try $0.pictures(ofFile: DeletedFilesTests.left).count } == 1)
        #expect(try await magazine.page("/file-6/").body == page.body)
    }

    @Test("the same export brings in again what was deleted, and is then whole")
    func importedAgain() async throws {
        let unused = try await magazine()
        _ = try PictureDescription(file: DeletedFilesTests.left, alt: "By hand", isDecorative: false, focalPoint: nil)
            .apply(to: unused.store)
        let page = try await unused.magazine.page("/2020/01/item-8/")
        _ = try unused.unused().delete()
        try await unused.importing(items, files: [])
        #expect(try await unused.magazine.page(DeletedFilesTests.left).status == 200)
        #expect(try await unused.magazine.page("/file-6/").body.contains("Words <em>below</em> it"))
        #expect(try await unused.magazine.page("/2020/01/item-8/") == page)
        #expect(try unused.magazine.problems() == [])
        #expect(try unused.listed() == ["left.gif"])
        // What is in the trash is not put beside it, but the picture gets the words it lacks. These it has from the export.
        #expect(try Trash(store: unused.store, tools: unused.tools).restore(DeletedFilesTests.left).exit == .success)
        let ids = try unused.store.readWaiting { try $0.pictures(ofFile: DeletedFilesTests.left) }
        #expect(ids.count == 1)
    }

    @Test("an address that has got another file keeps it")
    func takenMeanwhile() async throws {
        let unused = try await magazine()
        _ = try unused.unused().delete()
        try unused.magazine.folder.write(SmallFiles.gif + [7], to: "uploads/2020/01/left.gif")
        try await unused.importing([lead], files: [])
        let result = try Trash(store: unused.store, tools: unused.tools).restore(DeletedFilesTests.left)
        #expect(
            result.report == "Nothing could be brought back:\n  \(DeletedFilesTests.left) is another file by now, and stays so.\n"
        )
        #expect(result.exit == .incomplete)
        #expect(try unused.magazine.problems() == [])
    }

    @Test("after thirty days the trash is emptied, and not before")
    func thirtyDays() async throws {
        let unused = try await magazine()
        _ = try unused.unused().delete()
        func files(after days: Int64) throws -> Int {
            let now = Timestamp(stored: Trash.now.milliseconds + days * 86_400_000)
            try Trash(store: unused.store, tools: unused.tools, now: now).sweep()
            return try unused.magazine.folder.contents(of: "magazine/trash").count
        }
        #expect(try files(after: 29) == 2)
        #expect(try files(after: 31) == 0)
    }

    @Test("a deletion that ended between the rows and the bytes is ended by the next sweep")
    func interrupted() async throws {
        let unused = try await magazine()
        let digest = try #require(try unused.digest(of: "left.gif"))
        _ = try unused.unused().delete()
        // As if the power had gone before the bytes went.
        let trash = try #require(unused.tools.trash.entries.first)
        try FileManager.default.moveItem(
            atPath: unused.tools.trash.path(of: trash), toPath: unused.magazine.files.path(of: digest))
        try Trash(store: unused.store, tools: unused.tools).sweep()
        #expect(!unused.magazine.files.digests.contains(digest))
        #expect(try Trash(store: unused.store, tools: unused.tools).restore(DeletedFilesTests.left).exit == .success)
        #expect(try await unused.magazine.page("/file-6/").status == 200)
    }

    @Test("a note of a deletion that never came to be goes, and the file stays")
    func neverBegun() async throws {
        let unused = try await magazine()
        let digest = try #require(try unused.digest(of: "left.gif"))
        let entry = try #require(FileTrash.Entry(digest: digest, deletedAt: Trash.now.milliseconds))
        try unused.tools.trash.add(notes: [(entry, TrashNote(nil).bytes)])
        try Trash(store: unused.store, tools: unused.tools).sweep()
        // Another program may be at it just now.
        #expect(unused.tools.trash.entries == [entry])
        let later = Timestamp(stored: Trash.now.milliseconds + 2 * 3_600_000)
        try Trash(store: unused.store, tools: unused.tools, now: later).sweep()
        #expect(unused.tools.trash.entries.isEmpty)
        #expect(try await unused.magazine.page(DeletedFilesTests.left).status == 200)
    }

    @Test("bytes in the store that nobody serves are found, and moved", .engine(.sqlite))
    func orphans() async throws {
        let unused = try await magazine()
        let stray = try unused.magazine.files.add(fileAt: unused.magazine.folder.write("stray", to: "stray"))
        let report = try unused.unused().list().report
        #expect(report.hasPrefix("2 files that nothing uses, 55 bytes:\n"))
        #expect(report.contains("  (without an address: \(unused.magazine.files.path(of: stray.digest)))  5 bytes\n"))
        #expect(try unused.unused().delete().report.hasPrefix("2 files that nothing used"))
        #expect(!unused.magazine.files.digests.contains(stray.digest))
        #expect(try Trash(store: unused.store, tools: unused.tools).list().report.hasPrefix("2 files in the trash"))
    }

    @Test("bytes in a folder that several programs share are nobody's to move", .engine(.postgres))
    func sharedFolder() async throws {
        let unused = try await magazine()
        let stray = try unused.magazine.files.add(fileAt: unused.magazine.folder.write("stray", to: "stray"))
        #expect(try unused.unused().delete().report.hasPrefix("1 file that nothing used"))
        #expect(unused.magazine.files.digests.contains(stray.digest))
    }

    // MARK: What others write meanwhile

    @Test("an article that is saved while the texts are read keeps what it shows")
    func savedMeanwhile() async throws {
        let unused = try await magazine()
        try manyTags(unused)
        let saving = OnceInBetween {
            _ = try unused.add(1) { $0.body = HTML(stored: "<p><img src=\"\(DeletedFilesTests.left)\"></p>") }
        }
        let result = try unused.unused(saving.monitor).delete()
        #expect(result == WorkResult(report: "Every file of the magazine is used.\n", exit: .success))
        #expect(try await unused.magazine.page(DeletedFilesTests.left).status == 200)
        #expect(unused.tools.trash.entries.isEmpty)
    }

    @Test("a section that is saved meanwhile keeps what it shows, and so does a menu")
    func sectionMeanwhile() async throws {
        let unused = try await magazine()
        try manyTags(unused)
        let saving = OnceInBetween {
            try unused.store.writeWaiting { transaction in
                var section = Section(slug: "s", name: "S", permalink: try #require(Permalink("/section/s/")))
                section.summary = HTML(stored: "<img src=\"\(DeletedFilesTests.left)\">")
                _ = try transaction.save(section)
            }
        }
        #expect(try unused.unused(saving.monitor).delete().report == "Every file of the magazine is used.\n")
        #expect(try await unused.magazine.page(DeletedFilesTests.left).status == 200)
    }

    @Test("a picture that gets new words meanwhile stays for now, and goes the next time")
    func describedMeanwhile() async throws {
        let unused = try await magazine()
        try manyTags(unused)
        let saving = OnceInBetween {
            _ = try PictureDescription(file: DeletedFilesTests.left, alt: "By hand", isDecorative: false, focalPoint: nil)
                .apply(to: unused.store)
        }
        #expect(try unused.unused(saving.monitor).delete().exit == .success)
        #expect(try await unused.magazine.page(DeletedFilesTests.left).status == 200)
        #expect(try unused.unused().delete().report.hasPrefix("1 file that nothing used"))
    }

    @Test("where so much is written meanwhile that nobody can tell what, nothing is deleted, and that is said")
    func overtaken() async throws {
        let unused = try await magazine()
        try manyTags(unused)
        let saving = OnceInBetween(times: 1000) {
            try unused.store.writeWaiting { transaction in
                transaction.touchFile(at: "/x")
                try transaction.connection.run("DELETE FROM change")
            }
            try unused.store.writeWaiting { try $0.connection.run("DELETE FROM change") }
        }
        let result = try unused.unused(saving.monitor).delete()
        #expect(result.exit == .incomplete && result.report.hasPrefix("The magazine changes too much at the moment"))
        #expect(try await unused.magazine.page(DeletedFilesTests.left).status == 200)
        #expect(try unused.unused().delete().report.hasPrefix("1 file that nothing used"))
    }

    @Test("the same bytes that come in under another name while they are deleted stay in the store")
    func sameBytesMeanwhile() async throws {
        let unused = try await magazine()
        let digest = try #require(try unused.digest(of: "left.gif"))
        try manyTags(unused)
        let saving = OnceInBetween {
            try unused.store.writeWaiting { transaction in
                try transaction.save(
                    Upload(path: "/other.gif", digest: digest, size: 50, mediaType: "image/gif", modifiedAt: Timestamp(stored: 0))
                )
            }
        }
        _ = try unused.unused(saving.monitor).delete()
        #expect(try await unused.magazine.page("/other.gif").status == 200)
        #expect(try await unused.magazine.page(DeletedFilesTests.left).status == 200)
        // Served again when the rows were gone and the bytes were not.
        let entry = try #require(FileTrash.Entry(digest: digest, deletedAt: 1))
        try Trash(store: unused.store, tools: unused.tools).end([entry])
        #expect(unused.magazine.files.digests.contains(digest))
    }

    @Test("while an import runs, in this program or another, nothing is deleted")
    func importRunning() async throws {
        let unused = try await magazine()
        let imports = try #require(DeletionLock(unused.magazine.directory, isDeleting: false))
        let another = try #require(DeletionLock(unused.magazine.directory, isDeleting: false))
        let result = try unused.unused().delete()
        #expect(result.exit == .incomplete && result.report.hasPrefix("An import is running."))
        #expect(try await unused.magazine.page(DeletedFilesTests.left).status == 200)
        withExtendedLifetime((imports, another)) {}
    }

    @Test("a file that goes to the trash between an import's look at it and its commit is stored again")
    func movedUnderAnImport() async throws {
        let unused = try UnusedMagazine()
        let bytes = UnusedMagazine.bytes(of: "fresh.gif")
        let disk = try unused.magazine.folder.write(bytes, to: "fresh.gif")
        let (files, store, trash) = (unused.magazine.files, unused.store, unused.tools.trash)
        let source = try store.writeWaiting { try $0.source(url: "https://old.example") }
        let isHeld = DispatchSemaphore(value: 0)
        let mover = Task.detached {
            try await onThread {
                try store.writeWaiting { _ in
                    isHeld.signal()
                    while files.digests.isEmpty { usleep(1000) }
                    let entry = try #require(FileTrash.Entry(digest: files.digests[0], deletedAt: Trash.now.milliseconds))
                    try trash.add(notes: [(entry, [])])
                    try trash.take([entry], from: files)
                }
            }
        }
        try await onThread {
            isHeld.wait()
            let intake = FileIntake(
                fileStore: files, images: TemporaryMagazine.images, storesFiles: true, monitor: ImportMonitor(),
                source: source)
            _ = try intake.add([(disk: disk, served: "/fresh.gif", name: "fresh.gif")], to: store) { _ in }
        }
        try await mover.value
        #expect(try await unused.magazine.page("/fresh.gif").status == 200)
        #expect(files.digests.count == 1)
    }

    /// So many that the reading says how far it is when the articles are behind it.
    private func manyTags(_ unused: UnusedMagazine) throws {
        try unused.store.writeWaiting { transaction in
            for number in 0..<60 {
                let permalink = try #require(Permalink("/tag/\(number)/"))
                _ = try transaction.save(Tag(slug: "\(number)", name: "\(number)", permalink: permalink))
            }
        }
    }
}
