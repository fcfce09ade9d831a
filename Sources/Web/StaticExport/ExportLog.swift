import Foundation
import Media
import Synchronization

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The file of `ExportState` while a run appends to it. A record is written before the file it tells of: a run that is killed leaves
/// nothing behind that the next one does not know.
final class ExportLog: Sendable {
    private struct State {
        var buffer: [UInt8] = []
        var length: Int
    }

    private let descriptor: Int32
    private let path: String
    private let state: Mutex<State>

    /// - Parameter length: where to go on; what lies beyond is cut off.
    init(file: String, at length: Int) throws(MediaError) {
        path = file
        descriptor = open(file, O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard descriptor >= 0, ftruncate(descriptor, off_t(length)) == 0 else { throw ExportFolder.failure(file) }
        state = Mutex(State(length: length))
    }

    deinit { close(descriptor) }

    var length: Int { state.withLock { $0.length + $0.buffer.count } }

    func append(_ record: ExportRecord) throws(MediaError) {
        let bytes = ExportLog.bytes(of: record)
        let isFull = state.withLock { state in
            state.buffer += bytes
            return state.buffer.count > 1 << 20
        }
        if isFull { try flush() }
    }

    /// Hands over to the system what is written so far.
    func flush() throws(MediaError) {
        let isWritten = state.withLock { state in
            var done = 0
            while done < state.buffer.count {
                let count = state.buffer.withUnsafeBytes {
                    pwrite(descriptor, $0.baseAddress?.advanced(by: done), $0.count - done, off_t(state.length + done))
                }
                if count > 0 { done += count } else if errno != EINTR { return false }
            }
            state.length += done
            state.buffer.removeAll(keepingCapacity: true)
            return true
        }
        if !isWritten { throw ExportFolder.failure(path) }
    }

    /// Writes a head that says that nothing is there yet.
    func begin(_ choices: ExportState.Choices = ExportState.Choices()) throws(MediaError) {
        var head = ExportState.Head()
        head.choices = choices
        (head.commit, head.length, head.baseLength) = (-1, UInt64(ExportState.Head.size), UInt64(ExportState.Head.size))
        try finish(head)
    }

    /// Writes the head; with it the run counts.
    func finish(_ head: ExportState.Head) throws(MediaError) {
        try flush()
        let bytes = head.bytes
        guard bytes.withUnsafeBytes({ pwrite(descriptor, $0.baseAddress, $0.count, 0) }) == bytes.count else {
            throw ExportFolder.failure(path)
        }
    }

    private static func bytes(of record: ExportRecord) -> [UInt8] {
        var bytes: [UInt8] = []
        let (address, location) = (Array(record.address.utf8.prefix(60_000)), Array(record.location.utf8.prefix(60_000)))
        let numbers = record.marks.count * 8 + record.stretches.count * 24
        let length = (48 + numbers + address.count + location.count + 7) / 8 * 8
        bytes.reserveCapacity(length)
        bytes.append(littleEndian: UInt32(length))
        bytes.append(littleEndian: UInt16(address.count))
        bytes.append(littleEndian: UInt16(location.count))
        for number in [record.hash, record.owner, record.digest.first, record.digest.second] {
            bytes.append(littleEndian: number)
        }
        bytes.append(littleEndian: UInt32(record.marks.count))
        bytes += [record.kind.rawValue, record.isFleeting ? 1 : 0, record.rank, UInt8(record.stretches.count)]
        for mark in record.marks { bytes.append(littleEndian: mark) }
        for stretch in record.stretches {
            for number in [stretch.listing, stretch.start, stretch.end] { bytes.append(littleEndian: number) }
        }
        bytes += address
        bytes += location
        bytes += Array(repeating: 0, count: length - bytes.count)
        return bytes
    }
}
