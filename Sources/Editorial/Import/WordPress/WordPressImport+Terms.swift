import Content
import Storage

extension WordPressImport {
    /// Sections, tags, terms and authors, before anything refers to them.
    mutating func importTerms() throws {
        var entries: [Ledger.Entry] = []
        var terms = named
        var notes: [String] = []
        var guessed: [String] = []
        let run = self
        try store.writeWaiting { transaction in
            var writer = TermWriter(transaction: transaction, run: run)
            try OwnTerms(transaction: transaction, survey: survey, source: source).prepare()
            entries += try writer.addSections(survey.categories)
            entries += try writer.addTags(survey.tags)
            entries += try writer.addTerms(survey.otherTerms)
            for (author, file) in zip(survey.authors, survey.authorFiles) {
                entries.append(try writer.authors.add(author, file).mended(author.notes))
            }
            for guest in survey.guests { entries += try add(guest, &writer.authors) }
            terms = writer.known
            notes = writer.notes + writer.authors.notes
            guessed = writer.authors.guessed
        }
        named = terms
        for entry in entries { ledger.record(entry) }
        for note in notes { ledger.note(note) }
        if let first = guessed.first {
            ledger.note(
                "\(guessed.count == 1 ? "The address of 1 author is" : "The addresses of \(guessed.count) authors are") made of the "
                    + "login, as /author/\(first)/: an export does not say them. With --fetch the old site is asked.")
        }
    }

    private func add(_ guest: GuestAuthor, _ authors: inout AuthorWriter) throws -> [Ledger.Entry] {
        let file = options.files[guest.file]
        let comments = guest.comments.map {
            Ledger.Entry(
                .comment, .leftOut, id: $0.id.map { String($0) } ?? "", title: $0.author, file: file, line: $0.line,
                reason: "it stands below an author")
        }
        return [try authors.add(guest, file)] + comments
    }

    /// The portraits of guest authors, once the attachments are here.
    mutating func importPortraits() throws {
        let (source, people) = (source, named.authors.nicenames)
        for guest in survey.guests where !guest.portrait.isEmpty {
            guard let slug = TermWriter.slug(guest.nicename, or: guest.name), let id = people[slug] else { continue }
            try store.writeWaiting { transaction in
                guard let picture = try transaction.target(of: Origin(.attachment, guest.portrait), source: source)?.id,
                    let file = try transaction.current.picture(picture)?.file, var author = try transaction.current.author(id),
                    author.picture.isEmpty
                else { return }
                author.picture = file
                _ = try transaction.save(author, as: id)
            }
        }
    }
}
