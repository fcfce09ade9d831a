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

    var kind: String {
        switch self {
        case .article: "article"
        case .author: "author"
        case .section: "section"
        case .tag: "tag"
        case .picture: "picture"
        case .redirect: "redirect"
        }
    }

    var targetID: Int64 {
        switch self {
        case .article(let id), .author(let id), .section(let id), .tag(let id), .picture(let id): id
        case .redirect: 0
        }
    }

    var location: String {
        if case .redirect(let location) = self { location } else { "" }
    }

    init?(kind: String, targetID: Int64, location: String) {
        switch kind {
        case "article": self = .article(targetID)
        case "author": self = .author(targetID)
        case "section": self = .section(targetID)
        case "tag": self = .tag(targetID)
        case "picture": self = .picture(targetID)
        case "redirect": self = .redirect(location)
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
}

extension Transaction {
    /// Lets an address mean something. Stet's own addresses cannot be taken. An address that redirects is taken over; one that answers with another thing is not.
    /// - Throws: `StorageError.addressTaken`.
    package func claim(_ permalink: Permalink, for destination: Destination) throws {
        let key = permalink.key
        let present = try self.destination(at: key)
        if present == destination { return }
        if ReservedAddress.contains(permalink, basePath: basePath) {
            if case .redirect = destination { return }
            throw StorageError.addressTaken(permalink.text)
        }
        if let present {
            guard case .redirect = present else {
                // A redirect never pushes away what answers; that is no error.
                if case .redirect = destination { return }
                throw StorageError.addressTaken(permalink.text)
            }
            try connection.run("DELETE FROM address WHERE key = ?", [.text(key)])
        }
        try connection.run(
            "INSERT INTO address (key, kind, target_id, location) VALUES (?, ?, ?, ?)",
            [.text(key), .text(destination.kind), .int(destination.targetID), .text(destination.location)])
        expected.destinations[key]? = destination
        touch(.address(key))
    }

    /// Takes an address away from what it meant.
    package func release(_ permalink: Permalink, of destination: Destination) throws {
        let key = permalink.key
        guard try self.destination(at: key) == destination else { return }
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
            // No chain is ever stored: what led to the old address leads to the new one.
            expected.destinations = [:]
            try connection.run(
                "UPDATE address SET location = ? WHERE kind = 'redirect' AND location = ?", [.text(new.text), .text(old.text)])
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
        return switch try destination(at: permalink.key) {
        case nil, .redirect: false
        default: true
        }
    }
}

extension Connection {
    fileprivate func destination(at key: String) throws -> Destination? {
        try first(Library.destinationSQL, [.text(key)]) {
            Destination(kind: $0.text(0), targetID: $0.int(1), location: $0.text(2))
        } ?? nil
    }
}
