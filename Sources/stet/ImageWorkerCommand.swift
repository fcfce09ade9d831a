import ArgumentParser
import Foundation
import Media

/// `stet image-worker`: decodes pictures for the server or the command that started it. Nobody else has a use for it.
struct ImageWorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: ImageWorkers.command, abstract: "Decode pictures for the program that started this one.",
        shouldDisplay: false)

    func run() throws {
        Foundation.exit(ImageWorkerProcess.run())
    }
}
