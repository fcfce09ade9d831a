import Content
import Storage

extension Newsroom {
    /// Gives a section another name. Its address stays; every page that shows the name has the new one.
    ///
    /// - Returns: the name it had; nil where it is called so already.
    @discardableResult
    package func renameSection(_ id: Int64, to name: String) throws -> String? {
        guard var section = try library.section(id) else { throw unknown("section", id) }
        let (old, new) = (section.name, try checked(name, "a section"))
        guard old != new else { return nil }
        section.name = new
        _ = try transaction.save(section, as: id)
        return old
    }

    /// The same of a tag. The search finds its articles by the new name.
    @discardableResult
    package func renameTag(_ id: Int64, to name: String) throws -> String? {
        guard var tag = try library.tag(id) else { throw unknown("tag", id) }
        let (old, new) = (tag.name, try checked(name, "a tag"))
        guard old != new else { return nil }
        tag.name = new
        _ = try transaction.save(tag, as: id)
        return old
    }

    /// The same of an author, in every byline.
    @discardableResult
    package func renameAuthor(_ id: Int64, to name: String) throws -> String? {
        guard var author = try library.author(id) else { throw unknown("author", id) }
        let (old, new) = (author.name, try checked(name, "an author"))
        guard old != new else { return nil }
        author.name = new
        _ = try transaction.save(author, as: id)
        return old
    }

    private func unknown(_ kind: String, _ id: Int64) -> NewsroomError {
        .unknown(kind: kind, name: String(id), suggestion: "")
    }

    private func checked(_ name: String, _ kind: String) throws -> String {
        let name = try Newsroom.line(name, "name")
        guard !name.isEmpty, name.count <= 200 else { throw NewsroomError.badName(kind: kind, name: name) }
        return name
    }
}
