import CAssets

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif

/// The bytes of a theme's files, by their names in its folder: those of the default theme, which are in the program, and a
/// magazine's own, which stand in for them.
struct ThemeFiles: Sendable, Equatable {
    private(set) var own: [String: [UInt8]] = [:]
    /// What is in the folder and is read by nobody, or cannot be.
    private(set) var problems: [ThemeFault] = []

    /// Links and what is larger are not read: a theme may come from elsewhere.
    static let largest = 1 << 20
    /// A folder of more files is no theme.
    static let most = 1000

    /// - Parameter folder: it need not exist.
    init(in folder: String? = nil) throws(ThemeError) {
        guard let folder else { return }
        for name in try ThemeFiles.names(in: folder) {
            if name == "words" {
                for name in try ThemeFiles.names(in: folder + "/words") { read("words/" + name, in: folder) }
            } else {
                read(name, in: folder)
            }
        }
    }

    /// All that the theme consists of.
    var all: [String: [UInt8]] { ThemeFiles.embedded.merging(own) { _, own in own } }

    /// The default theme.
    static let embedded: [String: [UInt8]] = {
        var files: [String: [UInt8]] = [:]
        var index = 0
        while true {
            let asset = stet_asset_at(index)
            guard let name = asset.name, let bytes = asset.bytes else { return files }
            files[String(cString: name)] = Array(UnsafeBufferPointer(start: bytes, count: asset.size))
            index += 1
        }
    }()

    private mutating func read(_ name: String, in folder: String) {
        guard ThemeFiles.isPart(name) else {
            if !ThemeFiles.isSilent(name) { problems.append(ThemeFault(stray: name)) }
            return
        }
        guard let bytes = ThemeFiles.bytes(of: folder + "/" + name) else {
            problems.append(
                ThemeFault(file: name, message: "it cannot be read, is no ordinary file, or is larger than 1 MB", isOwn: true))
            return
        }
        own[name] = bytes
    }

    /// Whether the program reads a file of that name.
    private static func isPart(_ name: String) -> Bool {
        if name.hasPrefix("words/") { return name.hasSuffix(".json") }
        return name.hasSuffix(".mustache") || name == "style.css"
    }

    /// What may lie there without a word: about the theme, and what editors and version control keep.
    private static func isSilent(_ name: String) -> Bool {
        name == "theme.json" || name.hasPrefix(".") || name.hasPrefix("README") || name.hasPrefix("LICENSE")
    }

    /// The names in a folder, sorted; none where it does not exist.
    private static func names(in folder: String) throws(ThemeError) -> [String] {
        guard let stream = opendir(folder) else {
            if errno == ENOENT { return [] }
            throw .unreadable(file: folder)
        }
        defer { closedir(stream) }
        var names: [String] = []
        while let entry = readdir(stream) {
            let name = withUnsafePointer(to: &entry.pointee.d_name) {
                $0.withMemoryRebound(to: CChar.self, capacity: 256) { String(cString: $0) }
            }
            if name != ".", name != ".." { names.append(name) }
            guard names.count <= ThemeFiles.most else { throw .tooMany(folder: folder) }
        }
        return names.sorted()
    }

    private static func bytes(of file: String) -> [UInt8]? {
        // A pipe would keep whoever opens it waiting.
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var status = stat()
        guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size < largest else { return nil }
        var bytes = [UInt8](repeating: 0, count: Int(status.st_size) + 1)
        var length = 0
        while length < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: length), $0.count - length)
            }
            if count == 0 { return Array(bytes.prefix(length)) }
            guard count > 0 else { return nil }
            length += count
        }
        // It grew while it was read.
        return nil
    }
}
