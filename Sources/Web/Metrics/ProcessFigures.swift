private import Foundation
import Glibc

/// What the kernel knows of this process. (proc(5): `stat`, `fd`.)
struct ProcessFigures: Sendable {
    var residentMemory = 0.0
    var virtualMemory = 0.0
    var processorSeconds = 0.0
    /// In seconds since 1970.
    var startedAt = 0.0
    var openDescriptors = 0.0
    var threads = 0.0

    /// Nil where there is no `/proc`.
    init?() {
        guard let stat = try? String(contentsOfFile: "/proc/self/stat", encoding: .utf8),
            // The name, in brackets, may hold anything; what is behind the last bracket are numbers.
            let end = stat.lastIndex(of: ")"), let system = try? String(contentsOfFile: "/proc/stat", encoding: .utf8)
        else { return nil }
        // The first of these is the third of the manual's.
        let fields = stat[stat.index(after: end)...].split(separator: " ")
        func field(_ number: Int) -> Double { fields.indices.contains(number - 3) ? Double(fields[number - 3]) ?? 0 : 0 }
        let ticks = Double(max(1, sysconf(Int32(_SC_CLK_TCK))))
        let page = Double(max(1, sysconf(Int32(_SC_PAGESIZE))))
        processorSeconds = (field(14) + field(15)) / ticks
        threads = field(20)
        let boot = system.split(separator: "\n").first { $0.hasPrefix("btime ") }.flatMap { Double($0.dropFirst(6)) } ?? 0
        startedAt = boot + field(22) / ticks
        virtualMemory = field(23)
        residentMemory = field(24) * page
        openDescriptors = Double((try? FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd"))?.count ?? 0)
    }
}
