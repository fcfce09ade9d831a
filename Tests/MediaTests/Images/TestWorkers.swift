import Media
import TestSupport

/// The workers that the tests use. They are started like the server's.
enum TestWorkers {
    static let program = ChildProcess.stet
    static let arguments = [ImageWorkers.command]

    /// For most tests.
    static let shared = make()

    /// One worker, of one's own, for tests that do it harm.
    static func make(_ change: (inout ImageWorkers.Settings) -> Void = { _ in }) -> ImageWorkers {
        var settings = ImageWorkers.Settings(processes: 1)
        change(&settings)
        return ImageWorkers(program: program, arguments: arguments, settings: settings)
    }

    /// The error of what must fail.
    static func error(_ body: () async throws(ImageError) -> Void) async -> ImageError? {
        do {
            try await body()
            return nil
        } catch {
            return error
        }
    }
}
