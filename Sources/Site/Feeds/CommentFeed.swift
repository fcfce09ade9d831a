import Content
import Storage

/// What readers wrote, newest first: below one article, or below all of them, as WordPress has both
/// (wp-includes/feed-rss2-comments.php).
struct CommentFeed {
    let frame: Frame

    private var library: Library { frame.library }
    private var publication: Publication { frame.publication }

    /// - Parameter own: the feed's own path.
    func feed(own: String) throws -> Feed {
        let comments = try library.newestComments(limit: FeedSource.length)
        let title = frame.words.text("commentsOn", ["title": publication.name])
        return feed(of: comments, title: title, home: publication.home, own: own)
    }

    func feed(of article: ArticleLink, _ id: Int64, own: String) throws -> Feed {
        let comments = try library.newestComments(ofArticle: id, limit: FeedSource.length)
        let title = frame.words.text("commentsOn", ["title": article.headline.text])
        return feed(of: comments, title: title, home: article.path, own: own)
    }

    private func feed(of comments: [CommentView], title: String, home: String, own: String) -> Feed {
        Feed(
            title: title, description: publication.tagline, language: publication.language,
            publisher: Feed.Person(name: publication.name, address: publication.url(publication.home)), home: address(home),
            address: address(own), entries: comments.map(entry))
    }

    private func entry(_ view: CommentView) -> Feed.Entry {
        let comment = view.comment
        let name = comment.authorName.isEmpty ? frame.words.text("anonymous") : comment.authorName
        let page = address(view.article.path)
        let anchor = "#comment-\(comment.number)"
        let written = comment.writtenAt ?? Timestamp(stored: comment.dated.milliseconds)
        let language = view.article.language == publication.language ? "" : view.article.language
        return Feed.Entry(
            address: page + anchor, guid: (view.guid.isEmpty ? page : view.guid) + anchor, isGUIDAddress: view.guid.isEmpty,
            title: frame.words.text("commentOn", ["author": name, "title": view.article.headline.text]),
            summary: comment.body.text, content: comment.body.withAbsoluteLinks(page: page).markup, language: language,
            published: written, updated: written, authors: [Feed.Person(name: name, address: "")], categories: [])
    }

    private func address(_ path: String) -> String { publication.url(PercentEncoding.encoded(path)) }
}
