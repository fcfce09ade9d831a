import Foundation

/// An `<img …>` of a page, read back as a browser would: attributes in double quotes.
package struct ImgTag: Sendable {
    package let attributes: [String: String]

    package subscript(name: String) -> String? { attributes[name] }

    package static func all(in page: String) -> [ImgTag] {
        page.components(separatedBy: "<img ").dropFirst().map { part in
            var attributes: [String: String] = [:]
            var rest = part.prefix { $0 != ">" }
            while let equals = rest.firstIndex(of: "=") {
                let name = rest[..<equals].split(separator: " ").last.map(String.init) ?? ""
                let value = rest[equals...].dropFirst(2).prefix { $0 != "\"" }
                attributes[name] = String(value)
                rest = rest[value.endIndex...].dropFirst()
            }
            return ImgTag(attributes: attributes)
        }
    }

    /// The addresses of a `srcset`.
    package var candidates: [String] {
        (attributes["srcset"] ?? "").components(separatedBy: ", ").map { String($0.prefix { $0 != " " }) }.filter { !$0.isEmpty }
    }
}
