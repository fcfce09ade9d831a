import Content

/// Everything that is wrong with a theme, found without making a page: what a template means is known from `ThemeContext`.
///
/// A template is read in the context of each page that comes to it, with the sections around it, as the renderer does; but all
/// of its branches, and to the end.
package struct ThemeCheck {
    /// In the order of files and lines.
    package private(set) var faults: [ThemeFault]
    /// How many files the folder has of its own.
    package let ownFiles: Int

    private let files: ThemeFiles
    private let words: Set<String>
    private let outlines: [String: TemplateOutline]

    /// - Parameter folder: a theme's; what is not in it is the default theme's.
    /// - Throws: where the folder cannot be read.
    package init(folder: String) throws(ThemeError) { self.init(try ThemeFiles(in: folder)) }

    init(_ files: ThemeFiles) {
        self.files = files
        ownFiles = files.own.count
        faults = files.problems
        var outlines: [String: TemplateOutline] = [:]
        for (name, bytes) in files.all where name.hasSuffix(".mustache") {
            let template = String(name.dropLast(".mustache".count))
            guard let text = String(validating: bytes, as: UTF8.self) else {
                faults.append(ThemeFault(file: name, message: "it is not UTF-8 text", isOwn: files.own[name] != nil))
                // So that those who include it have no fault of their own.
                outlines[template] = TemplateOutline(name: template, source: "")
                continue
            }
            outlines[template] = TemplateOutline(name: template, source: text)
        }
        self.outlines = outlines
        words = ThemeCheck.words(of: files, &faults)
        checkTemplates()
        if let style = files.own["style.css"] { faults += StyleCheck(style).faults }
        var seen: Set<ThemeFault> = []
        faults = faults.sorted { ($0.file, $0.line, $0.column) < ($1.file, $1.line, $1.column) }.filter {
            seen.insert($0).inserted
        }
    }

    private mutating func checkTemplates() {
        var walk = TemplateWalk(outlines: outlines, words: words)
        for page in ThemeContext.pages { walk.begin(page.template) }
        var found = walk.faults
        for (_, outline) in outlines.sorted(by: { $0.key < $1.key }) { found += outline.faults }
        faults += found.map { ThemeFault($0, isOwn: files.own[$0.file] != nil) }
        checkUse(walk.reached)
        // What the parser of the pages sees and this one does not: there should be nothing.
        guard found.isEmpty, faults.allSatisfy({ !$0.stopsPages }) else { return }
        let sources = outlines.mapValues { String(decoding: $0.source, as: UTF8.self) }
        do throws(TemplateError) {
            _ = try TemplateLibrary(sources)
        } catch {
            faults.append(ThemeFault(error, isOwn: files.own[error.file] != nil))
        }
    }

    /// A template of one's own that nothing comes to is most likely misspelt.
    private mutating func checkUse(_ reached: Set<String>) {
        for name in outlines.keys.sorted() where !reached.contains(name) && files.own[name + ".mustache"] != nil {
            guard ThemeFiles.embedded[name + ".mustache"] == nil else { continue }
            let nearest = NearestName.to(name, among: outlines.keys.filter(reached.contains))
            let meant = nearest.map { "; did you mean ‘\($0).mustache’?" } ?? ""
            faults.append(
                ThemeFault(
                    file: name + ".mustache", message: "no page begins with this template and none includes it\(meant)",
                    isOwn: true,
                    stopsPages: false))
        }
    }

    /// The words that a template may ask for, and what is wrong with the files of words.
    private static func words(of files: ThemeFiles, _ faults: inout [ThemeFault]) -> Set<String> {
        let defaults = ThemeFiles.embedded.filter { $0.key.hasPrefix("words/") }
        var sound: [String: [UInt8]] = [:]
        for (name, bytes) in files.own where name.hasPrefix("words/") {
            do throws(ThemeError) {
                let vocabulary = try Vocabulary(defaults, overriding: [name: bytes])
                sound[name] = bytes
                let language = String(name.dropFirst("words/".count).dropLast(".json".count))
                // A language that the default theme does not have: what is missing is English on every page.
                guard (try? Vocabulary(defaults, overriding: [:]))?.found(language) == nil else { continue }
                let missing = vocabulary.missing(in: language)
                guard !missing.isEmpty else { continue }
                faults.append(
                    ThemeFault(
                        file: name, message: "it has no word for \(listed(missing)): readers see them in English", isOwn: true,
                        stopsPages: false))
            } catch {
                guard case .words(let file, let fault) = error else { continue }
                let message = fault.hasSuffix(".") ? String(fault.dropLast()) : fault
                faults.append(ThemeFault(file: file, message: message, isOwn: files.own[file] != nil))
            }
        }
        guard let vocabulary = try? Vocabulary(defaults, overriding: sound) else { return [] }
        // A word that a theme has in its magazine's language alone is one of its words.
        let languages = ["en"] + sound.keys.map { String($0.dropFirst("words/".count).dropLast(".json".count)) }
        return languages.reduce(into: []) { names, language in
            if case .object(let words) = vocabulary.words(in: language).value(in: language) { names.formUnion(words.keys) }
        }
    }

    private static func listed(_ names: [String]) -> String {
        let shown = names.prefix(10).map { "‘\($0)’" }.joined(separator: ", ")
        return names.count > 10 ? "\(shown) and \(names.count - 10) more" : shown
    }
}
