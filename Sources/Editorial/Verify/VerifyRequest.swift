import Content
import Storage

/// What is to be proved: that a magazine answers at the addresses of an old site, with what was there.
package struct VerifyRequest: Codable, Sendable, Equatable {
    /// A file that lists the addresses; absolute.
    package var list: String?
    /// A running old site whose site map names them.
    package var site: String?
    /// Which host is asked in the place of another.
    package var hostMap: [String: String]
    /// Where the page for a person goes, and the JSON for a program; absolute.
    package var report: String?
    package var json: String?

    package init(
        list: String? = nil, site: String? = nil, hostMap: [String: String] = [:], report: String? = nil, json: String? = nil
    ) {
        (self.list, self.site, self.hostMap, self.report, self.json) = (list, site, hostMap, report, json)
    }

    func perform(on store: Store, with tools: WorkTools, monitor: ImportMonitor) throws -> WorkResult {
        // Whether they can be written is known before hours of work.
        let files = try [report, json].compactMap { $0 }.map { try VerifyFile(path: $0) }
        let reading = try tools.reading(store)
        let site: VerifiedSite
        if let list {
            site = try replay(AddressList(file: list), in: store, reading, monitor)
        } else if let old = self.site {
            site = try compare(old, in: store, reading, tools, monitor)
        } else {
            site = try ExportReplay.run(
                Verification(store: store, reading: reading, monitor: monitor, scope: "that the old site had"))
        }
        var written = files.makeIterator()
        if report != nil { try written.next()?.finish(VerifyReport(site, made: Trash.now).html) }
        if json != nil { try written.next()?.finish(VerifyJSON(site).text) }
        return WorkResult(
            report: VerifySummary(site, report: report, json: json).text, exit: site.lost == 0 ? .success : .incomplete)
    }

    private func replay(
        _ list: AddressList, in store: Store, _ reading: @escaping MagazineReading, _ monitor: ImportMonitor
    ) throws -> VerifiedSite {
        var verification = try Verification(store: store, reading: reading, monitor: monitor, scope: "of the list")
        if list.others > 0 { verification.site.note("\(list.others) lines of the list are no addresses.") }
        var foreign: [String] = []
        for (index, address) in list.addresses.enumerated() {
            VerifyRequest.tell(monitor, index, of: list.addresses.count)
            guard let path = verification.localPath(address), let permalink = Permalink(url: path) else {
                foreign.append(address)
                continue
            }
            try verification.replay(.init(address: permalink.text, kind: .listed, readsSource: true))
        }
        VerifyRequest.note(foreign, in: &verification.site)
        return verification.site
    }

    private func compare(
        _ old: String, in store: Store, _ reading: @escaping MagazineReading, _ tools: WorkTools, _ monitor: ImportMonitor
    ) throws -> VerifiedSite {
        var verification = try Verification(
            store: store, reading: reading, monitor: monitor, scope: "in the site map of \(old)")
        let fetch = try tools.pages(hostMap)
        let map = try OldSiteMap(of: old, fetch: fetch, isCancelled: monitor.isCancelled)
        for note in map.notes { verification.site.note(note) }
        var (wanted, paths, foreign) = ([String](), [String: String](), [String]())
        for address in map.addresses {
            guard OldSite.host(of: address).map(VerifyRequest.bare) == OldSite.host(of: old).map(VerifyRequest.bare),
                let permalink = Permalink(url: address)
            else {
                foreign.append(address)
                continue
            }
            wanted.append(address)
            paths[address] = permalink.text
        }
        VerifyRequest.note(foreign, in: &verification.site)
        var results: [String: VerifiedAddress] = [:]
        var unread = 0
        try fetch(wanted, monitor.isCancelled) { address, result in
            VerifyRequest.tell(monitor, results.count, of: wanted.count)
            var expected = Verification.Expectation(address: paths[address] ?? address, kind: .listed)
            var reason: String?
            switch result {
            case .success(let page):
                // What is no page, or none that can be read, has no words to compare.
                if page.contentType.lowercased().contains("html") {
                    expected.page = try? PageReading(String(decoding: page.bytes, as: UTF8.self))
                }
            case .failure(let error):
                reason = "The old site: \(error.sentence)"
                unread += 1
            }
            var verified = try verification.verified(expected)
            verified.reason = verified.reason ?? reason
            results[address] = verified
        }
        if unread > 0 {
            verification.site.note(
                "\(unread) \(unread == 1 ? "page" : "pages") of the old site could not be read there; that the address answers here is all that is known."
            )
        }
        for address in wanted {
            guard let result = results[address], verification.site.isNew(result.address) else { continue }
            verification.site.add(result)
        }
        return verification.site
    }

    private static func bare(_ host: String) -> String { host.hasPrefix("www.") ? String(host.dropFirst(4)) : host }

    private static func note(_ foreign: [String], in site: inout VerifiedSite) {
        guard let first = foreign.first else { return }
        let lead = foreign.count == 1 ? "1 address is" : "\(foreign.count) addresses are"
        site.note("\(lead) of another site, and not asked for; the first is \(first.prefix(200)).")
    }

    private static func tell(_ monitor: ImportMonitor, _ done: Int, of total: Int) {
        guard done % 20 == 0 else { return }
        monitor.report(
            ImportProgress(
                "Comparing", done: Int64(done), total: Int64(total), things: Int64(done), of: Int64(total), thing: "addresses"))
    }
}
