import Content
import Dispatch
import Foundation
import Media
import Site
import Storage
import Synchronization

/// Forms of pictures, drawn cards and style sheets, which have no address of their own in the database: pages name them.
extension ExportPass {
    /// Makes what pages name; answers what there is of it.
    func make(_ addresses: [String], _ library: Library) throws -> Set<String> {
        var there: Set<String> = []
        var outputs: [Output] = []
        var pictures: [(address: String, picture: PictureAnswer, record: ExportRecord)] = []
        for address in addresses {
            if case .write = aim, !isWhole, let before = known(ExportMark.address(address)), before.kind == .named,
                let file = before.file,
                folder.holds(file)
            {
                there.insert(address)
                continue
            }
            guard case .target(let target) = RequestTarget.parse(address) else { continue }
            let own = library.another()
            let answer = try site.answer(path: target.normalPath, query: nil, parameters: [], from: own)
            var record = ExportRecord(address: address, owner: 0, kind: .named, rank: 0)
            record.note(own.dependencies)
            switch answer {
            case .page(let page) where page.status == 200 && page.isImmutable:
                record.digest = ExportDigest(of: page.bytes)
                outputs.append(Output(record: record, content: .bytes(page.bytes)))
            case .picture(let picture) where picture.isImmutable: pictures.append((address, picture, record))
            case .card(let drawn):
                if let made = made(drawn, at: address) { outputs.append(try copied(made, record)) }
            default: break
            }
        }
        for (_, forms) in Dictionary(grouping: pictures, by: \.picture.digest) {
            for (file, form) in zip(made(forms.map(\.picture), at: forms.map(\.address)), forms) {
                if let file { outputs.append(try copied(file, form.record)) }
            }
        }
        state.withLock { findings in for output in outputs { findings.seen.insert(output.record.hash) } }
        try settle(outputs)
        return there.union(outputs.map(\.record.address))
    }

    /// Forms of one picture, made with one decoding; nil for each that cannot be made.
    func made(_ pictures: [PictureAnswer], at addresses: [String]) -> [RenditionFile?] {
        guard let first = pictures.first, let format = ImageFormat(mediaType: first.mediaType) else { return [] }
        do throws(ImageError) {
            return try renditions.make(pictures.map(\.key), of: first.digest, format: format)
        } catch {
            // It may be one of them only: too wide for WebP, too slow as AVIF.
            if pictures.count > 1 { return zip(pictures, addresses).map { made([$0], at: [$1]).first ?? nil } }
            for address in addresses { leaveOut(address, "\(error)") }
            return [nil]
        }
    }

    func made(_ drawn: DrawnCard, at address: String) -> RenditionFile? {
        let card = ImageCard(headline: drawn.card.headline, magazine: drawn.card.magazine, language: drawn.card.language)
        let result = Mutex<Result<RenditionFile, ImageError>?>(nil)
        let done = DispatchSemaphore(value: 0)
        // This thread is the export's own, and may wait.
        Task.detached { [renditions] in
            let made: Result<RenditionFile, ImageError>
            do throws(ImageError) {
                made = .success(try await renditions.file(of: card, digest: drawn.digest))
            } catch {
                made = .failure(error)
            }
            result.withLock { $0 = made }
            done.signal()
        }
        done.wait()
        switch result.withLock({ $0 }) {
        case .success(let file): return file
        case .failure(let error):
            leaveOut(address, "\(error)")
            return nil
        case nil: return nil
        }
    }

    func copied(_ file: RenditionFile, _ record: ExportRecord) throws -> Output {
        var record = record
        guard let bytes = FileManager.default.contents(atPath: file.path).map({ [UInt8]($0) }) else {
            throw MediaError.unreadable(path: file.path, reason: "it was removed just now")
        }
        record.digest = ExportDigest(of: bytes)
        return Output(record: record, content: .bytes(bytes))
    }
}
