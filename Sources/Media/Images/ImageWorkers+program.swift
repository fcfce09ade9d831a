private import Foundation

extension ImageWorkers {
    /// What the program is told to be a worker.
    package static let command = "image-worker"

    /// Workers that are this very program: the file it was started from, also where another has taken its name since.
    package static func ofThisProgram() -> ImageWorkers {
        ofThisProgram(Settings(processes: ProcessInfo.processInfo.activeProcessorCount))
    }

    package static func ofThisProgram(_ settings: Settings) -> ImageWorkers {
        ImageWorkers(program: "/proc/self/exe", arguments: [command], settings: settings)
    }
}
