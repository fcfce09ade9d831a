extension WXRReader {
    mutating func item(_ tag: WXRScanner.Tag) -> WXRRecord {
        var item = WXRItem(line: begin(tag), endLine: 0)
        while let child = scanner.nextChild() {
            switch child.known {
            case .title: first(&item.title, child)
            case .link: first(&item.link, child)
            case .pubDate: first(&item.pubDate, child)
            case .creator: first(&item.creator, child)
            case .guid: first(&item.guid, child)
            case .description: _ = scanner.field(child)
            case .content: firstBody(&item.content, child)
            case .excerpt: firstBody(&item.excerpt, child)
            case .postID: item.postID = item.postID ?? number(child)
            case .postDate: first(&item.postDate, child)
            case .postDateGMT: first(&item.postDateGMT, child)
            case .postModified: first(&item.postModified, child)
            case .postModifiedGMT: first(&item.postModifiedGMT, child)
            case .commentStatus: first(&item.commentStatus, child)
            case .pingStatus: first(&item.pingStatus, child)
            case .postName: first(&item.name, child)
            case .status: first(&item.status, child)
            case .postParent: item.parent = number(child) ?? item.parent
            case .menuOrder: item.menuOrder = number(child).flatMap(Int.init(exactly:)) ?? item.menuOrder
            case .postType: first(&item.type, child)
            case .postPassword: first(&item.password, child)
            case .isSticky: item.isSticky = scanner.field(child) == "1"
            case .attachmentURL: first(&item.attachmentURL, child)
            case .category: itemTerm(child, into: &item.terms)
            case .postMeta: meta(child, into: &item.meta)
            case .comment: comment(child, into: &item.comments)
            default: unknown(child, into: &item.unknownElements)
            }
        }
        let end = end()
        if let reason = end.failure {
            guard case .broken(var broken) = broken("item", item.title, reason, item.line, end, postID: item.postID) else {
                return .item(item)
            }
            (broken.link, broken.status, broken.type) = (item.link, item.status, item.type)
            return .broken(broken)
        }
        item.endLine = end.line
        item.notes = end.notes
        return .item(item)
    }

    /// The rest of an item whose start tag was lost: nothing says how much went with it.
    mutating func lostItem(_ tag: WXRScanner.Tag) -> WXRRecord {
        keepNotes(scanner.begin())
        let line = scanner.input.line(at: tag.start)
        let id = tag.known == .postID ? number(tag) : nil
        if id == nil { scanner.skip(tag) }
        scanner.enterLost("item", .item)
        while let child = scanner.nextChild() { scanner.skip(child) }
        let end = end()
        return broken("item", "", .startMissing, line, end, postID: id)
    }

    private mutating func first(_ text: inout String?, _ tag: WXRScanner.Tag) {
        var value = text ?? ""
        first(&value, tag)
        text = value.isEmpty ? nil : value
    }

    private mutating func itemTerm(_ tag: WXRScanner.Tag, into terms: inout [WXRItemTerm]) {
        guard terms.count < WXRLimits.rows else { return tooMany(tag) }
        let attributes = scanner.termAttributes(of: tag)
        let name = scanner.field(tag)
        guard let nicename = attributes.nicename else { return }
        terms.append(WXRItemTerm(domain: attributes.domain ?? "", nicename: nicename, name: name))
    }

    private mutating func comment(_ tag: WXRScanner.Tag, into comments: inout [WXRComment]) {
        guard comments.count < WXRLimits.comments else { return tooMany(tag) }
        var comment = WXRComment(line: scanner.input.line(at: tag.start))
        scanner.enter(tag)
        while let child = scanner.nextChild() {
            switch child.known {
            case .commentID: comment.id = comment.id ?? number(child)
            case .commentAuthor: first(&comment.author, child)
            case .commentAuthorEmail: first(&comment.authorEmail, child)
            case .commentAuthorURL: first(&comment.authorURL, child)
            case .commentAuthorIP: first(&comment.authorIP, child)
            case .commentDate: first(&comment.date, child)
            case .commentDateGMT: first(&comment.dateGMT, child)
            case .commentContent: firstBody(&comment.content, child)
            case .commentApproved: first(&comment.approved, child)
            case .commentType: first(&comment.type, child)
            case .commentParent: comment.parent = number(child) ?? comment.parent
            case .commentUserID: comment.userID = number(child) ?? comment.userID
            case .commentMeta: meta(child, into: &comment.meta)
            default: scanner.skip(child)
            }
        }
        comments.append(comment)
    }

    private mutating func unknown(_ tag: WXRScanner.Tag, into names: inout [String]) {
        let name = scanner.name(of: tag)
        scanner.skip(tag)
        if names.count < WXRLimits.unknownNames, !names.contains(name) { names.append(name) }
    }
}
