private import Content
package import Storage

/// What `stet export site` and `stet export verify` are asked for.
package struct SiteExportOrder: Codable, Sendable, Equatable {
    /// Where the files are, or will be; absolute.
    package var folder: String
    /// What absolute addresses begin with in the place of the setting `base_url`.
    package var baseURL: String?
    /// Whether an article without a picture has a card of its own; nil: as in the last run, and in the first one yes.
    package var drawsCards: Bool?
    /// Whether every file is made again and held against what lies there, whatever was noted of it.
    package var isWhole = false
    /// Whether nothing is written, and only what is wrong is said.
    package var isProof = false

    package init(folder: String, baseURL: String? = nil, drawsCards: Bool? = nil, isWhole: Bool = false, isProof: Bool = false) {
        (self.folder, self.baseURL, self.drawsCards) = (folder, baseURL, drawsCards)
        (self.isWhole, self.isProof) = (isWhole, isProof)
    }

    /// What absolute addresses may begin with, as it is kept.
    ///
    /// - Throws: a sentence that says what is wrong, as `ImportError.unreadable`.
    package static func baseURL(_ text: String) throws(ImportError) -> String {
        var publication = Publication()
        do throws(SettingError) {
            try Setting.named("base_url").set(text, in: &publication)
        } catch {
            let reason = if case .refused(_, _, let reason) = error { reason } else { "\(error)" }
            throw .unreadable(
                "--base-url “\(LedgerReport.printable(text))” will not do: \(reason). Write it as https://magazine.example.")
        }
        return publication.baseURL
    }
}

/// Writes a magazine as files, or proves that it is there. This target knows no pages: whoever puts the program together hands over who
/// does.
package typealias SiteExporting =
    @Sendable (
        _ order: SiteExportOrder, _ store: Store, _ tools: WorkTools, _ monitor: ImportMonitor
    ) throws -> WorkResult
