import Content

/// Which records of a run were made of something that commits have touched: what `Set<Dependency>.isTouched(by:)` says, asked of
/// hundreds of thousands in the form in which they lie in the file.
struct TouchedRecords: Sendable {
    private var marks = MarkSet()
    /// When entries came and went, by listings; sorted.
    private var times: [Int64: [Int64]] = [:]
    /// Listings of which nothing is as it was.
    private var listings: Set<Int64> = []

    init(_ touched: Set<Dependency>) {
        guard !touched.isEmpty else { return }
        marks.insert(ExportMark.dependency(Dependency.everything.text))
        for dependency in touched {
            marks.insert(ExportMark.dependency(dependency.text))
            switch dependency {
            case .entry(let listing, let time):
                marks.insert(ExportMark.dependency(Dependency.listing(listing).text))
                times[listing.number, default: []].append(time)
            case .listing(let listing):
                for part in [Dependency.pages(listing), .presence(listing)] { marks.insert(ExportMark.dependency(part.text)) }
                listings.insert(listing.number)
            default: break
            }
        }
        for listing in times.keys { times[listing]?.sort() }
    }

    func contains(_ entry: ExportState.Entry) -> Bool {
        if marks.meets(entry) { return true }
        for index in 0..<entry.stretchCount where isTouched(entry.stretch(index)) { return true }
        return false
    }

    private func isTouched(_ stretch: ExportRecord.Stretch) -> Bool {
        if listings.contains(stretch.listing) { return true }
        guard let times = times[stretch.listing] else { return false }
        // The first that is not before its start.
        var (low, high) = (0, times.count)
        while low < high {
            let middle = (low + high) / 2
            if times[middle] < stretch.start { low = middle + 1 } else { high = middle }
        }
        return low < times.count && times[low] <= stretch.end
    }
}

/// Numbers that are looked for among millions of others.
struct MarkSet: Sendable {
    private var bits = Array(repeating: UInt64(0), count: 1024)
    private(set) var marks: Set<UInt64> = []

    init(_ marks: some Sequence<UInt64> = []) { for mark in marks { insert(mark) } }

    mutating func insert(_ mark: UInt64) {
        marks.insert(mark)
        bits[Int(mark >> 6 & 1023)] |= 1 << (mark & 63)
    }

    var isEmpty: Bool { marks.isEmpty }

    func contains(_ mark: UInt64) -> Bool {
        bits[Int(mark >> 6 & 1023)] & 1 << (mark & 63) != 0 && marks.contains(mark)
    }

    /// Whether a record has one of them among its marks.
    func meets(_ entry: ExportState.Entry) -> Bool {
        for index in 0..<entry.markCount where contains(entry.mark(index)) { return true }
        return false
    }
}
