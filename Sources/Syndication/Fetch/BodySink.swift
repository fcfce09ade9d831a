/// Takes in the body of one wanted thing, over as many attempts as it needs, within its limit.
final class BodySink {
    private enum Place { case memory([UInt8]), part(PartFile) }

    private var place: Place
    private let maximumSize: Int64
    private let check: Fetched.Check?
    /// The first bytes, until they were looked at.
    private var head: [UInt8]?
    private var contentType = ""
    private var origin: PartFile.Origin?
    /// How long the whole is, where an answer said so.
    private var wholeSize: Int64?

    /// - Parameter folder: nil for a body that is kept in memory.
    init(address: String, folder: String?, maximumSize: Int64, check: Fetched.Check?) throws(FetchError) {
        if let folder {
            place = .part(try PartFile(folder: folder, address: address))
        } else {
            place = .memory([])
        }
        self.maximumSize = maximumSize
        self.check = check
    }

    /// What is there to go on from: how many bytes, of what. nil where an attempt begins at the beginning.
    var resumption: (size: Int64, origin: PartFile.Origin)? {
        guard case .part(let part) = place, let origin = part.origin, part.size > 0, part.size < maximumSize else { return nil }
        return (part.size, origin)
    }

    var size: Int64 {
        switch place {
        case .memory(let bytes): Int64(bytes.count)
        case .part(let part): part.size
        }
    }

    enum Beginning { case ready, startOver }

    /// Looks at an answer of the kind of 200 or 206 before its body comes.
    ///
    /// - Parameter offset: what was asked for; 0 for the whole.
    func begin(_ answer: ResponseHead, from address: String, offset: Int64) throws(FetchError) -> Beginning {
        if let coding = answer.compression { throw .compressed(coding: coding) }
        contentType = answer["content-type"] ?? ""
        if answer.status == 206 {
            guard offset > 0, offset == size, let range = answer.contentRange, range.first == offset,
                let origin = resumption?.origin,
                answer["etag"] == nil || answer["etag"] == origin.validator || !origin.validator.hasPrefix("\"")
            else { return .startOver }
            wholeSize = range.whole
            self.origin = origin
        } else {
            try clear()
            wholeSize = answer.contentLength
            origin = answer.validator.map { PartFile.Origin(address: address, validator: $0) }
        }
        if let wholeSize, wholeSize > maximumSize { throw .tooLarge(maximum: maximumSize) }
        head = []
        if offset > 0, size > 0, case .part(let part) = place { try look(at: part.head(Fetched.headSize)) }
        return .ready
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws(FetchError) {
        guard size + Int64(bytes.count) <= maximumSize else { throw .tooLarge(maximum: maximumSize) }
        if let head { try look(at: head + bytes.prefix(Fetched.headSize - head.count)) }
        switch place {
        case .memory(var held):
            // Without this the bytes would be copied for each chunk.
            place = .memory([])
            held.append(contentsOf: bytes)
            place = .memory(held)
        case .part(let part):
            try part.append(bytes)
            // What is smaller is fetched again as quickly.
            if part.origin == nil, let origin, part.size >= 65_536 { try part.mark(origin) }
        }
    }

    /// Ends a body that came to its end.
    ///
    /// - Returns: nil where it is not as long as was said.
    func finish() throws(FetchError) -> Fetched.Body? {
        if let wholeSize, wholeSize != size { return nil }
        if let head { try judge(head) }
        switch place {
        case .memory(let bytes): return .bytes(bytes)
        case .part(let part):
            try part.complete()
            return .file(path: part.path, size: part.size)
        }
    }

    /// Forgets what is there: the next attempt begins at the beginning.
    func clear() throws(FetchError) {
        switch place {
        case .memory: place = .memory([])
        case .part(let part): try part.clear()
        }
    }

    /// Leaves nothing behind.
    func remove() {
        if case .part(let part) = place { part.remove() }
    }

    private func look(at bytes: [UInt8]) throws(FetchError) {
        head = bytes
        if bytes.count >= Fetched.headSize { try judge(bytes) }
    }

    private func judge(_ bytes: [UInt8]) throws(FetchError) {
        head = nil
        if let reason = check?(bytes, contentType) { throw .unwanted(reason) }
    }
}
