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
                if let output = copied(made(drawn), record) { outputs.append(output) }
            default: break
            }
        }
        for (_, forms) in Dictionary(grouping: pictures, by: \.picture.digest) {
            for (made, form) in zip(made(forms.map(\.picture)), forms) {
                if let output = copied(made, form.record) { outputs.append(output) }
            }
        }
        state.withLock { findings in for output in outputs { findings.seen.insert(output.record.hash) } }
        try settle(outputs)
        return there.union(outputs.map(\.record.address))
    }

    /// Forms of one picture, made with one decoding.
    func made(_ pictures: [PictureAnswer]) -> [Result<RenditionFile, ImageError>] {
        guard let first = pictures.first, let format = ImageFormat(mediaType: first.mediaType) else { return [] }
        do throws(ImageError) {
            return try renditions.make(pictures.map(\.key), of: first.digest, format: format).map { .success($0) }
        } catch {
            // It may be one of them only: too wide for WebP, too slow as AVIF.
            return pictures.count > 1 ? pictures.flatMap { made([$0]) } : [.failure(error)]
        }
    }

    func made(_ drawn: DrawnCard) -> Result<RenditionFile, ImageError> {
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
        return result.withLock { $0 } ?? .failure(.stopped)
    }

    /// What was made as a file; that it is lacking, where what is wrong lies in the moment; nil where it lies in the picture.
    func copied(_ made: Result<RenditionFile, ImageError>, _ record: ExportRecord) -> Output? {
        switch made {
        case .success(let file):
            guard let bytes = FileManager.default.contents(atPath: file.path).map({ [UInt8]($0) }) else {
                return lacking(record, "\(file.path) cannot be read")
            }
            var record = record
            record.digest = ExportDigest(of: bytes)
            return Output(record: record, content: .bytes(bytes))
        case .failure(let error) where error.isLasting:
            leaveOut(record.address, "\(error)")
            return nil
        case .failure(let error): return lacking(record, "\(error)")
        }
    }
}
