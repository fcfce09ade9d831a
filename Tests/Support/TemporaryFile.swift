import Glibc

/// A file in the temporary folder, gone when the last user is.
package final class TemporaryFile: Sendable {
    package let path: String

    package init(_ bytes: [UInt8]) throws {
        let name = (0..<4).map { _ in String(UInt32.random(in: .min ... .max), radix: 36) }.joined()
        path = "/tmp/stet-test-" + name
        try write(bytes)
    }

    package convenience init(_ text: String) throws { try self.init(Array(text.utf8)) }

    deinit { unlink(path) }

    /// Replaces the content in place.
    package func write(_ bytes: [UInt8]) throws {
        guard let file = fopen(path, "w") else { throw RawError("fopen") }
        defer { fclose(file) }
        guard fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw RawError("fwrite") }
    }

    /// How many descriptors of this process are open on the file.
    package var openDescriptors: Int {
        (0..<4096).count { descriptor in
            var target = [CChar](repeating: 0, count: 512)
            let length = readlink("/proc/self/fd/\(descriptor)", &target, target.count)
            return length > 0 && target.prefix(length).elementsEqual(path.utf8.map { CChar(bitPattern: $0) })
        }
    }
}
