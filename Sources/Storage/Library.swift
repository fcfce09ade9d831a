package import Content

/// The one door through which a page reads: a snapshot of the magazine that notes what was looked at. A page cannot forget
/// what it was made of.
///
/// Valid only inside the closure it was handed to.
package final class Library {
    let connection: Connection
    package private(set) var dependencies: Set<Dependency> = []
    /// None in a transaction, where what was read may be written.
    private let kept: KeptReads?

    init(_ connection: Connection, kept: KeptReads? = nil) { (self.connection, self.kept) = (connection, kept) }

    /// The same snapshot, with nothing noted yet: for another page.
    package func another() -> Library { Library(connection, kept: kept) }

    /// What every page of a snapshot reads, read once for all of them; each notes what that was made of.
    package func once<Value>(_ name: KeptReads.Name, _ read: () throws -> Value) throws -> Value {
        guard let kept else { return try read() }
        if let known = kept.reads[name], let value = known.value as? Value {
            dependencies.formUnion(known.dependencies)
            return value
        }
        let before = dependencies
        dependencies = []
        defer { dependencies.formUnion(before) }
        let value = try read()
        kept.reads[name] = (value, dependencies)
        return value
    }

    func depends(on dependency: Dependency) { dependencies.insert(dependency) }
}

/// What was read of a snapshot that its next page reads too.
package final class KeptReads {
    package enum Name: Hashable {
        case publication, topSections(Int64), topPages(Int64), menu(String)
        /// How many entries the front page has in each month.
        case months
        /// What stands around every page, for those at an address that begins like this.
        case surroundings(String)
    }

    fileprivate var reads: [Name: (value: Any, dependencies: Set<Dependency>)] = [:]
}
