package import Content

/// The one door through which a page reads: a snapshot of the magazine that notes what was looked at. A page cannot forget
/// what it was made of.
///
/// Valid only inside the closure it was handed to.
package final class Library {
    let connection: Connection
    package private(set) var dependencies: Set<Dependency> = []

    init(_ connection: Connection) { self.connection = connection }

    func depends(on dependency: Dependency) { dependencies.insert(dependency) }
}
