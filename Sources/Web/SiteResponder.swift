import Content
import HTTPTypes
package import Hummingbird
import Logging
package import Media
import NIOCore
package import Site
import Storage

/// Readers' requests: an address in, the site's answer out.
package struct SiteResponder: HTTPResponder {
    package typealias Context = DeliveryContext

    private let site: Site
    private let pages: Pages
    private let files: FileStore
    private let renditions: Renditions
    private let reader: FileReader

    package init(site: Site, pages: Pages, files: FileStore, renditions: Renditions, reader: FileReader) {
        self.site = site
        self.pages = pages
        self.files = files
        self.renditions = renditions
        self.reader = reader
    }

    package func respond(to request: Request, context: Context) async throws -> Response {
        // What the server can do at all (RFC 9110, 9.3.7).
        if request.method == .options, request.head.path == "*" {
            return Response(status: .noContent, headers: [.allow: "GET, HEAD"])
        }
        guard request.method == .get || request.method == .head else {
            return Response(status: .methodNotAllowed, headers: [.allow: "GET, HEAD"])
        }
        switch RequestTarget.parse(request.head.path ?? "/") {
        case .bad: return text(.badRequest, .noAddress)
        case .notFound: return text(.notFound, .nothingHere)
        case .tooLong: return text(.uriTooLong, .tooLong)
        case .redirect(let location): return await tidied(location, request, context)
        case .target(let target): return await respond(to: request, target, context)
        }
    }

    /// An address whose slashes and dots were put in order leads to where that one leads, in one step.
    private func tidied(_ location: String, _ request: Request, _ context: Context) async -> Response {
        guard case .target(let target) = RequestTarget.parse(location) else { return redirect(location) }
        let response = await respond(to: request, target, context)
        return response.status == .movedPermanently ? response : redirect(location)
    }

    private func respond(to request: Request, _ target: RequestTarget, _ context: Context) async -> Response {
        do {
            return try await answer(to: request, target, context)
        } catch is CancellationError {
            // Nobody waits for this answer.
            return text(.internalServerError, .failed)
        } catch is MakingLine.Full {
            context.logger.debug("Too much is to be made.", metadata: ["path": "\(target.path)"])
            return later(.unavailable)
        } catch let error as StorageError where error.passes {
            context.logger.error("The database does not answer.", metadata: ["path": "\(target.path)", "error": "\(error)"])
            return later(.unavailable)
        } catch {
            // The reader learns that it is not his fault, the log why.
            context.logger.error("A page could not be made.", metadata: ["path": "\(target.path)", "error": "\(error)"])
            return text(.internalServerError, .failed)
        }
    }

    private func answer(to request: Request, _ target: RequestTarget, _ context: Context) async throws -> Response {
        let (path, query, host) = (target.normalPath, target.rawQuery, request.head.authority)
        let key = PercentCoding.encodeBeyondASCII(path)
        let known = pages.find(key)
        if let query, !query.isEmpty, known?.idle.hold(target.query) != true,
            let answer = try await pages.inTurn({
                try await site.asked(path: path, query: query, parameters: target.query, host: host)
            })
        {
            return await response(answer, request, context)
        }
        // What else was added to an address changes nothing of what stands there. While the query was looked up, a commit may have
        // changed the page.
        if let page = query == nil ? known : pages.find(key) { return response(page, request, path, query, isHit: true) }
        switch try await pages.make(path, key: key) {
        case .ready(let page): return response(page, request, path, query, isHit: false)
        case .other(let answer, let origin):
            return await response(site.leading(answer, to: host, path, query, origin: origin), request, context)
        }
    }

    private func response(_ answer: Answer, _ request: Request, _ context: Context) async -> Response {
        switch answer {
        case .redirect(let location): return redirect(location)
        case .page(let page): return response(page, request)
        case .picture(let picture): return await response(picture, request, context)
        case .card(let drawn): return await response(drawn, request, context)
        case .upload(let upload):
            return await fileResponse(
                StoredFile(
                    path: files.path(of: upload.digest), size: upload.size, mediaType: upload.mediaType,
                    etag: "\"\(upload.digest)\"", lastModified: upload.modifiedAt.milliseconds / 1000,
                    downloadName: upload.path.split(separator: "/").last.map(String.init)),
                request: request, eventLoop: context.eventLoop, reader: reader)
        }
    }

    /// A page that is ready, in the form that the client takes; another host of the magazine's leads to its own.
    private func response(_ page: ReadyPage, _ request: Request, _ path: String, _ query: String?, isHit: Bool) -> Response {
        pages.answered(isHit: isHit)
        var response = response(page, request, path, query)
        response.headers[.stetCache] = isHit ? "hit" : "miss"
        return response
    }

    private func response(_ page: ReadyPage, _ request: Request, _ path: String, _ query: String?) -> Response {
        let isAtOther = request.head.authority.map { page.isOther(host: $0) } ?? false
        if let location = page.location {
            let target = Site.location(location, with: query)
            return redirect(isAtOther && target.hasPrefix("/") ? page.origin + target : target)
        }
        if isAtOther, page.status == 200 { return redirect(Site.location(of: path, with: query, at: page.origin)) }
        let form = page.form(request.headers[.acceptEncoding].flatMap { ContentCoding.preferred($0.utf8) })
        let status = HTTPResponse.Status(code: page.status)
        if page.status == 200 {
            switch Precondition(request.headers, etag: form.entityTag, lastModified: page.lastModified) {
            case .notModified:
                var headers = form.fields
                for name in [HTTPField.Name.contentType, .contentLength, .contentEncoding] { headers[name] = nil }
                return Response(status: .notModified, headers: headers)
            case .failed: return Response(status: .preconditionFailed)
            case .proceed: break
            }
        }
        guard request.method == .get else { return Response(status: status, headers: form.fields) }
        return Response(status: status, headers: form.fields, body: ResponseBody(byteBuffer: form.body))
    }

    /// A page that nobody keeps: an answer to a question.
    private func response(_ page: RenderedPage, _ request: Request) -> Response {
        var headers: HTTPFields = [.cacheControl: "public, no-cache"]
        if page.status == 200 {
            let tag = page.entityTag
            headers[.eTag] = tag
            if case .notModified = Precondition(request.headers, etag: tag) {
                return Response(status: .notModified, headers: headers)
            }
        }
        headers[.contentType] = page.mediaType
        headers[.contentLength] = String(page.bytes.count)
        guard request.method == .get else { return Response(status: .init(code: page.status), headers: headers) }
        return Response(
            status: .init(code: page.status), headers: headers, body: ResponseBody(byteBuffer: ByteBuffer(bytes: page.bytes)))
    }

    private func response(_ picture: PictureAnswer, _ request: Request, _ context: Context) async -> Response {
        guard let format = ImageFormat(mediaType: picture.mediaType) else {
            return text(.notFound, .noPicture)
        }
        do {
            let file = try await renditions.file(picture.key, of: picture.digest, format: format)
            return await response(
                file, named: picture.name, lastModified: picture.modifiedAt, immutable: picture.isImmutable, request, context)
        } catch {
            return response(error, "\(picture.digest) \(picture.key.fileName)", context)
        }
    }

    private func response(_ drawn: DrawnCard, _ request: Request, _ context: Context) async -> Response {
        let card = ImageCard(
            headline: drawn.card.headline, magazine: drawn.card.magazine, language: drawn.card.language)
        do {
            let file = try await renditions.file(of: card, digest: drawn.digest)
            return await response(
                file, named: drawn.fileName, lastModified: Timestamp(stored: 0), immutable: true, request, context)
        } catch {
            return response(error, drawn.fileName, context)
        }
    }

    private func response(
        _ file: RenditionFile, named name: String, lastModified: Timestamp, immutable: Bool, _ request: Request,
        _ context: Context
    ) async -> Response {
        await fileResponse(
            StoredFile(
                path: file.path, size: file.size, mediaType: file.mediaType, etag: file.etag,
                lastModified: lastModified.milliseconds / 1000, immutable: immutable, downloadName: name),
            request: request, eventLoop: context.eventLoop, reader: reader)
    }

    /// A picture that cannot be made is not there; one that cannot be made now may be asked for again.
    private func response(_ error: ImageError, _ picture: String, _ context: Context) -> Response {
        switch error {
        // Who asked has left, and that is no fault.
        case .cancelled: break
        default: context.logger.error("A picture could not be made.", metadata: ["picture": "\(picture)", "error": "\(error)"])
        }
        guard !error.isLasting else { return text(.notFound, .noPicture) }
        return later(.pictureLater)
    }

    private func later(_ name: Site.Sentence) -> Response {
        var response = text(.serviceUnavailable, name)
        response.headers[.retryAfter] = "10"
        return response
    }

    private func redirect(_ location: String) -> Response {
        Response(status: .movedPermanently, headers: [.location: location, .cacheControl: "public, no-cache"])
    }

    private func text(_ status: HTTPResponse.Status, _ name: Site.Sentence) -> Response {
        let sentence = site.sentence(name)
        return Response(
            status: status,
            headers: [
                .contentType: "text/plain; charset=utf-8", .contentLanguage: sentence.language, .cacheControl: "no-store",
            ], body: ResponseBody(byteBuffer: ByteBuffer(string: sentence.text + "\n")))
    }
}
