import Content
private import Foundation
import Storage

/// What a person asks of the settings: to see them, or to change one.
package enum SettingsRequest: Codable, Sendable, Equatable {
    /// - Parameter width: how many characters a line may have.
    case list(width: Int)
    case listAsJSON
    case get(String)
    /// nil: as in a new magazine.
    case set(String, to: String?)

    func perform(on store: Store, monitor: ImportMonitor) throws -> WorkResult {
        switch self {
        case .list(let width):
            let publication = try store.readWaiting { try $0.publication() }
            return WorkResult(report: table(of: publication).text(width: width), exit: .success)
        case .listAsJSON:
            return WorkResult(report: try json(of: store.readWaiting { try $0.publication() }), exit: .success)
        case .get(let name):
            let setting = try Setting.named(name)
            return WorkResult(
                report: try store.readWaiting { setting.value(in: try $0.publication()) } + "\n", exit: .success)
        case .set(let name, let value): return try set(Setting.named(name), to: value, in: store, monitor)
        }
    }

    private func set(_ setting: Setting, to value: String?, in store: Store, _ monitor: ImportMonitor) throws -> WorkResult {
        let (was, now, sentences) = try store.writeWaiting { transaction in
            let before = try transaction.publication()
            var publication = before
            if let value {
                try setting.set(value, in: &publication)
            } else {
                setting.restore(setting.defaultValue, in: &publication)
            }
            if before != publication { try PublicationChange.check(setting, in: publication, transaction.current) }
            let done = try PublicationChange(transaction: transaction, monitor: monitor).apply(publication)
            return (setting.value(in: before), setting.value(in: publication), done)
        }
        let first =
            was == now
            ? "\(setting.name) is \(shown(now)) already." : "\(setting.name) is \(shown(now)) now; it was \(shown(was))."
        return WorkResult(report: ([first] + sentences).joined(separator: "\n") + "\n", exit: .success)
    }

    private func shown(_ value: String) -> String { value.isEmpty ? "empty" : "“\(value)”" }

    private func table(of publication: Publication) -> TextTable {
        TextTable(
            head: ["name", "value", "default", "meaning"],
            rows: Setting.all.map { setting in
                [
                    setting.name, setting.value(in: publication), setting.defaultValue,
                    "\(setting.meaning) (\(setting.type.name.filter { $0 != "`" }))",
                ]
            }, shares: [0, 30, 25, 45])
    }

    private func json(of publication: Publication) throws -> String {
        struct Entry: Encodable {
            var name, value, `default`, type, meaning, example: String
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        let entries = Setting.all.map { setting in
            Entry(
                name: setting.name, value: setting.value(in: publication), default: setting.defaultValue,
                type: setting.type.name.filter { $0 != "`" }, meaning: setting.meaning, example: setting.example)
        }
        return String(decoding: try encoder.encode(entries), as: UTF8.self) + "\n"
    }
}
