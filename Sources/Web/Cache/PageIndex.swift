import Content

/// Which places of the cache hold a page that was made of something.
///
/// What a page does not hold any more is not looked for: its entries are passed over, and swept out when they are more than the
/// others. So to forget a page costs nothing.
struct PageIndex {
    /// A place, and which of the pages that were there one after the other.
    struct Reader: Hashable {
        let place: Int32
        let generation: UInt32
    }

    private struct Readers {
        var all: [Reader] = []
        var gone = 0
    }

    private struct Stretch {
        let reader: Reader
        let start: Int64
        let end: Int64
    }

    private struct Stretches {
        var all: [Stretch] = []
        var gone = 0
    }

    private var readers: [Dependency: Readers] = [:]
    /// Of each listing.
    private var stretches: [Listing: Stretches] = [:]

    /// How many dependencies it knows, for who counts memory.
    var count: Int { readers.count }

    mutating func add(_ reader: Reader, _ dependencies: Set<Dependency>) {
        for dependency in dependencies {
            if case .stretch(let listing, let start, let end) = dependency {
                stretches[listing, default: Stretches()].all.append(Stretch(reader: reader, start: start, end: end))
            } else {
                readers[dependency, default: Readers()].all.append(reader)
            }
        }
    }

    /// - Parameter isThere: whether a reader is still in its place.
    mutating func remove(_ dependencies: Set<Dependency>, isThere: (Reader) -> Bool) {
        for dependency in dependencies {
            if case .stretch(let listing, _, _) = dependency {
                guard var found = stretches.removeValue(forKey: listing) else { continue }
                found.gone += 1
                if found.gone * 2 > found.all.count {
                    found.all.removeAll { !isThere($0.reader) }
                    found.gone = 0
                }
                if !found.all.isEmpty { stretches[listing] = found }
            } else {
                guard var found = readers.removeValue(forKey: dependency) else { continue }
                found.gone += 1
                if found.gone * 2 > found.all.count {
                    found.all.removeAll { !isThere($0) }
                    found.gone = 0
                }
                if !found.all.isEmpty { readers[dependency] = found }
            }
        }
    }

    /// Calls `body` with whoever a commit has touched, with some more than once.
    func each(touched: Set<Dependency>, _ body: (Reader) -> Void) {
        func every(_ dependency: Dependency) { readers[dependency]?.all.forEach(body) }
        every(.everything)
        for dependency in touched {
            switch dependency {
            case .entry(let listing, let time):
                every(.listing(listing))
                for stretch in stretches[listing]?.all ?? [] where stretch.start <= time && time <= stretch.end {
                    body(stretch.reader)
                }
            case .listing(let listing):
                for dependency in [dependency, .pages(listing), .presence(listing)] { every(dependency) }
                stretches[listing]?.all.forEach { body($0.reader) }
            case .everything: break
            default: every(dependency)
            }
        }
    }
}

extension Set<Dependency> {
    /// Whether what was read is another thing after a commit.
    func isTouched(by touched: Set<Dependency>) -> Bool {
        guard !touched.isEmpty else { return false }
        if touched.contains(.everything) || contains(.everything) { return true }
        return touched.contains { dependency in
            switch dependency {
            case .entry(let listing, let time):
                contains(.listing(listing))
                    || contains { read in
                        guard case .stretch(listing, let start, let end) = read else { return false }
                        return start <= time && time <= end
                    }
            case .listing(let listing):
                contains { read in
                    switch read {
                    case .listing(listing), .pages(listing), .presence(listing): true
                    case .stretch(let other, _, _): other == listing
                    default: false
                    }
                }
            default: contains(dependency)
            }
        }
    }
}
