/// A picture's file whose header was read and held against the limits; its bytes have not been.
struct ImageFile {
    let header: ImageHeader
    private let file: OpenFile

    init(path: String, limits: ImageLimits) throws(ImageError) {
        do throws(MediaError) {
            file = try OpenFile(path: path)
        } catch {
            throw .file(error)
        }
        do throws(ImageRefusal) {
            guard file.size <= limits.bytes else { throw .tooManyBytes(file.size, limit: limits.bytes) }
            header = try ImageHeader(ByteSource(count: file.size, fetch: file.read))
            try limits.check(header)
        } catch {
            throw .refused(error)
        }
    }

    func bytes() throws(ImageError) -> [UInt8] {
        do throws(MediaError) {
            return try file.all()
        } catch {
            throw .file(error)
        }
    }
}
