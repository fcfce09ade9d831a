/// The databases a magazine may lie in, and the one that a test runs on.
///
/// Ask for `current` in the test's own task, where a store is opened: a thread or a detached task knows nothing of it and would
/// be told SQLite.
package enum Engine: String, CaseIterable, Sendable {
    case sqlite = "SQLite"
    case postgres = "PostgreSQL"

    /// The engine of the test that runs; SQLite where none was chosen.
    package static var current: Engine { chosen ?? .sqlite }

    /// nil outside of tests that run on every engine.
    @TaskLocal package static var chosen: Engine?
}
