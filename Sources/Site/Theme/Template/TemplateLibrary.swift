import Content

/// The templates of one theme, parsed and tied to one another, ready to render.
///
/// A template reaches only the others of its library. A strict library, which is what themes are given, refuses what
/// the Mustache specification passes over in silence: names and templates that do not exist, blocks nobody asked for,
/// text written unescaped. It also takes empty text as false. A lenient one does what the specification says.
package struct TemplateLibrary: Sendable {
    let templates: [Template]
    /// Where a template is in `templates`.
    let index: [String: Int]
    let strict: Bool

    /// Parses `sources`, template text by name.
    ///
    /// `dynamicNames` allows `{{>*name}}`, where data names the template: leave it off for data by readers.
    package init(
        _ sources: [String: String], strict: Bool = true, dynamicNames: Bool = false
    ) throws(TemplateError) {
        // By name, so that of two faults always the same one is reported.
        let names = sources.keys.sorted()
        var index: [String: Int] = [:]
        for (place, name) in names.enumerated() { index[name] = place }

        var templates: [Template] = []
        for (place, name) in names.enumerated() {
            let parser = TemplateParser(
                name: name, place: place, source: sources[name] ?? "", strict: strict, dynamicNames: dynamicNames)
            var template = try parser.parse()
            for place in template.inclusions.indices where template.inclusions[place].dynamicName == nil {
                let inclusion = template.inclusions[place]
                template.inclusions[place].target = index[inclusion.name]
                guard strict, index[inclusion.name] == nil else { continue }
                let suggestion = NearestName.suggestion(for: inclusion.name, among: names)
                throw TemplateError(
                    "there is no template ‘\(inclusion.name)’\(suggestion)", in: name, at: inclusion.position)
            }
            templates.append(template)
        }
        self.templates = templates
        self.index = index
        self.strict = strict
        if strict { try checkOverrides() }
    }

    /// Renders a template to UTF-8.
    package func render(_ name: String, _ value: TemplateValue) throws(TemplateError) -> [UInt8] {
        guard let place = index[name] else {
            let suggestion = NearestName.suggestion(for: name, among: index.keys)
            throw TemplateError(
                "there is no template ‘\(name)’\(suggestion)", in: name, at: Template.Position(line: 1, column: 1))
        }
        var renderer = TemplateRenderer(library: self, value: value)
        return try renderer.render(templates[place])
    }

    /// A block given to a parent that has no such block would never be seen: a misspelt name.
    private func checkOverrides() throws(TemplateError) {
        for template in templates {
            for inclusion in template.inclusions where !inclusion.overrides.isEmpty {
                guard let target = inclusion.target, let known = blockNames(reachableFrom: target) else { continue }
                for override in inclusion.overrides.map({ template.blocks[$0] }) where !known.contains(override.name) {
                    let suggestion = NearestName.suggestion(for: override.name, among: known)
                    throw TemplateError(
                        "‘\(inclusion.name)’ has no block ‘\(override.name)’\(suggestion)", in: template.name,
                        at: override.position)
                }
            }
        }
    }

    /// The names of all blocks in a template and whatever it includes, or nil if data decides what that is.
    private func blockNames(reachableFrom start: Int) -> Set<String>? {
        var names: Set<String> = []
        var seen: Set = [start]
        var waiting = [start]
        while let place = waiting.popLast() {
            names.formUnion(templates[place].blocks.map(\.name))
            for inclusion in templates[place].inclusions {
                guard let target = inclusion.target else { return nil }
                if seen.insert(target).inserted { waiting.append(target) }
            }
        }
        return names
    }
}
