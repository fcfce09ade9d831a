import Content
import Foundation
import Site
import Storage

/// Which of several addresses has a file that all of them would have, and what becomes of the others. What is decided here follows from the
/// magazine alone and never from what was written first: a later run comes to the same.
extension ExportPass {
    /// The address whose file a file would be: of `/p/`, `/p` and `/p/index.html` the first has it where the magazine answers there itself,
    /// and a file that every magazine has goes before a folder of its name.
    func rival(of record: ExportRecord, _ library: Library) throws -> String? {
        let address = record.address
        guard record.kind == .page || record.kind == .file, !address.contains("?") else { return nil }
        for name in SiteAddresses.fileNames where address.hasPrefix(publication.home + name + "/") {
            return publication.home + name
        }
        var others: [String] = []
        if address.hasSuffix("/index.html") {
            let folder = String(address.dropLast("index.html".utf8.count))
            others = [folder, String(folder.dropLast())]
        } else if record.kind == .page, !address.hasSuffix("/") {
            others = [address + "/"]
        }
        // `/a%2Bb/` is another address than `/a+b/`, and the same file.
        let literal = ExportPlace.literal(address)
        if literal != address { others.append(literal) }
        return try others.first { try !$0.isEmpty && $0 != address && site.hasPage(at: $0, from: library) }
    }

    /// Says where something stands at the address of a page that is another one in such files.
    func tellHidden(at address: String, _ library: Library) throws {
        guard address == publication.home + "404.html",
            let hidden = try library.destination(at: Permalink.key(of: address)), hidden != .gone
        else { return }
        leaveOut(address, "what the magazine has there has no file: \(address) is what servers show for what is not there")
    }

    /// Why a file cannot be written: what has its place.
    func placeTaken(_ file: String) -> String {
        let other = folder.obstacle(of: file) ?? file
        let address = PercentEncoding.encodedName("/" + (other.hasSuffix("/index.html") ? String(other.dropLast(10)) : other))
        return "\(address) has its place: a file and a folder cannot have the same name"
    }

    /// Keeps one that leads on in the lists alone.
    func leadsOnly(_ record: ExportRecord, _ log: ExportLog) throws -> Bool {
        guard record.kind == .leading else { return false }
        var record = record
        (record.kind, record.digest) = (.leadingOnly, ExportDigest())
        try log.append(record)
        return true
    }

    private func answers(_ address: String, _ library: Library) throws -> Bool {
        try library.destination(at: Permalink.key(of: address))?.answers == true
    }

    private func index(of address: String) -> String { (address.hasSuffix("/") ? address : address + "/") + "index.html" }

    func leading(to location: String, _ record: inout ExportRecord, _ library: Library) throws -> Output? {
        record.location = location
        let isFile = !record.address.contains("?") && !ExportPlace.isFileName(record.address)
        let twin = ExportPlace.twin(of: record.address)
        // What stands at the other spelling has the file, and servers lead there by themselves.
        let isTaken =
            try location == twin || twin.map { try answers($0, library) } == true || answers(index(of: record.address), library)
        let isSecond =
            try !record.address.hasSuffix("/") && twin.flatMap { try library.destination(at: Permalink.key(of: $0)) } != nil
        // One without a place stands in the lists alone; and `…/index.html` is the place of the page that may come to stand there.
        let hasPlace =
            !record.address.hasSuffix("/index.html") && (try? ExportPlace.file(of: record.address, isPage: true)) != nil
        guard isFile, hasPlace, !isTaken, !isSecond else {
            record.kind = .leadingOnly
            return Output(record: record, content: .none)
        }
        record.kind = .leading
        let bytes = Site.leading(to: location, in: publication)
        record.digest = ExportDigest(of: bytes)
        return Output(record: record, content: .bytes(bytes))
    }

    func hasPlace(_ output: Output) -> Bool {
        guard case .none = output.content else {
            let isPage = output.record.kind == .page || output.record.kind == .leading
            do throws(ExportPlace.Failure) {
                _ = try ExportPlace.file(of: output.record.address, isPage: isPage)
                return true
            } catch {
                leaveOut(output.record.address, "\(error)")
                return false
            }
        }
        return true
    }
}
