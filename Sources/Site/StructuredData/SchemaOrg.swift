import Content
import Storage

/// What a page is about, in the words of https://schema.org, for search engines and other machines.
struct SchemaOrg {
    let publication: Publication

    /// One block of JSON-LD with all that a page is about.
    ///
    /// A block of data is no script: the content security policy has nothing to say about it. No text in it can end it, because
    /// `JSONValue` writes no `<`.
    static func block(_ things: [JSONValue]) -> String {
        let graph: JSONValue = ["@context": "https://schema.org", "@graph": .list(things)]
        return "<script type=\"application/ld+json\">\(String(decoding: graph.bytes, as: UTF8.self))</script>"
    }

    func address(_ path: String) -> JSONValue { .text(publication.url(PercentEncoding.encoded(path))) }

    var publisher: JSONValue {
        [
            "@type": "Organization", "@id": .text(publication.url(publication.home) + "#publisher"),
            "name": .text(publication.name), "url": address(publication.home),
            "logo": publication.look.logo.isEmpty ? nil : address(publication.look.logo),
        ]
    }

    /// What a page is a part of.
    var website: JSONValue {
        [
            "@type": "WebSite", "@id": .text(publication.url(publication.home) + "#website"), "name": .text(publication.name),
            "url": address(publication.home),
        ]
    }

    /// The magazine itself, on its front page, with the address that its search has.
    var front: JSONValue {
        website.adding([
            "description": .filled(publication.tagline), "inLanguage": .text(publication.language), "publisher": publisher,
            "potentialAction": [
                "@type": "SearchAction",
                "target": [
                    "@type": "EntryPoint",
                    "urlTemplate": .text(publication.url(publication.home) + "search/?q={search_term_string}"),
                ], "query-input": "required name=search_term_string",
            ],
        ])
    }

    /// A page of cards.
    func listing(_ name: String, _ description: String, at path: String, cards: [Card]) -> JSONValue {
        let items = cards.enumerated().map { index, card -> JSONValue in
            ["@type": "ListItem", "position": .number(Int64(index) + 1), "url": address(card.path)]
        }
        return [
            "@type": "CollectionPage", "@id": address(path), "url": address(path), "name": .text(name),
            "description": .filled(description), "inLanguage": .text(publication.language), "isPartOf": website,
            "mainEntity": items.isEmpty ? nil : ["@type": "ItemList", "itemListElement": .list(items)],
        ]
    }

    /// The page of an author.
    func profile(of author: Author) -> JSONValue {
        let path = author.permalink.text
        return [
            "@type": "ProfilePage", "@id": address(path), "url": address(path), "name": .text(author.name),
            "inLanguage": .text(publication.language), "isPartOf": website,
            "mainEntity": person(author.name, path).adding([
                "description": .filled(author.biography.text),
                "image": author.picture.isEmpty ? nil : address(author.picture),
                "sameAs": author.url.isEmpty ? nil : [.text(author.url)],
            ]),
        ]
    }

    func person(_ name: String, _ path: String) -> JSONValue {
        [
            "@type": "Person", "@id": .text(publication.url(PercentEncoding.encoded(path)) + "#person"), "name": .text(name),
            "url": address(path),
        ]
    }

    /// The way down to a page; nil where there is nothing above it.
    func crumbs(_ parents: [SectionLink], to page: SectionLink) -> JSONValue? {
        guard !parents.isEmpty else { return nil }
        let way = [SectionLink(name: publication.name, path: publication.home)] + parents + [page]
        return [
            "@type": "BreadcrumbList",
            "itemListElement": .list(
                way.enumerated().map { index, link in
                    [
                        "@type": "ListItem", "position": .number(Int64(index) + 1), "name": .text(link.name),
                        "item": address(link.path),
                    ]
                }),
        ]
    }
}
