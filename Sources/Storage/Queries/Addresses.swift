package import Content

/// What an address means.
package enum Destination: Hashable, Sendable {
    case article(Int64)
    case author(Int64)
    case section(Int64)
    case tag(Int64)
    case picture(Int64)
    /// It moved: to a path of this magazine, or to an absolute address.
    case redirect(String)
    /// It was here and is not any more, by decision.
    case gone

    var kind: String {
        switch self {
        case .article: "article"
        case .author: "author"
        case .section: "section"
        case .tag: "tag"
        case .picture: "picture"
        case .redirect: "redirect"
        case .gone: "gone"
        }
    }

    var targetID: Int64 {
        switch self {
        case .article(let id), .author(let id), .section(let id), .tag(let id), .picture(let id): id
        case .redirect, .gone: 0
        }
    }

    var location: String {
        if case .redirect(let location) = self { location } else { "" }
    }

    /// Whether something stands there.
    package var answers: Bool {
        switch self {
        case .redirect, .gone: false
        default: true
        }
    }

    init?(kind: String, targetID: Int64, location: String) {
        switch kind {
        case "article": self = .article(targetID)
        case "author": self = .author(targetID)
        case "section": self = .section(targetID)
        case "tag": self = .tag(targetID)
        case "picture": self = .picture(targetID)
        case "redirect": self = .redirect(location)
        case "gone": self = .gone
        default: return nil
        }
    }
}

extension Library {
    static let destinationSQL = "SELECT kind, target_id, location FROM address WHERE key = ?"

    /// What a permalink's key leads to: one indexed look-up.
    package func destination(at key: String) throws -> Destination? {
        depends(on: .address(key))
        return try connection.destination(at: key)
    }

    /// From `?` up to `@`, the next byte.
    static let queriesSQL = "SELECT 1 FROM address WHERE key >= ? AND key < ? LIMIT 1"

    static func queriesValues(_ key: String) -> [SQLValue] { [.text(key + "?"), .text(key + "@")] }

    /// Whether anything has this path and a query for its address.
    package func hasQueries(at key: String) throws -> Bool {
        depends(on: .address(key + "?"))
        return try connection.first(Library.queriesSQL, Library.queriesValues(key)) { _ in true } ?? false
    }
}

extension Transaction {
    /// Lets an address mean something. Stet's own addresses cannot be taken. An address that redirects or is gone is taken over; one
    /// that answers with another thing is not.
    ///
    /// No redirect leads to another: it gets where that one leads, and those that led here are taken along.
    ///
    /// - Throws: `StorageError.addressTaken`, `StorageError.redirectLoop`.
    package func claim(_ permalink: Permalink, for destination: Destination) throws {
        let key = permalink.key
        let present = try self.destination(at: key)
        if present == destination { return }
        if ReservedAddress.contains(permalink, basePath: basePath) {
            if !destination.answers { return }
            throw StorageError.addressTaken(permalink.text)
        }
        if let present, present.answers {
            // A redirect never pushes away what answers; that is no error.
            if !destination.answers { return }
            throw StorageError.addressTaken(permalink.text)
        }
        let destination = try settled(destination, from: permalink)
        try remember(.address, key, isNew: present == nil)
        if present != nil { try connection.run("DELETE FROM address WHERE key = ?", [.text(key)]) }
        try connection.run(
            "INSERT INTO address (key, kind, target_id, location) VALUES (?, ?, ?, ?)",
            [.text(key), .text(destination.kind), .int(destination.targetID), .text(destination.location)])
        expected.destinations[key]? = destination
        touch(.address(key))
        if case .redirect(let location) = destination { try takeAlong(permalink, to: location) }
    }

    /// A redirect to where it leads in the end.
    private func settled(_ destination: Destination, from permalink: Permalink) throws -> Destination {
        guard case .redirect(let location) = destination, location.hasPrefix("/") else { return destination }
        let path = location.prefix { $0 != "#" }
        let target = Permalink.key(of: String(path))
        guard target != permalink.key else { throw StorageError.redirectLoop(permalink.text) }
        guard case .redirect(let next) = try self.destination(at: target) else { return destination }
        guard Permalink.key(of: String(next.prefix { $0 != "#" })) != permalink.key else {
            throw StorageError.redirectLoop(permalink.text)
        }
        return .redirect(next.contains("#") ? next : next + location.dropFirst(path.count))
    }

    /// What led to an address leads to where it leads.
    private func takeAlong(_ permalink: Permalink, to location: String) throws {
        let names: [SQLValue] = [.text(permalink.text), .text(permalink.key)]
        let keys = try connection.rows(
            "SELECT key FROM address WHERE kind = 'redirect' AND location IN (?, ?)", names
        ) { $0.text(0) }
        guard !keys.isEmpty else { return }
        for key in keys { try remember(.address, key) }
        try connection.run(
            "UPDATE address SET location = ? WHERE kind = 'redirect' AND location IN (?, ?)", [.text(location)] + names)
        expected.destinations = [:]
        for key in keys { touch(.address(key)) }
    }

    /// Takes an address away from what it meant.
    package func release(_ permalink: Permalink, of destination: Destination) throws {
        let key = permalink.key
        guard try self.destination(at: key) == destination else { return }
        try remember(.address, key)
        try connection.run("DELETE FROM address WHERE key = ?", [.text(key)])
        expected.destinations[key]? = nil
        touch(.address(key))
    }

    /// Gives a thing its new address; the old one becomes a redirect to it, and so do those that led to the old one.
    func move(from old: Permalink?, to new: Permalink, _ destination: Destination) throws {
        if let old, old.key != new.key {
            try release(old, of: destination)
            try claim(new, for: destination)
            try claim(old, for: .redirect(new.text))
        } else {
            try claim(new, for: destination)
        }
    }

    private func destination(at key: String) throws -> Destination? {
        if let known = expected.destinations[key] { return known }
        return try connection.destination(at: key)
    }

    /// Whether an address answers already, with anything but a redirect.
    package func isTaken(_ permalink: Permalink) throws -> Bool {
        if ReservedAddress.contains(permalink, basePath: basePath) { return true }
        return try destination(at: permalink.key)?.answers ?? false
    }
}

extension Connection {
    fileprivate func destination(at key: String) throws -> Destination? {
        try first(Library.destinationSQL, [.text(key)]) {
            Destination(kind: $0.text(0), targetID: $0.int(1), location: $0.text(2))
        } ?? nil
    }
}
