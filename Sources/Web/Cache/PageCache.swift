import Content
import Storage
import Synchronization

/// The magazine's pages as they were sent last, until something that they were made of changes.
///
/// A commit drops exactly those that hold one of its dependencies, before whoever made it is told that it is done. There is no time
/// after which a page goes, and no button. What is full lets the page go that was longest not asked for; pages of the magazine and
/// what anybody can make up (addresses that lead on, and those where nothing is) have a share of the memory each, and take no place
/// in another's.
final class PageCache: Sendable {
    /// What it has done so far.
    struct Figures: Sendable, Equatable {
        var pages = 0
        var bytes = 0
        /// Pages that commits have dropped, and those that made room.
        var dropped: Int64 = 0
        var evicted: Int64 = 0
        /// Pages that were too old already when they were made.
        var refused: Int64 = 0
    }

    /// What has a part of the memory of its own.
    enum Share: Int, CaseIterable {
        /// Of the magazine: as many as it has.
        case pages
        /// What leads on, and what is gone for good.
        case leading
        /// Where nothing is: as many as somebody makes up. Old links and the files that programs look for are asked for again, though.
        case nothing

        /// Of so much memory.
        fileprivate func bytes(of memory: Int) -> Int {
            switch self {
            case .pages: memory - memory / 8 - memory / 16
            case .leading: memory / 8
            case .nothing: memory / 16
            }
        }
    }

    /// A commit that it was told of, and in which second.
    fileprivate struct Told {
        let commit: Commit
        let second: Int64
    }

    fileprivate struct Place {
        var key: [UInt8] = []
        var hash = 0
        var page: ReadyPage?
        var generation: UInt32 = 0
        /// Neighbours in the order of use; -1: none.
        var newer: Int32 = -1
        var older: Int32 = -1
        /// Another key with the same hash.
        var next: Int32 = -1
    }

    /// Places in the order in which they were last asked for.
    fileprivate struct Order {
        var newest: Int32 = -1
        var oldest: Int32 = -1
        var bytes = 0
    }

    fileprivate struct State {
        var places: [Place] = []
        var free: [Int32] = []
        var byHash: [Int: Int32] = [:]
        var index = PageIndex()
        /// Of each share.
        var orders = Share.allCases.map { _ in Order() }
        /// The last commits, up to which number they are forgotten, and when the last one was told that is.
        var recent: [Told] = []
        var recentSize = 0
        var forgotten: Int64 = 0
        var forgottenSecond: Int64 = 0
        /// How many commits it was told of.
        var told = 0
        var figures = Figures()
    }

    /// Of each share, in bytes.
    private let limits: [Int]
    private let metrics: Metrics
    private let state = Mutex(State())
    private static let mostRecent = 512
    /// Names of what was touched, in all that is remembered.
    private static let mostNames = 50_000

    /// - Parameter memory: in bytes; 0 keeps nothing.
    init(memory: Int, metrics: Metrics = Metrics()) {
        self.metrics = metrics
        limits = Share.allCases.map { $0.bytes(of: memory) }
    }

    var figures: Figures { state.withLock { $0.figures } }

    /// How many commits it was told of: what is made from now on has seen them all.
    var told: Int { state.withLock { $0.told } }

    /// The last commit that it was told of.
    var lastCommit: Int64 { state.withLock { $0.recent.last?.commit.number ?? $0.forgotten } }

    /// Whether a commit has touched one of these in this second: a page made of them may have had another text before, with the same
    /// time. Whether it was kept then says nothing: who was sent it has it.
    func hasTouched(_ dependencies: Set<Dependency>, inSecond second: Int64) -> Bool {
        state.withLock { state in
            state.forgottenSecond >= second
                || state.recent.contains { $0.second >= second && dependencies.isTouched(by: $0.commit.touched) }
        }
    }

    /// The page at an address, which is the newest now. Whoever answers with it counts the hit.
    ///
    /// - Parameters:
    ///   - key: the address as it is written, without a query.
    ///   - now: in milliseconds since 1970; asked only where time matters.
    func find(_ key: UnsafeRawBufferPointer, now: () -> Int64) -> ReadyPage? {
        let hash = PageCache.hash(key)
        return state.withLock { state -> ReadyPage? in
            guard let place = state.place(of: key, hash), let page = state.places[Int(place)].page else { return nil }
            if let end = page.rightUntil, now() >= end {
                state.empty(place)
                metrics.cacheHolds(pages: state.figures.pages, bytes: state.figures.bytes)
                return nil
            }
            state.use(place)
            return page
        }
    }

