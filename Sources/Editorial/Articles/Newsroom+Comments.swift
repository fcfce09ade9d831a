package import Content
import Storage

extension Newsroom {
    /// Adds a comment below an article, whose text is read as WordPress reads one: paragraphs, links, emphasis.
    ///
    /// - Parameters:
    ///   - parent: the number of the comment that it answers; 0: none.
    ///   - status: nobody sees one that waits.
    /// - Returns: its number, which no other comment has.
    @discardableResult
    package func addComment(
        below id: Int64, by author: String, _ text: String, answering parent: Int64 = 0, status: Comment.Status = .approved
    ) throws -> Int64 {
        let stored = try article(id, ifVersion: nil)
        if parent != 0 { _ = try comment(parent, of: stored) }
        var comment = Comment()
        comment.number = try library.nextCommentNumber()
        (comment.parentNumber, comment.status) = (parent, status)
        (comment.authorName, comment.source) = (try Newsroom.line(author, "name"), text)
        (comment.dated, comment.writtenAt) = (clock.wallClock(at: clock.now), clock.now)
        do throws(HTMLError) {
            comment.body = try HTMLSanitizer(policy: .comment).sanitize(Paragraphs.applied(to: text)).html
        } catch {
            throw NewsroomError.unreadableText("\(error)")
        }
        try transaction.save(comment, article: id)
        return comment.number
    }

    /// Removes a comment for good. Those that answer it answer what it answered.
    package func removeComment(_ number: Int64, below id: Int64) throws {
        let stored = try article(id, ifVersion: nil)
        var comment = try comment(number, of: stored)
        for var answer in try library.storedComments(ofArticles: [id])[id] ?? [] where answer.parentNumber == number {
            answer.parentNumber = comment.parentNumber == answer.number ? 0 : comment.parentNumber
            try transaction.save(answer, article: id)
        }
        comment.status = .trash
        try transaction.save(comment, article: id)
        try transaction.deleteComment(number, article: id)
    }

    private func comment(_ number: Int64, of stored: StoredArticle) throws -> Comment {
        guard let comment = try library.storedComments(ofArticles: [stored.id])[stored.id]?.first(where: { $0.number == number })
        else { throw NewsroomError.noComment(number, article: stored.name) }
        return comment
    }
}
