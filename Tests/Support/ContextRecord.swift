package import Site
import Synchronization

/// What pages gave to their templates, held against `ThemeContext`: give `record` to `Theme.observed(by:)`.
package final class ContextRecord: Sendable {
    private struct State {
        var faults: Set<String> = []
        /// The names that had something to say at least once, as `listing.cards[].headline`, and the templates.
        var told: Set<String> = []
        var templates: Set<String> = []
    }
    private let state = Mutex(State())

    package init() {}

    /// What is given and not described, described and not given, or of another type.
    package var faults: [String] { state.withLock { $0.faults.sorted() } }
    package var templates: Set<String> { state.withLock { $0.templates } }

    /// The described names that no page had anything to say for; a yes or no may always be a no.
    package var untold: [String] {
        var names: [String] = []
        for object in [("", ThemeContext.everywhere + ThemeContext.pages.flatMap(\.names))]
            + ThemeContext.objects.map({ ($0.path, $0.names) })
        {
            for name in object.1 where name.type != .yesOrNo {
                names.append(ContextRecord.path(name.name, in: object.0))
            }
        }
        return state.withLock { state in names.filter { !state.told.contains($0) } }
    }

    package func record(_ template: String, _ value: TemplateValue) {
        state.withLock { state in
            state.templates.insert(template)
            guard let page = ThemeContext.pages.first(where: { $0.template == template }) else {
                state.faults.insert("\(template).mustache is no page of ThemeContext.pages")
                return
            }
            compare(value, ThemeContext.everywhere + page.names, path: "", template, &state)
        }
    }

    private func compare(
        _ value: TemplateValue, _ names: [ThemeContext.Name], path: String, _ template: String, _ state: inout State
    ) {
        guard case .object(let members) = value else {
            state.faults.insert("\(template): \(path) is no object")
            return
        }
        let described = Set(names.map(\.name))
        for name in members.keys where !described.contains(name) {
            state.faults.insert(
                "\(template): \(ContextRecord.path(name, in: path)) is given, and ThemeContext does not describe it")
        }
        for name in names {
            let own = ContextRecord.path(name.name, in: path)
            guard let member = members[name.name] else {
                state.faults.insert("\(template): \(own) is described in ThemeContext, and not given")
                continue
            }
            guard isRight(member, name) else {
                state.faults.insert("\(template): \(own) is described as \(name.type.rawValue), and is \(member)")
                continue
            }
            if hasSomethingToSay(member) { state.told.insert(own) }
            let below = ThemeContext.path(of: name, in: path)
            // A theme has words of its own.
            guard below != "words" else { continue }
            switch member {
            case .object: compare(member, ThemeContext.objectsByPath[below]?.names ?? [], path: below, template, &state)
            case .list(let entries):
                guard name.type == .list else { break }
                for entry in entries {
                    compare(entry, ThemeContext.objectsByPath[below]?.names ?? [], path: below, template, &state)
                }
            default: break
            }
        }
    }

    private func isRight(_ value: TemplateValue, _ name: ThemeContext.Name) -> Bool {
        switch (value, name.type) {
        case (.null, _): name.isOptional
        case (.list(let entries), .texts): entries.allSatisfy { if case .text = $0 { true } else { false } }
        case (.text, .text), (.markup, .markup), (.bool, .yesOrNo), (.number, .number), (.list, .list), (.object, .object): true
        default: false
        }
    }

    private func hasSomethingToSay(_ value: TemplateValue) -> Bool {
        switch value {
        case .null: false
        case .text(let text), .markup(let text): !text.isEmpty
        case .list(let entries): !entries.isEmpty
        default: true
        }
    }

    private static func path(_ name: String, in object: String) -> String { object.isEmpty ? name : "\(object).\(name)" }
}