    func find(_ key: String, now: () -> Int64) -> ReadyPage? {
        var key = key
        return key.withUTF8 { find(UnsafeRawBufferPointer($0), now: now) }
    }

    /// A request was answered with what was found.
    func answeredHit() { metrics.cacheHit() }

    /// The same for who has asked before: it is no use of it.
    func peek(_ key: String, now: () -> Int64) -> ReadyPage? {
        var key = key
        return key.withUTF8 { bytes in
            let bytes = UnsafeRawBufferPointer(bytes)
            let hash = PageCache.hash(bytes)
            return state.withLock { state -> ReadyPage? in
                guard let place = state.place(of: bytes, hash), let page = state.places[Int(place)].page else { return nil }
                return page.rightUntil.map { now() >= $0 } == true ? nil : page
            }
        }
    }

    /// Keeps a page, unless a commit has touched it since its snapshot.
    func add(_ page: ReadyPage, at key: String) {
        let bytes = Array(key.utf8)
        let hash = bytes.withUnsafeBytes(PageCache.hash)
        let size = page.size + bytes.count
        state.withLock { state in
            let order = page.share.rawValue
            guard size <= limits[order] / 4 else { return }
            guard page.madeAt >= state.forgotten,
                !state.recent.contains(where: {
                    $0.commit.number > page.madeAt && page.dependencies.isTouched(by: $0.commit.touched)
                })
            else {
                state.figures.refused += 1
                return
            }
            if let known = bytes.withUnsafeBytes({ state.place(of: $0, hash) }) {
                // Two have made it at once: the younger one stays.
                if let other = state.places[Int(known)].page, other.madeAt > page.madeAt { return }
                state.empty(known)
            }
            state.fill(bytes, hash, page)
            while state.orders[order].bytes > limits[order], state.orders[order].oldest >= 0 {
                state.empty(state.orders[order].oldest)
                state.figures.evicted += 1
                metrics.evicted(pages: 1)
            }
            metrics.cacheHolds(pages: state.figures.pages, bytes: state.figures.bytes)
        }
    }

    /// Lets go of what a commit has touched, and remembers it for pages that are being made of an older snapshot.
    ///
    /// - Parameter second: the time, since 1970.
    func drop(_ commit: Commit, second: Int64) {
        state.withLock { state in
            // The change log says again what was told already.
            if state.recent.contains(where: { $0.commit.number == commit.number }) { return }
            state.told += 1
            state.recent.append(Told(commit: commit, second: second))
            state.recentSize += commit.touched.count
            while state.recent.count > PageCache.mostRecent || state.recentSize > PageCache.mostNames,
                let old = state.recent.first
            {
                state.recent.removeFirst()
                state.recentSize -= old.commit.touched.count
                state.forgotten = max(state.forgotten, old.commit.number)
                state.forgottenSecond = max(state.forgottenSecond, old.second)
            }
            var dropped: Set<Int32> = []
            if commit.touched.contains(.everything) {
                for place in state.places.indices where state.places[place].page.map({ $0.madeAt < commit.number }) ?? false {
                    dropped.insert(Int32(place))
                }
            } else {
                let places = state.places
                state.index.each(touched: commit.touched) { reader in
                    let place = places[Int(reader.place)]
                    guard place.generation == reader.generation, let page = place.page, page.madeAt < commit.number else {
                        return
                    }
                    dropped.insert(reader.place)
                }
            }
            for place in dropped { state.empty(place) }
            state.figures.dropped += Int64(dropped.count)
            metrics.dropped(pages: dropped.count)
            metrics.cacheHolds(pages: state.figures.pages, bytes: state.figures.bytes)
        }
    }

