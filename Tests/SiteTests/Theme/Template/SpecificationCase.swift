import FoundationEssentials
import Site
import TestSupport
import Testing

/// One test of the Mustache specification, as in the JSON files of <https://github.com/mustache/spec>.
struct SpecificationCase: Sendable, Decodable, CustomTestStringConvertible {
    let name: String
    let desc: String
    let data: Data
    let template: String
    let partials: [String: String]?
    let expected: String

    /// The parts of the specification we keep to, all but lambdas, with the number of their tests.
    static let parts = [
        "comments": 12, "delimiters": 14, "interpolation": 42, "inverted": 22, "partials": 12, "sections": 34,
        "~dynamic-names": 21, "~inheritance": 27,
    ]

    static let folder = SharedMaterial.isAtHand ? SharedMaterial.path("mustache-spec") : nil

    static let all: [String: [SpecificationCase]] = {
        var cases: [String: [SpecificationCase]] = [:]
        for part in parts.keys {
            guard let folder, let bytes = FileManager.default.contents(atPath: "\(folder)/\(part).json"),
                let file = try? JSONDecoder().decode(File.self, from: bytes)
            else { continue }
            cases[part] = file.tests
        }
        return cases
    }()

    var testDescription: String { name }

    private struct File: Decodable {
        let tests: [SpecificationCase]
    }

    /// JSON as a template value.
    ///
    /// Fractions are text here, as `TemplateValue` has whole numbers only.
    struct Data: Sendable, Decodable {
        let value: TemplateValue

        init(from decoder: any Decoder) throws {
            let container = try decoder.singleValueContainer()
            if container.decodeNil() {
                value = .null
            } else if let bool = try? container.decode(Bool.self) {
                value = .bool(bool)
            } else if let number = try? container.decode(Int.self) {
                value = .number(number)
            } else if let number = try? container.decode(Double.self) {
                value = .text("\(number)")
            } else if let text = try? container.decode(String.self) {
                value = .text(text)
            } else if let list = try? container.decode([Data].self) {
                value = .list(list.map(\.value))
            } else {
                value = .object(try container.decode([String: Data].self).mapValues(\.value))
            }
        }
    }
}
