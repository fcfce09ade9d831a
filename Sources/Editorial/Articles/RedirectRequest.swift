import Content
import Storage

/// What a person asks of addresses that lead on.
package enum RedirectRequest: Codable, Sendable, Equatable {
    case list
    case add(String, to: String)
    /// All of them or, where one is not there, none.
    case remove([String])

    func perform(on store: Store, monitor: ImportMonitor) throws -> WorkResult {
        let report =
            switch self {
            case .list: try list(store, monitor)
            case .add(let old, let target):
                try store.writeWaiting { transaction in
                    let (source, end) = try Newsroom(transaction).addRedirect(from: old, to: target)
                    return "\(source) leads to \(LedgerReport.printable(end, most: .max)) now.\n"
                }
            case .remove(let addresses):
                try store.writeWaiting { transaction in
                    let newsroom = try Newsroom(transaction)
                    return try addresses.map { old in
                        try newsroom.removeRedirect(from: old)
                        return "\(LedgerReport.printable(old)) leads nowhere now.\n"
                    }.joined()
                }
            }
        return WorkResult(report: report, exit: .success)
    }

    private func list(_ store: Store, _ monitor: ImportMonitor) throws -> String {
        try store.readWaiting { library in
            var (text, last) = ("", "")
            while true {
                try monitor.check()
                let addresses = try library.formerAddresses(after: last, limit: 1000)
                guard let end = addresses.last else { break }
                for address in addresses {
                    text += "\(address.key)  \(LedgerReport.printable(address.location ?? "gone", most: .max))\n"
                }
                last = end.key
            }
            return text.isEmpty ? "No address leads on, and none is gone.\n" : text
        }
    }
}
