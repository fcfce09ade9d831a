import CAssets
import Content
import Crypto

#if canImport(Glibc)
    private import Glibc
#elseif canImport(Musl)
    private import Musl
#endif
/// How the magazine looks: templates, a style sheet, the words around the content.
///
/// The default theme is part of the program. A folder overrides it file by file.
package struct Theme: Sendable {
    private let templates: TemplateLibrary
    /// The style sheet as it is served.
    package let style: [UInt8]
    /// The name it is served under; it carries the content's hash, so that it can be kept for ever.
    package let styleName: String
    /// The words around the content, in every language the theme has them in.
    let vocabulary: Vocabulary

    /// - Parameter folder: files that stand in for the default theme's of the same name; it need not exist.
    package init(overriding folder: String? = nil) throws(ThemeError) {
        let embedded = Theme.embedded
        let own = try folder.map { (folder) throws(ThemeError) in try Theme.files(in: folder) } ?? [:]
        let files = embedded.merging(own) { _, other in other }
        var sources: [String: String] = [:]
        for (name, bytes) in files where name.hasSuffix(".mustache") {
            guard let text = String(validating: bytes, as: UTF8.self) else { throw .notText(file: name) }
            sources[String(name.dropLast(".mustache".count))] = text
        }
        do {
            templates = try TemplateLibrary(sources)
        } catch {
            throw .template(error)
        }
        style = StyleSheet.minified(files["style.css"] ?? [])
        let digest = SHA256.hash(data: style).prefix(6).map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }
        styleName = "style.\(digest.joined()).css"
        vocabulary = try Vocabulary(embedded.filter(Theme.isWords), overriding: own.filter(Theme.isWords))
    }

    private static func isWords(_ name: String, _ bytes: [UInt8]) -> Bool { name.hasPrefix("words/") }

    /// What a language's words lack, which readers see in English instead: `comments`, `dates.months`.
    package func missingWords(in language: String) -> [String] { vocabulary.missing(in: language) }

    /// A page's bytes.
    func render(_ template: String, _ context: TemplateValue) throws(ThemeError) -> [UInt8] {
        do {
            return try templates.render(template, context)
        } catch {
            throw .template(error)
        }
    }

    private static var embedded: [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        var index = 0
        while true {
            let asset = stet_asset_at(index)
            guard let name = asset.name, let bytes = asset.bytes else { return files }
            files[String(cString: name)] = Array(UnsafeBufferPointer(start: bytes, count: asset.size))
            index += 1
        }
    }

    /// Only names a theme has, only ordinary files of at most 1 MiB.
    private static func files(in folder: String) throws(ThemeError) -> [String: [UInt8]] {
        var files: [String: [UInt8]] = [:]
        for name in try names(in: folder) {
            // Its words would be in no language, and shown in every one.
            if name == "words.json" { throw .oneWordsFile(folder + "/" + name) }
            guard name.hasSuffix(".mustache") || name == "style.css" else { continue }
            files[name] = try bytes(of: folder + "/" + name)
        }
        for name in try names(in: folder + "/words") where name.hasSuffix(".json") {
            files["words/" + name] = try bytes(of: folder + "/words/" + name)
        }
        return files
    }

    /// The names in a folder, which need not exist.
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
            names.append(name)
        }
        return names
    }

    private static func bytes(of file: String) throws(ThemeError) -> [UInt8] {
        guard let bytes = read(file) else { throw .unreadable(file: file) }
        return bytes
    }

    private static func read(_ file: String) -> [UInt8]? {
        let descriptor = open(file, O_RDONLY | O_CLOEXEC | O_NOFOLLOW)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 20)
        var length = 0
        while length < bytes.count {
            let count = bytes.withUnsafeMutableBytes {
                Glibc.read(descriptor, $0.baseAddress?.advanced(by: length), $0.count - length)
            }
            if count == 0 { return Array(bytes.prefix(length)) }
            guard count > 0 else { return nil }
            length += count
        }
        return nil
    }
}

/// What is wrong with a theme.
package enum ThemeError: Error, CustomStringConvertible {
    case unreadable(file: String)
    case notText(file: String)
    /// A file of words, and what is wrong in it.
    case words(file: String, String)
    /// The one file of words that themes had before there was one for each language.
    case oneWordsFile(String)
    case template(TemplateError)

    package var description: String {
        switch self {
        case .unreadable(let file): "\(file) cannot be read, or is larger than 1 MB."
        case .notText(let file): "\(file) is not UTF-8 text."
        case .words(let file, let fault): "\(file): \(fault)"
        case .oneWordsFile(let file):
            "\(file) is not read any more: put its words into a file for their language, words/de.json for German."
        case .template(let error): error.description
        }
    }
}
