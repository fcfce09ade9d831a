import Glibc
import NIOCore
import NIOPosix
import ServiceLifecycle

/// Reads files for answers on a few threads of its own.
///
/// Not on an event loop, where one slow disk would hold every connection of that loop; not on the cooperative
/// pool, which is as wide as the machine has cores; not on NIO's shared pool, where password hashing would stand
/// in front of pictures.
package final class FileReader: Sendable, Service {
    /// Large enough that system calls cost little, small enough to hold thousands at once.
    package static let chunk = 128 * 1024

    private let pool: NIOThreadPool

    /// Starts the threads. Call `shutDown` when done, or run as a service before the server's.
    package init(threads: Int = 4) {
        pool = NIOThreadPool(numberOfThreads: threads)
        pool.start()
    }

    package func shutDown() async {
        try? await pool.shutdownGracefully()
    }

    package func run() async throws {
        // Cancelled or shut down gracefully: either way there is nothing left but to stop the threads.
        try? await gracefulShutdown()
        await shutDown()
    }

    /// Opens a regular file of exactly `size` bytes; nil if there is none, or it is something else.
    func open(_ path: String, size: Int64) async -> OpenFile? {
        try? await pool.runIfActive { OpenFile(path, size: size) }
    }

    /// Reads up to `count` bytes, at most one chunk; an empty buffer is the end of the file.
    ///
    /// The bytes come back by way of the connection's event loop, behind the chunk written before. Not by the
    /// `async` form of `runIfActive`: a write only queues its chunk for the loop, so whenever the loop is late the
    /// connection looks ready for more, and a file of any size is read into memory.
    func read(_ file: OpenFile, at offset: Int64, count: Int64, on eventLoop: any EventLoop) async throws -> ByteBuffer {
        let count = Int(min(count, Int64(Self.chunk)))
        return try await pool.runIfActive(eventLoop: eventLoop) { try file.read(at: offset, count: count) }.get()
    }
}

/// A file descriptor that is closed when the last answer holding it is gone.
///
/// That is the only path there is: sent, client gone, error, or an answer dropped unsent all end in `deinit`.
final class OpenFile: Sendable {
    private let descriptor: CInt

    init?(_ path: String, size: Int64) {
        // O_NONBLOCK so that a FIFO in the media folder cannot hold a thread for ever; it means nothing to files.
        descriptor = Glibc.open(path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        var status = stat()
        // From here on every property is set, so `deinit` runs and closes on failure too.
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, Int64(status.st_size) == size
        else { return nil }
    }

    deinit {
        if descriptor >= 0 { _ = close(descriptor) }
    }

    func read(at offset: Int64, count: Int) throws -> ByteBuffer {
        var buffer = ByteBufferAllocator().buffer(capacity: count)
        try buffer.writeWithUnsafeMutableBytes(minimumWritableBytes: count) { target in
            while true {
                let read = pread(descriptor, target.baseAddress, min(count, target.count), off_t(offset))
                if read >= 0 { return read }
                if errno != EINTR { throw IOError(errnoCode: errno, reason: "pread") }
            }
        }
        return buffer
    }
}
