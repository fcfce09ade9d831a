import Content
import HTTPTypes
package import Hummingbird
package import NIOCore

/// The body ended before the promised length: the file was cut while it was being sent.
///
/// Thrown into the connection, which closes it. Padding, or a second head, would give the client wrong bytes
/// under a right length.
struct FileCutShort: Error {}

/// Answers GET and HEAD with a file: conditions, one byte range, caching and safe types (RFC 9110, 13 to 15).
///
/// The file is opened before the answer is made, so a missing one is a 404 and not a broken connection.
///
/// - Parameters:
///   - file: what to send; size and entity tag are promises which the file on disk has to keep.
///   - request: its method and its `Range`, `If-…` headers are read.
///   - eventLoop: that of the request's connection, `DeliveryContext.eventLoop`.
///   - reader: the threads that open and read.
package func fileResponse(_ file: StoredFile, request: Request, eventLoop: any EventLoop, reader: FileReader) async
    -> Response
{
    guard request.method == .get || request.method == .head else {
        return Response(status: .methodNotAllowed, headers: [.allow: "GET, HEAD"])
    }
    var headers = validators(of: file)
    switch Precondition(request.headers, etag: file.etag, lastModified: file.lastModified) {
    case .notModified: return Response(status: .notModified, headers: headers)
    case .failed: return Response(status: .preconditionFailed)
    case .proceed: break
    }
    guard let open = await reader.open(file.path, size: file.size) else {
        return Response(status: .notFound, headers: [.cacheControl: "no-store"])
    }
    describe(file, in: &headers)
    switch range(of: file, request: request) {
    case .unsatisfiable:
        return Response(status: .rangeNotSatisfiable, headers: [.contentRange: "bytes */\(file.size)"])
    case .part(let bytes):
        headers[.contentRange] = "bytes \(bytes.lowerBound)-\(bytes.upperBound - 1)/\(file.size)"
        return Response(
            status: .partialContent, headers: headers, body: body(open, bytes, on: eventLoop, reader: reader))
    case .whole:
        guard request.method == .get else {
            headers[.contentLength] = String(file.size)
            return Response(status: .ok, headers: headers)
        }
        return Response(status: .ok, headers: headers, body: body(open, 0..<file.size, on: eventLoop, reader: reader))
    }
}

/// Range is defined for GET alone (14.2). `If-Range` has to name the very bytes, so a weak tag or a date, which
/// tells seconds and not bytes apart, gets the whole file.
private func range(of file: StoredFile, request: Request) -> ByteRange {
    guard request.method == .get else { return .whole }
    if let condition = request.headers[.ifRange],
        condition == "*" || !Precondition.list(condition, contains: file.etag, strongly: true)
    {
        return .whole
    }
    return ByteRange(request.headers[.range], size: file.size)
}

/// The headers a 304 carries as well.
private func validators(of file: StoredFile) -> HTTPFields {
    var headers = HTTPFields()
    headers.reserveCapacity(12)
    headers[.eTag] = file.etag
    headers[.lastModified] = HTTPDate.format(file.lastModified)
    headers[.cacheControl] = file.immutable ? "public, max-age=31536000, immutable" : "public, max-age=3600"
    return headers
}

private func describe(_ file: StoredFile, in headers: inout HTTPFields) {
    headers[.contentType] = file.mediaType
    headers[.acceptRanges] = "bytes"
    headers[.xContentTypeOptions] = "nosniff"
    let name = file.downloadName.map { contentDispositionName($0) }
    switch file.kind {
    case .passive:
        if let name { headers[.contentDisposition] = "inline" + name }
    case .pdf:
        // No sandbox here: with it Safari shows an empty window and Chrome refuses to show the file. The viewer
        // of either runs the script of a PDF outside the site's origin.
        headers[.contentSecurityPolicy] = "default-src 'self'; object-src 'self'"
        headers[.contentDisposition] = "inline" + (name ?? "")
    case .active:
        headers[.contentSecurityPolicy] = "sandbox; default-src 'none'"
        headers[.contentDisposition] = "attachment" + (name ?? "")
    }
}

/// `; filename="Ubersicht.pdf"; filename*=UTF-8''%C3%9Cbersicht.pdf` (RFC 6266), nothing of it unescaped.
func contentDispositionName(_ name: String) -> String {
    let digits = Array("0123456789ABCDEF".utf8)
    var plain: [UInt8] = []
    var encoded: [UInt8] = []
    for scalar in name.unicodeScalars {
        let safe = scalar.value > 0x1F && scalar.value < 0x7F && !"\"\\/%;".unicodeScalars.contains(scalar)
        plain.append(safe ? UInt8(truncatingIfNeeded: scalar.value) : UInt8(ascii: "_"))
        if scalar.value < 0x20 || scalar.value == 0x7F { continue }
        for byte in String(scalar).utf8 {
            switch byte {
            case 0x30...0x39, 0x41...0x5A, 0x61...0x7A, UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"):
                encoded.append(byte)
            default:
                encoded += [UInt8(ascii: "%"), digits[Int(byte >> 4)], digits[Int(byte & 15)]]
            }
        }
    }
    return "; filename=\"\(String(decoding: plain, as: UTF8.self))\""
        + "; filename*=UTF-8''\(String(decoding: encoded, as: UTF8.self))"
}

/// The next chunk is read when the connection wants more, so a slow client holds about three chunks and no thread.
private func body(
    _ file: OpenFile, _ bytes: Range<Int64>, on eventLoop: any EventLoop, reader: FileReader
) -> ResponseBody {
    guard !bytes.isEmpty else { return ResponseBody() }
    return ResponseBody(contentLength: bytes.count) { writer in
        var offset = bytes.lowerBound
        while offset < bytes.upperBound {
            let chunk = try await reader.read(file, at: offset, count: bytes.upperBound - offset, on: eventLoop)
            guard chunk.readableBytes > 0 else { throw FileCutShort() }
            offset += Int64(chunk.readableBytes)
            try await writer.write(chunk)
        }
        try await writer.finish(nil)
    }
}
