import Content
import HTTPTypes
import NIOCore
import Site

/// An answer that is ready to be sent: head and body in one piece for each form, made once.
///
/// Pages and redirects; what comes from files is not kept here.
final class ReadyPage: Sendable {
    /// One form of it.
    struct Form: Sendable {
        let coding: ContentCoding?
        /// Empty where the answer has none.
        let entityTag: String
        let fields: HTTPFields
        /// Everything from behind the `Date` line to the end of the head.
        let head: ByteBuffer
        /// The same, and the body.
        let wire: ByteBuffer
        let body: ByteBuffer
        /// What a client gets that has it already; from behind the `Date` line.
        let notModified: ByteBuffer
    }

    let status: Int
    /// Seconds since 1970; nil where nobody can tell it from what was there before.
    let lastModified: Int64?
    /// As it is.
    let plain: Form
    let brotli: Form?
    let gzip: Form?
    let dependencies: Set<Dependency>
    /// The commit that its snapshot has seen last.
    let madeAt: Int64
    /// In milliseconds since 1970, where time alone makes it wrong.
    let rightUntil: Int64?
    /// The host that leads to the magazine's own, in small letters: `www.magazine.example`.
    let otherHost: [UInt8]
    /// The magazine's own address, to which that host leads.
    let origin: String
    /// Where it leads, for a redirect.
    let location: String?

    /// What may be added to its address without a change of the answer.
    let idle: IdleParameters

    /// Which part of the memory it may take: what anybody can ask for without end has a small one.
    var share: PageCache.Share {
        switch status {
        case 200: .pages
        case 301, 410: .leading
        default: .nothing
        }
    }

    /// Whether it is one of the magazine's pages.
    var isPage: Bool { share == .pages }

    /// What it takes in memory, with its place in the tables of the cache.
    let size: Int

    /// - Parameters:
    ///   - made: a page or a redirect.
    ///   - isKept: whether it will be sent often enough to be packed.
    ///   - seconds: the time, since 1970; nil where it may not say when it was made.
    init?(_ made: MadeAnswer, security: SecurityHeaders, isKept: Bool, seconds: Int64?) {
        let body: [UInt8]
        var fields: [(name: String, value: String)] = []
        switch made.answer {
        case .page(let page):
            status = page.status
            body = page.bytes
            location = nil
            rightUntil = page.rightUntil?.milliseconds
            fields.append(("Content-Type", page.mediaType))
            fields.append(("Cache-Control", page.isImmutable ? "public, max-age=31536000, immutable" : "public, no-cache"))
            fields.append(("Vary", "Accept-Encoding"))
        case .redirect(let target):
            status = 301
            body = []
            location = target
            rightUntil = nil
            fields.append(("Location", target))
            fields.append(("Cache-Control", "public, no-cache"))
        default: return nil
        }
        for field in security.fields { fields.append(field) }
        lastModified = status == 200 ? seconds : nil
        dependencies = made.dependencies
        madeAt = made.commit
        otherHost = Array(made.otherHost.utf8)
        origin = made.origin
        idle = made.idle
        let tag: String
        if case .page(let page) = made.answer, status == 200 { tag = String(page.entityTag.dropLast()) } else { tag = "" }
        let date = lastModified.map(HTTPDate.format)
        func form(_ coding: ContentCoding?, _ bytes: [UInt8]) -> Form {
            Form(coding: coding, bytes, status: made.answer.status, fields, tag: tag, lastModified: date)
        }
        plain = form(nil, body)
        // What is not there is seldom asked for again at the same address.
        let packs = isKept && status != 404 && body.count >= ReadyPage.worthPacking
        brotli = packs ? ContentCoding.brotli.compressed(body).map { form(.brotli, $0) } : nil
        gzip = packs ? ContentCoding.gzip.compressed(body).map { form(.gzip, $0) } : nil
        let forms = [plain, brotli, gzip].compactMap { $0 }
        // Of the buffers what was allocated, which is the next power of two; of names what they take here and in the index.
        size = forms.reduce(1024 + dependencies.count * 112) {
            $0 + $1.wire.storageCapacity + $1.notModified.storageCapacity + 1536
        }
    }

    /// Fewer bytes fit into one packet anyway.
    private static let worthPacking = 600

    /// Whether it is asked for at the host that leads to the magazine's own.
    func isOther(host: String) -> Bool { host.prefix { $0 != ":" }.lowercased().utf8.elementsEqual(otherHost) }

    func form(_ coding: ContentCoding?) -> Form {
        switch coding {
        case .brotli: brotli ?? gzip ?? plain
        case .gzip: gzip ?? plain
        case nil: plain
        }
    }
}

extension ReadyPage.Form {
    fileprivate init(
        coding: ContentCoding?, _ body: [UInt8], status: Int, _ common: [(name: String, value: String)], tag: String,
        lastModified: String?
    ) {
        self.coding = coding
        var fields = common
        if let coding { fields.append(("Content-Encoding", coding.rawValue)) }
        // A strong tag names the very bytes, so each form has its own.
        entityTag = tag.isEmpty ? "" : tag + (coding.map { "-" + $0.rawValue } ?? "") + "\""
        if !entityTag.isEmpty { fields.append(("ETag", entityTag)) }
        if let lastModified { fields.append(("Last-Modified", lastModified)) }
        // What a client that has it already must hear again (RFC 9110, 15.4.5).
        notModified = ReadyPage.Form.head(fields.filter { $0.name != "Content-Type" && $0.name != "Content-Encoding" })
        fields.append(("Content-Length", String(body.count)))
        let head = ReadyPage.Form.head(fields)
        self.head = head
        var wire = head
        wire.writeBytes(body)
        self.wire = wire
        self.body = wire.getSlice(at: wire.readerIndex + head.readableBytes, length: body.count) ?? ByteBuffer()
        var parsed = HTTPFields()
        for (name, value) in fields {
            if let name = HTTPField.Name(name) { parsed[name] = value }
        }
        self.fields = parsed
    }

    private static func head(_ fields: [(name: String, value: String)]) -> ByteBuffer {
        var head = ByteBuffer()
        for (name, value) in fields { head.writeString("\(name): \(value)\r\n") }
        head.writeString("\r\n")
        return head
    }
}

extension Answer {
    fileprivate var status: Int {
        if case .page(let page) = self { return page.status }
        return 301
    }
}
