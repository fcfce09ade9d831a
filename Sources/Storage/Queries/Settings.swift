package import Content

extension Library {
    /// The publication's settings; what is not set is as in a new one.
    package func publication() throws -> Publication {
        depends(on: .publication)
        var publication = Publication()
        try connection.each(Library.settingsSQL) { row in
            publication.set(row.text(0), to: row.text(1))
            return true
        }
        return publication
    }

    static let settingsSQL = "SELECT name, value FROM setting"
}

extension Transaction {
    package func publication() throws -> Publication { try Library(connection).publication() }

    /// Writes the settings that differ.
    package func save(_ publication: Publication) throws {
        let known = try self.publication()
        for (name, value) in publication.settings where known.settings[name] != value {
            try connection.run(
                "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
                [.text(name), .text(value)])
            touch(.publication)
        }
    }
}

extension Publication {
    /// Every setting by its name, as text.
    package var settings: [String: String] {
        [
            "name": name, "tagline": tagline, "language": language, "base_url": baseURL, "time_zone": timeZone,
            "cards_per_page": String(cardsPerPage), "teaser_words": String(teaserWords), "menu": menu,
            "front_page": frontPage.rawValue,
        ]
    }

    fileprivate mutating func set(_ setting: String, to value: String) {
        switch setting {
        case "name": name = value
        case "tagline": tagline = value
        case "language": language = value
        case "base_url": baseURL = value
        case "time_zone": timeZone = value
        case "cards_per_page": cardsPerPage = min(max(Int(value) ?? cardsPerPage, 1), 100)
        case "teaser_words": teaserWords = min(max(Int(value) ?? teaserWords, 1), 1000)
        case "menu": menu = value
        case "front_page": frontPage = FrontPage(rawValue: value) ?? frontPage
        default: break
        }
    }
}
