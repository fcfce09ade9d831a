/// Writes figures as Prometheus reads them.
///
/// The format: https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format, version 0.0.4.
struct MetricsText {
    static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    private(set) var text = ""

    /// A figure that is looked up when somebody asks.
    struct Gauge: Sendable {
        let name: String
        let help: String
        let value: @Sendable () -> Double
    }

    init(_ metrics: Metrics, gauges: [Gauge], process: ProcessFigures?, version: String) {
        counter(
            "stet_http_requests_total", "Requests that were answered, by the status of the answer.",
            metrics.requests.map { ([("status", String($0.status))], $0.count) })
        counter("stet_http_aborted_total", "Requests whose client went away before the answer was written.", metrics.aborted)
        counter("stet_http_response_bytes_total", "Bytes of bodies that were sent.", metrics.bytes)
        histogram(
            "stet_http_request_seconds", "Time from the head of a request to the end of its answer, as it was written.",
            metrics.answers)
        counter("stet_cache_hits_total", "Pages that were in the cache.", metrics.hits)
        counter("stet_cache_misses_total", "Pages that were not in the cache.", metrics.misses)
        counter("stet_cache_evicted_pages_total", "Pages that had to make room for others.", metrics.evicted)
        histogram("stet_cache_dropped_pages", "Pages that a commit has dropped from the cache.", metrics.drops)
        gauge("stet_cache_pages", "Pages in the cache.", Double(metrics.cachedPages.value))
        gauge("stet_cache_bytes", "Bytes that the pages in the cache take.", Double(metrics.cachedBytes.value))
        histogram("stet_render_seconds", "Time to make a page.", metrics.renders)
        counter("stet_log_lost_lines_total", "Lines of the request log that nobody took in time.", metrics.lostLines)
        for figure in gauges { gauge(figure.name, figure.help, figure.value()) }
        family("stet_build_info", "The program's version.", "gauge")
        sample("stet_build_info", [("version", version)], "1")
        if let process { add(process) }
    }

    private mutating func add(_ process: ProcessFigures) {
        gauge("process_resident_memory_bytes", "Memory of this process that is in RAM.", process.residentMemory)
        gauge("process_virtual_memory_bytes", "Addresses that this process has reserved.", process.virtualMemory)
        family("process_cpu_seconds_total", "Time of the processor that this process has used.", "counter")
        sample("process_cpu_seconds_total", [], MetricsText.number(process.processorSeconds))
        gauge("process_start_time_seconds", "When this process was started, in seconds since 1970.", process.startedAt)
        gauge("process_open_fds", "Files and connections that are open.", process.openDescriptors)
        gauge("process_threads", "Threads of this process.", process.threads)
    }

    private mutating func counter(_ name: String, _ help: String, _ counter: Counter) {
        self.counter(name, help, [([], counter.value)])
    }

    private mutating func counter(_ name: String, _ help: String, _ values: [(labels: [(String, String)], count: Int)]) {
        family(name, help, "counter")
        for value in values { sample(name, value.labels, String(value.count)) }
    }

    private mutating func gauge(_ name: String, _ help: String, _ value: Double) {
        family(name, help, "gauge")
        sample(name, [], MetricsText.number(value))
    }

    private mutating func histogram(_ name: String, _ help: String, _ histogram: Histogram) {
        family(name, help, "histogram")
        let figures = histogram.figures
        for (bound, count) in figures.upTo { sample(name + "_bucket", [("le", MetricsText.number(bound))], String(count)) }
        sample(name + "_bucket", [("le", "+Inf")], String(figures.count))
        sample(name + "_sum", [], MetricsText.number(figures.sum))
        sample(name + "_count", [], String(figures.count))
    }

    private mutating func family(_ name: String, _ help: String, _ type: String) {
        text += "# HELP \(name) \(help.replacing("\\", with: "\\\\").replacing("\n", with: "\\n"))\n# TYPE \(name) \(type)\n"
    }

    private mutating func sample(_ name: String, _ labels: [(String, String)], _ value: String) {
        let written = labels.map { label, value in
            let escaped = value.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
            return "\(label)=\"\(escaped)\""
        }.joined(separator: ",")
        text += "\(name)\(written.isEmpty ? "" : "{\(written)}") \(value)\n"
    }

    /// Whole numbers without a point, however large; the others as they are.
    private static func number(_ value: Double) -> String { Int(exactly: value).map { String($0) } ?? "\(value)" }
}
