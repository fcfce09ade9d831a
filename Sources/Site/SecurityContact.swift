import Content

/// `/.well-known/security.txt`: where whoever found a weakness writes to (RFC 9116).
///
/// It must say until when it is right, less than a year ahead. That is the beginning of a half year, so that it changes twice a year
/// and not with every answer.
struct SecurityContact {
    static let path = "/.well-known/security.txt"

    private let publication: Publication
    private let now: Timestamp

    init(_ publication: Publication, now: Timestamp) { (self.publication, self.now) = (publication, now) }

    /// nil where the publication names nobody.
    func page(_ dependencies: Set<Dependency>) -> RenderedPage? {
        guard !publication.securityContact.isEmpty, let today = now.wallClock(offset: 0)?.civil else { return nil }
        let isFirstHalf = today.month < 7
        guard let turn = CivilTime(year: isFirstHalf ? today.year : today.year + 1, month: isFirstHalf ? 7 : 1, day: 1),
            let end = CivilTime(year: today.year + 1, month: isFirstHalf ? 1 : 7, day: 1)
        else { return nil }
        let text = """
            Contact: \(publication.securityContact)
            Expires: \(Timestamp(utc: end).rfc3339)
            Preferred-Languages: \(publication.language)
            Canonical: \(publication.origin)\(SecurityContact.path)

            """
        var page = RenderedPage(
            status: 200, mediaType: "text/plain; charset=utf-8", bytes: Array(text.utf8), dependencies: dependencies)
        page.rightUntil = Timestamp(utc: turn)
        return page
    }
}
