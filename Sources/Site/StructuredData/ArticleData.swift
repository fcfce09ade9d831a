import Content
import Storage

/// What an article's page is about: the article, its recording, its event, or a page that stands outside the listings.
struct ArticleData {
    let article: ArticleView
    let schema: SchemaOrg
    var byline: [BylineName] = []
    var sections: [SectionLink] = []
    var tags: [SectionLink] = []
    /// The pages or sections above it, the topmost first.
    var parents: [SectionLink] = []
    /// What is shown where it is shared.
    var sharing: SharingPicture?
    var wordCount = 0
    var corrections: [Article.Correction] = []

    var things: [JSONValue] {
        var things: [JSONValue] = []
        if article.kind == .page {
            things.append(page)
        } else {
            if let event = article.event { things.append(self.event(event)) }
            if let recording { things.append(recording) }
            if things.isEmpty { things.append(newsArticle) }
        }
        let link = SectionLink(name: article.headline.text, path: article.path)
        if let crumbs = schema.crumbs(parents, to: link) { things.append(crumbs) }
        return things
    }

    private var publication: Publication { schema.publication }
    private var address: JSONValue { schema.address(article.path) }
    private var headline: JSONValue { .text(article.headline.text) }
    private var description: JSONValue? { .filled(article.standfirst.isEmpty ? article.teaser : article.standfirst) }
    private var published: JSONValue? { article.publishedAt.map { .text($0.rfc3339) } }

    /// What every work has.
    private var work: JSONValue {
        [
            "url": address, "description": description, "image": .filled(images), "datePublished": published,
            "dateModified": (article.modifiedAt ?? article.publishedAt).map { .text($0.rfc3339) },
            // Where nobody signed it, it is the magazine's.
            "author": .list(byline.isEmpty ? [schema.publisher] : byline.map { schema.person($0.name, $0.path) }),
            "publisher": schema.publisher,
            "inLanguage": .text(article.language.isEmpty ? publication.language : article.language),
            "keywords": .filled(tags.map { .text($0.name) }),
        ]
    }

    private var newsArticle: JSONValue {
        (["@type": "NewsArticle", "headline": headline, "mainEntityOfPage": address] as JSONValue).adding(work).adding([
            "articleSection": .filled(sections.map { .text($0.name) }), "wordCount": .number(Int64(wordCount)),
            "correction": .filled(
                corrections.map { correction in
                    let text = correction.text.text
                    return ["@type": "CorrectionComment", "text": .text(text), "datePublished": day(correction.dated)]
                }),
            "isPartOf": article.series.map { ["@type": "CreativeWorkSeries", "name": .text($0.name)] },
            "position": article.series.flatMap { $0.part > 0 ? .number($0.part) : nil },
        ])
    }

    private func day(_ time: WallClock) -> JSONValue? {
        time.civil.map { .text(PrintedDate(DateWords()).machineDay($0)) }
    }

    private var page: JSONValue {
        (["@type": "WebPage", "@id": address, "name": headline] as JSONValue).adding(work).adding(["isPartOf": schema.website])
    }

    // MARK: - Sound and film

    private var recording: JSONValue? {
        guard let talk = article.talk, let media = TalkMedia(talk, nil, origin: publication.origin) else { return nil }
        let duration = PlayingTime.seconds(talk.duration).map { JSONValue.text(PlayingTime.iso8601($0)) }
        let file: JSONValue = [
            "contentUrl": .text(media.address), "encodingFormat": .text(media.mediaType), "duration": duration,
        ]
        guard media.isVideo else { return episode(file, duration) }
        return (["@type": "VideoObject", "name": headline, "mainEntityOfPage": address] as JSONValue).adding(work).adding([
            "thumbnailUrl": sharing.map { [schema.address($0.path)] }, "uploadDate": published,
        ]).adding(file)
    }

    private func episode(_ file: JSONValue, _ duration: JSONValue?) -> JSONValue {
        let series = sections.first
        return (["@type": "PodcastEpisode", "name": headline, "mainEntityOfPage": address] as JSONValue).adding(work).adding([
            "duration": duration, "associatedMedia": (["@type": "AudioObject"] as JSONValue).adding(file),
            "partOfSeries": [
                "@type": "PodcastSeries", "name": .text(series?.name ?? publication.name),
                "url": schema.address(series?.path ?? publication.home),
                "webFeed": schema.address(FeedFormat.rss.path(of: series?.path ?? publication.home)),
            ],
        ])
    }

    // MARK: - Events

    private func event(_ event: Article.Event) -> JSONValue {
        let times = EventTimes(event, zone: LocalZone(publication.timeZone))
        let hasPlace = !event.place.isEmpty || !event.address.isEmpty
        return [
            "@type": "Event", "name": headline, "mainEntityOfPage": address, "url": address, "description": description,
            "image": .filled(images), "startDate": .text(times.starts.iso8601), "endDate": times.ends.map { .text($0.iso8601) },
            "eventStatus": "https://schema.org/EventScheduled",
            "location": hasPlace
                ? [
                    "@type": "Place", "name": .text(event.place.isEmpty ? event.address : event.place),
                    "address": .filled(event.address),
                ] : nil, "inLanguage": .text(article.language.isEmpty ? publication.language : article.language),
        ]
    }

    // MARK: - Pictures

    /// The one for sharing, then the whole one.
    private var images: [JSONValue] {
        var images = sharing.map { [image($0.path, $0.width, $0.height, $0.alt)] } ?? []
        guard let picture = article.picture else { return images }
        let alt = picture.isDecorative ? "" : picture.alt
        if let known = picture.image {
            let usual = PictureForms(known, in: .lead, home: publication.home).usual
            images.append(image(usual.path, usual.width, usual.height, alt))
        } else {
            images.append(
                image(picture.file, picture.width.map { Int(clamping: $0) }, picture.height.map { Int(clamping: $0) }, alt))
        }
        return images
    }

    private func image(_ path: String, _ width: Int?, _ height: Int?, _ caption: String) -> JSONValue {
        [
            "@type": "ImageObject", "url": schema.address(path), "width": width.map { .number(Int64($0)) },
            "height": height.map { .number(Int64($0)) }, "caption": .filled(caption),
        ]
    }
}