    /// Lets go of everything: who cannot tell what was touched.
    ///
    /// - Parameter last: the last commit there is. Another database in the place of this one counts anew: what is remembered of numbers
    ///   beyond it says nothing of its commits.
    func dropAll(upTo last: Int64, second: Int64) {
        state.withLock { state in
            state.told += 1
            (state.recent, state.recentSize, state.forgotten) = ([], 0, last)
            metrics.dropped(pages: state.figures.pages)
            state.figures.dropped += Int64(state.figures.pages)
            for place in state.places.indices where state.places[place].page != nil { state.empty(Int32(place)) }
            state.forgottenSecond = max(state.forgottenSecond, second)
            metrics.cacheHolds(pages: state.figures.pages, bytes: state.figures.bytes)
        }
    }

    /// Every address that is kept, with its page.
    var all: [(key: String, page: ReadyPage)] {
        state.withLock { state in
            state.places.compactMap { place in place.page.map { (String(decoding: place.key, as: UTF8.self), $0) } }
        }
    }

    /// Seeded anew in each process: nobody can choose addresses that fall together.
    private static func hash(_ key: UnsafeRawBufferPointer) -> Int {
        var hasher = Hasher()
        hasher.combine(bytes: key)
        return hasher.finalize()
    }
}

extension PageCache.State {
    fileprivate func place(of key: UnsafeRawBufferPointer, _ hash: Int) -> Int32? {
        var next = byHash[hash] ?? -1
        while next >= 0 {
            if places[Int(next)].key.elementsEqual(key) { return next }
            next = places[Int(next)].next
        }
        return nil
    }

    fileprivate mutating func fill(_ key: [UInt8], _ hash: Int, _ page: ReadyPage) {
        let place: Int32
        if let free = free.popLast() {
            place = free
        } else {
            place = Int32(places.count)
            places.append(PageCache.Place())
        }
        places[Int(place)].key = key
        places[Int(place)].hash = hash
        places[Int(place)].page = page
        places[Int(place)].next = byHash[hash] ?? -1
        byHash[hash] = place
        link(place, page.share.rawValue)
        orders[page.share.rawValue].bytes += page.size + key.count
        figures.pages += 1
        figures.bytes += page.size + key.count
        index.add(PageIndex.Reader(place: place, generation: places[Int(place)].generation), page.dependencies)
    }

    fileprivate mutating func empty(_ place: Int32) {
        guard let page = places[Int(place)].page else { return }
        let (hash, bytes) = (places[Int(place)].hash, page.size + places[Int(place)].key.count)
        unchain(place, hash)
        unlink(place, page.share.rawValue)
        orders[page.share.rawValue].bytes -= bytes
        figures.pages -= 1
        figures.bytes -= bytes
        places[Int(place)].page = nil
        places[Int(place)].key = []
        places[Int(place)].generation &+= 1
        free.append(place)
        let places = places
        index.remove(page.dependencies) { places[Int($0.place)].generation == $0.generation }
    }

    private mutating func unchain(_ place: Int32, _ hash: Int) {
        let next = places[Int(place)].next
        if byHash[hash] == place {
            byHash[hash] = next >= 0 ? next : nil
        } else {
            var before = byHash[hash] ?? -1
            while before >= 0, places[Int(before)].next != place { before = places[Int(before)].next }
            if before >= 0 { places[Int(before)].next = next }
        }
        places[Int(place)].next = -1
    }

    fileprivate mutating func use(_ place: Int32) {
        let order = places[Int(place)].page?.share.rawValue ?? 0
        guard orders[order].newest != place else { return }
        unlink(place, order)
        link(place, order)
    }

    private mutating func link(_ place: Int32, _ order: Int) {
        let newest = orders[order].newest
        places[Int(place)].older = newest
        places[Int(place)].newer = -1
        if newest >= 0 { places[Int(newest)].newer = place }
        orders[order].newest = place
        if orders[order].oldest < 0 { orders[order].oldest = place }
    }

    private mutating func unlink(_ place: Int32, _ order: Int) {
        let (newer, older) = (places[Int(place)].newer, places[Int(place)].older)
        if newer >= 0 { places[Int(newer)].older = older } else { orders[order].newest = older }
        if older >= 0 { places[Int(older)].newer = newer } else { orders[order].oldest = newer }
        (places[Int(place)].newer, places[Int(place)].older) = (-1, -1)
    }
}
