import Editorial
private import Foundation
package import Logging
package import Media
package import ServiceLifecycle
import Site
package import Storage
package import UnixSignals

/// The one place where the program is put together. The commands and the tests build it here.
package struct Magazine: Sendable {
    package let directory: DataDirectory
    package let store: Store
    package let files: FileStore
    package let images: ImageIntake
    package let renditions: Renditions
    private let workers: ImageWorkers

    package static let usualCacheMemory = 256 << 20

    /// Opens a data directory that this process owns already.
    package init(directory: DataDirectory) throws {
        self.directory = directory
        store = try Store(directory.database)
        files = FileStore(folder: directory.files)
        workers = ImageWorkers.ofThisProgram()
        let limits = ImageLimits(try store.readWaiting { try $0.publication() })
        images = ImageIntake(workers: workers, limits: limits)
        let renditions = Renditions(originals: files, folder: directory.renditions, workers: workers, limits: limits)
        // Of a folder that is shared, another program may be writing just now.
        if !directory.database.isShared { renditions.sweep() }
        self.renditions = renditions
        // What cannot be removed now is removed another time: no reader waits for it.
        try? Trash(store: store, tools: WorkTools(of: directory, images: images)).sweep()
    }

    /// Where those who run the server ask how it is.
    package struct Admin: Sendable {
        package var host: String
        /// 0 for any free one.
        package var port: Int
        /// The program's version, which the metrics say.
        package var version: String
        /// Called with the port once it answers.
        package var onRunning: @Sendable (Int) async -> Void

        package init(
            host: String, port: Int, version: String, onRunning: @escaping @Sendable (Int) async -> Void = { _ in }
        ) {
            (self.host, self.port, self.version, self.onRunning) = (host, port, version, onRunning)
        }
    }

    /// Serves readers, and commands that other processes hand over, until a signal ends it; then the database is one file again.
    ///
    /// - Parameters:
    ///   - reloadsTheme: whether a change of the theme is seen at once, and its faults are told in the place of a page.
    ///   - picturesAhead: whether the pictures of the newest articles are made before somebody asks.
    ///   - cacheMemory: what pages may take in memory, in bytes.
    ///   - admin: where the metrics are; nil: nowhere.
    ///   - log: what is written of each request.
    ///   - logsAddresses: whether the addresses of clients are written, too.
    ///   - signals: what ends it gracefully. Tests, which share a process, give none and use `group`.
    ///   - onRunning: called with the port once readers are answered.
    package func serve(
        host: String, port: Int, reloadsTheme: Bool = false, limits: ConnectionLimits = .init(), picturesAhead: Bool = false,
        cacheMemory: Int = Magazine.usualCacheMemory,
        admin: Admin? = nil, log: RequestLog.Format = .off, logsAddresses: Bool = false,
        signals: [UnixSignal] = [.sigterm, .sigint],
        logger: Logger, group: @Sendable (ServiceGroup) -> Void = { _ in },
        onRunning: @escaping @Sendable (Int) async -> Void
    ) async throws {
        let themes = try reloadsTheme ? ThemeSource(reloading: directory.theme) : ThemeSource(Theme(checking: directory.theme))
        let site = Site(store: store, themes: themes)
        let metrics = Metrics()
        let pages = Pages(site: site, store: store, memory: cacheMemory, metrics: metrics)
        let reader = FileReader()
        let requestLog = log == .off ? nil : RequestLog(log, hasAddresses: logsAddresses, metrics: metrics)
        // Where the database is on a server, commands work on it themselves.
        let commands: [any Service] =
            directory.database.isShared
            ? [] : [CommandService(directory: directory, store: store, tools: WorkTools(of: directory, images: images))]
        let start = try await store.read { try $0.lastCommit() }
        let following: [any Service] =
            store.commitNotices().map {
                [CommitFollower(store: store, cache: pages.cache, start: start, notices: $0, logger: logger)]
            } ?? []
        let ahead: [any Service] = picturesAhead ? [self.picturesAhead(site)] : []
        let web = WebServer(
            responder: SiteResponder(site: site, pages: pages, files: files, renditions: renditions, reader: reader),
            host: host, port: port, limits: limits, pages: pages, traffic: Traffic(metrics: metrics, log: requestLog),
            logger: logger, onRunning: onRunning)
        let asked = admin.map { admin in
            AdminServer(
                AdminResponder(
                    store: store, metrics: metrics, gauges: gauges(of: web), version: admin.version), host: admin.host,
                port: admin.port, logger: logger, onRunning: admin.onRunning)
        }
        // What comes first ends last.
        let services: [any Service] =
            (requestLog.map { [$0] } ?? []) + [reader] + commands + following + ahead + (asked.map { [$0] } ?? []) + [web]
        let running = ServiceGroup(
            configuration: ServiceGroupConfiguration(
                services: services.map { .init(service: $0) }, gracefulShutdownSignals: signals, logger: logger))
        group(running)
        do {
            try await running.run()
        } catch {
            try? store.close()
            throw error
        }
        try store.close()
    }

    /// What is looked up when the metrics are asked for.
    private func gauges(of web: WebServer<SiteResponder>) -> [MetricsText.Gauge] {
        let (renditions, workers) = (renditions, workers)
        return [
            .init(name: "stet_http_connections", help: "Connections that are open.") { Double(web.openConnections) },
            .init(name: "stet_pictures_waiting", help: "Requests that wait for a picture to be made.") {
                Double(renditions.waiting)
            },
            .init(name: "stet_picture_workers_busy", help: "Processes that decode pictures now.") { Double(workers.working) },
        ]
    }

    private func picturesAhead(_ site: Site) -> PicturesAhead {
        PicturesAhead(
            site: site, store: store, renditions: renditions,
            isBusy: { renditions.waiting > 0 || workers.working > 0 || workers.waiting > 0 },
            workers: { .ofThisProgram(.patient) })
    }
}

/// Takes the commands that other processes hand over, on a thread of its own.
struct CommandService: Service {
    let directory: DataDirectory
    let store: Store
    let tools: WorkTools

    func run() async throws {
        let stop = StopSign()
        try await withGracefulShutdownHandler {
            try await withTaskCancellationHandler {
                try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
                    let thread = Thread {
                        continuation.resume(
                            with: Result {
                                try CommandSocket.serve(directory, store: store, tools: tools, stop: stop)
                            })
                    }
                    thread.stackSize = 8 << 20
                    thread.name = "stet commands"
                    thread.start()
                }
            } onCancel: {
                stop.putUp()
            }
        } onGracefulShutdown: {
            stop.putUp()
        }
    }
}
