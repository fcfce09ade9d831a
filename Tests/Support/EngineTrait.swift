import Glibc
import Synchronization
package import Testing

/// Runs a test once on each engine, one after the other; an issue says on which it came up.
///
/// `@Suite("Listings", .everyEngine)` does so for every test in it, each case of a parameterised test included. Each run has an
/// instance of the suite of its own: Swift Testing makes it inside of the function that is given to `provideScope`. A time
/// limit is for both runs together.
package struct EngineTrait: TestTrait, SuiteTrait, TestScoping {
    package let engines: [Engine]

    /// From a suite to every test in it, at any depth.
    package var isRecursive: Bool { true }

    package func provideScope(
        for test: Test, testCase: Test.Case?, performing function: @concurrent @Sendable () async throws -> Void
    ) async throws {
        // A suite and a test in it may both ask: the outer chooses, the inner may leave one out.
        if let chosen = Engine.chosen {
            if engines.contains(chosen) { try await function() }
            return
        }
        for engine in engines {
            // `Test.cancel` in the first run is for the test as a whole.
            try Task.checkCancellation()
            EngineTrait.runs.withLock { $0[engine, default: 0] += 1 }
            _ = EngineTrait.tellingAtExit
            try await Engine.$chosen.withValue(engine) {
                try await EngineTrait.naming(engine).provideScope(for: test, testCase: testCase) {
                    do {
                        try await function()
                    } catch let error where EngineTrait.isFailure(error) {
                        // Not thrown on: the other engine's run would be left out, and the issue would have no engine.
                        Issue.record(error, sourceLocation: test.sourceLocation)
                    } catch is ExpectationFailedError {
                        // `#require` has recorded it.
                    }
                }
            }
        }
    }

    /// How often tests have run on an engine in this process.
    package static func runs(on engine: Engine) -> Int { runs.withLock { $0[engine, default: 0] } }

    private static let runs = Mutex<[Engine: Int]>([:])

    /// A passed test has one line in the log however often it ran; this tells that it was every engine.
    private static let tellingAtExit: Void = {
        atexit {
            let counts = Engine.allCases.map { "\($0.rawValue) \(EngineTrait.runs(on: $0))" }
            print("Test runs by engine: " + counts.joined(separator: ", "))
        }
    }()

    private static func naming(_ engine: Engine) -> IssueHandlingTrait {
        .compactMapIssues { issue in
            var issue = issue
            issue.comments.append(Comment(rawValue: "on \(engine.rawValue)"))
            return issue
        }
    }

    /// Whether it is an error of the test, not a way in which Swift Testing ends one.
    private static func isFailure(_ error: any Error) -> Bool {
        !(error is ExpectationFailedError || error is CancellationError)
    }
}

extension Trait where Self == EngineTrait {
    /// Once on SQLite, once on PostgreSQL.
    package static var everyEngine: EngineTrait { EngineTrait(engines: Engine.allCases) }

    /// On one alone, for what only it has; also in a suite that runs on every engine.
    package static func engine(_ engine: Engine) -> EngineTrait { EngineTrait(engines: [engine]) }
}
