/// One thing a publication decides for itself: its name, what it means, what it may be, and where `Publication` has it.
///
/// `Setting.all` is the one list of them. The commands, docs/settings.md and the database know settings from it alone.
package struct Setting: Sendable {
    /// As the database has it, for good: `cards_per_page`.
    package let name: String
    /// What it decides, in a sentence.
    package let meaning: String
    /// What else there is to know, for docs/settings.md; may be empty.
    package let details: String
    package let type: SettingType
    package let example: String
    private let place: Place

    package typealias Path<Value> = any WritableKeyPath<Publication, Value> & Sendable

    private enum Place: Sendable {
        case text(Path<String>)
        case number(Path<Int>)
        case truth(Path<Bool>)
        case choice(get: @Sendable (Publication) -> String, set: @Sendable (String, inout Publication) -> Void)
    }

    /// What a new magazine has.
    package var defaultValue: String { value(in: Publication()) }

    package func value(in publication: Publication) -> String {
        switch place {
        case .text(let path): publication[keyPath: path]
        case .number(let path): String(publication[keyPath: path])
        case .truth(let path): publication[keyPath: path] ? "yes" : "no"
        case .choice(let get, _): get(publication)
        }
    }

    /// Puts a stored value in its place. It was checked when it was set, so that a page has no errors to tell: what is none
    /// of the type's leaves all as it is, and a number outside its range is taken to its end.
    package func restore(_ value: String, in publication: inout Publication) {
        switch place {
        case .text(let path): publication[keyPath: path] = value
        case .number(let path):
            guard let number = Int(value) else { return }
            guard case .number(let range) = type else {
                publication[keyPath: path] = number
                return
            }
            publication[keyPath: path] = min(max(number, range.lowerBound), range.upperBound)
        case .truth(let path): publication[keyPath: path] = value == "yes"
        case .choice(_, let set): set(value, &publication)
        }
    }

    /// Sets what a person wrote, in the form it is kept in.
    /// - Throws: `SettingError.refused`. What only the magazine or the machine can tell (menus, files, time zones) is not asked here.
    package func set(_ value: String, in publication: inout Publication) throws(SettingError) {
        do throws(SettingType.Fault) {
            restore(try type.checked(value), in: &publication)
        } catch {
            throw .refused(name, value: value, because: error.reason)
        }
    }

    // MARK: - The list

    package init(
        _ name: String, _ path: Path<String>, _ type: SettingType, _ meaning: String,
        details: String = "", example: String
    ) {
        self.init(name, .text(path), type, meaning, details, example)
    }

    package init(
        _ name: String, _ path: Path<Int>, _ range: ClosedRange<Int>, _ meaning: String,
        details: String = "", example: Int
    ) {
        self.init(name, .number(path), .number(range), meaning, details, String(example))
    }

    package init(
        _ name: String, _ path: Path<Bool>, _ meaning: String, details: String = ""
    ) {
        self.init(name, .truth(path), .yesOrNo, meaning, details, "yes")
    }

    /// One of the cases.
    package init<Choice: RawRepresentable & CaseIterable & Sendable>(
        _ name: String, _ path: Path<Choice>, _ meaning: String, details: String = "", example: Choice
    ) where Choice.RawValue == String {
        let place = Place.choice(
            get: { $0[keyPath: path].rawValue },
            set: { value, publication in
                if let choice = Choice(rawValue: value) { publication[keyPath: path] = choice }
            })
        self.init(name, place, .choice(Choice.allCases.map(\.rawValue)), meaning, details, example.rawValue)
    }

    private init(
        _ name: String, _ place: Place, _ type: SettingType, _ meaning: String, _ details: String, _ example: String
    ) {
        (self.name, self.place, self.type) = (name, place, type)
        (self.meaning, self.details, self.example) = (meaning, details, example)
    }

    /// - Throws: `SettingError.unknown` with the name that was probably meant.
    package static func named(_ name: String) throws(SettingError) -> Setting {
        guard let setting = byName[name] else { throw .unknown(name) }
        return setting
    }

    package static let byName = Dictionary(all.map { ($0.name, $0) }) { first, _ in first }
}

/// Why a setting is not set.
package enum SettingError: Error, Equatable, CustomStringConvertible {
    case unknown(String)
    case refused(String, value: String, because: String)

    package var description: String {
        switch self {
        case .unknown(let name):
            NearestName.to(name, among: Setting.all.map(\.name)).map {
                "There is no setting ‘\(name)’; did you mean ‘\($0)’? All of them: stet settings list"
            } ?? "There is no setting ‘\(name)’. All of them: stet settings list"
        case .refused(let name, let value, let reason): "\(name) cannot be “\(value)”: \(reason)."
        }
    }
}
