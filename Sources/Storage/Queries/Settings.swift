package import Content

extension Library {
    /// The publication's settings; what is not set is as in a new one.
    package func publication() throws -> Publication {
        try once(.publication) {
            depends(on: .publication)
            var publication = Publication()
            try connection.each(Library.settingsSQL) { row in
                // One that this program does not know is another's, and stays.
                Setting.byName[row.text(0)]?.restore(row.text(1), in: &publication)
                return true
            }
            return publication
        }
    }

    static let settingsSQL = "SELECT name, value FROM setting"

    /// Whether anything has an address: then the path of `base_url` is in it.
    package func hasAddresses() throws -> Bool {
        try ["address", "upload"].contains { table in
            try connection.number("SELECT count(*) FROM (SELECT 1 FROM \(table) LIMIT 1) AS any_row") > 0
        }
    }
}

extension Transaction {
    package func publication() throws -> Publication { try Library(connection).publication() }

    /// Who reads a setting that not every page shows. A teaser is stored with its article; what is cut anew is touched with it.
    private static let readers: [String: Dependency] = [
        "cards_per_page": .listingSettings, "old_cards_per_page": .listingSettings, "front_page": .frontSettings,
        "teaser_words": .frontSettings,
    ]

    /// Writes the settings that differ. One that is as in a new magazine has no row, so that it stays what a new magazine has.
    ///
    /// What is stored by them (teasers) is not brought up to date here: `PublicationChange` does.
    package func save(_ publication: Publication) throws {
        let known = try self.publication()
        for setting in Setting.all {
            let value = setting.value(in: publication)
            guard setting.value(in: known) != value else { continue }
            try remember(.setting, setting.name)
            if value == setting.defaultValue {
                try connection.run("DELETE FROM setting WHERE name = ?", [.text(setting.name)])
            } else {
                try connection.run(
                    "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                    [.text(setting.name), .text(value)])
            }
            touch(Transaction.readers[setting.name] ?? .publication)
        }
        basePath = publication.basePath
    }
}
