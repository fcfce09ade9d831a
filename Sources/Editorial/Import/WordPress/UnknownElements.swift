/// The elements of items that Stet does not know: what plugins write into exports. They are passed over, and told.
struct UnknownElements {
    private var counts: [String: (items: Int, first: WordPressSurvey.Place)] = [:]
    private var order: [String] = []

    private static let mostNames = 1000
    private static let mostNotes = 20

    mutating func note(_ name: String, _ place: WordPressSurvey.Place) {
        if counts[name] != nil {
            counts[name]?.items += 1
        } else if order.count < UnknownElements.mostNames {
            counts[name] = (1, place)
            order.append(name)
        }
    }

    /// A sentence for each name, in the order in which they were found.
    func notes(files: [String]) -> [String] {
        var notes = order.prefix(UnknownElements.mostNotes).compactMap { name -> String? in
            guard let (items, first) = counts[name] else { return nil }
            let file = files.indices.contains(Int(first.file)) ? files[Int(first.file)] : ""
            let place = items == 1 ? "\(file):\(first.line)" : "the first in \(file):\(first.line)"
            return
                "<\(name)> is no element of an export: it was passed over in \(items == 1 ? "1 item" : "\(items) items"), \(place)."
        }
        if order.count > notes.count { notes.append("So were \(order.count - notes.count) other elements.") }
        return notes
    }
}
