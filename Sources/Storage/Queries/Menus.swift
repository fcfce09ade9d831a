package import Content

extension Library {
    /// A menu's entries with the paths they lead to now. What is not published is left out.
    package func menu(slug: String) throws -> [MenuLink] {
        try once(.menu(slug)) {
            depends(on: .navigation)
            return try connection.rows(
                """
                SELECT e.id, e.parent_id, e.label, e.kind, e.address, a.headline, a.path, a.status, s.name, s.path, t.name, t.path, a.teaser
                FROM menu m JOIN menu_entry e ON e.menu_id = m.id
                    LEFT JOIN article a ON e.kind = 'article' AND a.id = e.target_id
                    LEFT JOIN section s ON e.kind = 'section' AND s.id = e.target_id
                    LEFT JOIN tag t ON e.kind = 'tag' AND t.id = e.target_id
                WHERE m.slug = ? ORDER BY e.position, e.id LIMIT 500
                """, [.text(slug)]
            ) { row -> MenuLink? in
                let name: String
                let path: String?
                switch row.text(3) {
                case "article":
                    guard row.text(7) == Article.Status.published.rawValue else { return nil }
                    (name, path) = (HTML.headline(stored: row.text(5), teaser: row.text(12)).text, row.textOrNil(6))
                case "section": (name, path) = (row.text(8), row.textOrNil(9))
                case "tag": (name, path) = (row.text(10), row.textOrNil(11))
                default: (name, path) = ("", row.text(4))
                }
                guard let path, !path.isEmpty else { return nil }
                let label = row.text(2)
                return MenuLink(id: row.int(0), parentID: row.intOrNil(1), label: label.isEmpty ? name : label, path: path)
            }.compactMap { $0 }
        }
    }
}

extension Library {
    /// The slugs of all menus, sorted.
    package func menuSlugs() throws -> [String] {
        depends(on: .menus)
        return try connection.rows("SELECT slug FROM menu ORDER BY slug") { $0.text(0) }
    }
}

/// An entry of a menu as a page shows it.
package struct MenuLink: Sendable {
    package var id: Int64
    package var parentID: Int64?
    package var label: String
    package var path: String
}

extension Library {
    package func menu(_ id: Int64) throws -> Menu? {
        depends(on: .menus)
        return try connection.first("SELECT slug, name FROM menu WHERE id = ?", [.int(id)]) {
            Menu(slug: $0.text(0), name: $0.text(1))
        }
    }

    /// An entry of a menu, whatever it leads to.
    package func menuEntry(_ id: Int64) throws -> Menu.Entry? {
        depends(on: .menus)
        return try connection.first(
            "SELECT label, kind, target_id, address, parent_id, position FROM menu_entry WHERE id = ?", [.int(id)]
        ) { row in
            let target: Menu.Entry.Target =
                switch row.text(1) {
                case "article": .article(row.int(2))
                case "section": .section(row.int(2))
                case "tag": .tag(row.int(2))
                default: .address(row.text(3))
                }
            return Menu.Entry(label: row.text(0), target: target, parentID: row.intOrNil(4), position: row.int(5))
        }
    }
}

extension Transaction {
    package func save(_ menu: Menu, as id: Int64? = nil) throws -> Int64 {
        touch(.menus)
        if let id {
            try remember(.menu, id)
            try connection.run("UPDATE menu SET slug = ?, name = ? WHERE id = ?", [.text(menu.slug), .text(menu.name), .int(id)])
            return id
        }
        let saved = try connection.insert("INSERT INTO menu (slug, name) VALUES (?, ?)", [.text(menu.slug), .text(menu.name)])
        try remember(.menu, saved, isNew: true)
        return saved
    }

    package func save(_ entry: Menu.Entry, menu: Int64, as id: Int64? = nil) throws -> Int64 {
        touch(.menus)
        let (kind, target, address): (String, Int64?, String) =
            switch entry.target {
            case .address(let address): ("address", nil, address)
            case .article(let id): ("article", id, "")
            case .section(let id): ("section", id, "")
            case .tag(let id): ("tag", id, "")
            }
        let values: [SQLValue] = [
            .int(menu), SQLValue(entry.parentID), .int(entry.position), .text(entry.label), .text(kind), SQLValue(target),
            .text(address),
        ]
        if let id {
            try remember(.menuEntry, id)
            try connection.run(
                """
                UPDATE menu_entry SET menu_id = ?, parent_id = ?, position = ?, label = ?, kind = ?, target_id = ?, address = ?
                WHERE id = ?
                """, values + [.int(id)])
            return id
        }
        let saved = try connection.insert(
            """
            INSERT INTO menu_entry (menu_id, parent_id, position, label, kind, target_id, address) VALUES (?, ?, ?, ?, ?, ?, ?)
            """, values)
        try remember(.menuEntry, saved, isNew: true)
        return saved
    }
}
