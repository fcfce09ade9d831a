import Editorial
import Foundation
import TestSupport
import Testing

/// What the bodies of an export can hold, by the numbers of the table in docs/migrating-from-wordpress.md.
@Suite("Bodies of an export, point by point", .everyEngine)
struct BodyAcceptanceTests {
    private func body(
        _ content: String, _ change: (inout WXRText.Item) -> Void = { _ in }, with others: [WXRText.Item] = []
    ) async throws -> (page: String, imported: Imported, magazine: TemporaryMagazine) {
        let magazine = try TemporaryMagazine()
        let export = WXRText([.post(1, body: content, change)] + others)
        let imported = try await magazine.importing(export.text)
        let page = try await magazine.page("/2020/01/item-1/")
        #expect(page.status == 200)
        return (page.body, imported, magazine)
    }

    @Test("A15: a title keeps the markup that a headline may have; entities are what they mean, and a script is none")
    func titles() async throws {
        let (page, _, magazine) = try await body("Text.") {
            $0.title = "Tom &amp; Ann &#8211; <em>at sea</em> &lt;b&gt; 5 &gt; 4<script>alert(1)</script>"
        }
        #expect(page.contains(">Tom &amp; Ann – <em>at sea</em> &lt;b&gt; 5 &gt; 4</h1>"))
        #expect(page.contains("<title>Tom &amp; Ann – at sea &lt;b&gt; 5 &gt; 4 – "))
        #expect(try await magazine.page("/feed/").body.contains("<title>Tom &amp; Ann – at sea &lt;b&gt; 5 &gt; 4</title>"))
    }

    @Test("A16: a written excerpt is standfirst and teaser, as text; without one the teaser is the body's beginning")
    func excerpts() async throws {
        let (page, _, magazine) = try await body("Begins here.") {
            $0.excerpt = "Written &amp; <b>bold</b>.\n\n[gallery ids=\"1\"]Second line."
        }
        #expect(page.contains("<p class=\"standfirst\">Written &amp; bold. Second line.</p>"))
        let front = try await magazine.page("/").body
        #expect(front.contains("Written &amp; bold. Second line.") && !front.contains("Begins here."))
        let (plain, _, other) = try await body("Begins here.")
        #expect(!plain.contains("class=\"standfirst\""))
        #expect(try await other.page("/").body.contains("Begins here."))
    }

    @Test("A17: blank lines are paragraphs, line ends are breaks, marks are typographic as WordPress sets them")
    func paragraphs() async throws {
        let (page, _, _) = try await body("He said \"no\" -- it's 6'4\" tall...\nOne\n\nTwo :)")
        #expect(page.contains("<p>He said “no” — it’s 6’4″ tall…<br>\nOne</p>\n<p>Two 🙂</p>"))
    }

    @Test(
        "A18: what stands before the mark is the teaser, in all its forms",
        arguments: [
            "One two.<!--more-->Three.", "One two.<!--more Read on! -->Three.",
            "<!-- wp:paragraph --><p>One two.</p><!-- /wp:paragraph --><!-- wp:more --><!--more--><!-- /wp:more --><p>Three.</p>",
            "<!-- wp:more {\"customText\":\"Read on\"} --><!-- /wp:more -->One two.<!--more-->Three.",
        ])
    func more(content: String) async throws {
        let (page, _, magazine) = try await body(content)
        #expect(page.contains("One two.") && page.contains("Three."))
        #expect(!page.contains("Read on"))
        let front = try await magazine.page("/").body
        #expect(front.contains("One two.</p>") && !front.contains("Three."))
    }

    @Test("A18: with noteaser the article begins behind the mark, and the card has what stands before it")
    func noTeaser() async throws {
        for content in [
            "For cards.<!--more--><!--noteaser-->The text.",
            "<!-- wp:more {\"noTeaser\":true} --><!--more--><!--noteaser--><!-- /wp:more -->",
        ] {
            let text = content.hasPrefix("<!-- wp") ? "<p>For cards.</p>\(content)<p>The text.</p>" : content
            let (page, _, magazine) = try await body(text)
            let prose = page.components(separatedBy: "<div class=\"prose\">").last ?? ""
            #expect(prose.contains("The text.") && !prose.contains("For cards."))
            #expect(try await magazine.page("/").body.contains("For cards."))
        }
    }

    @Test(
        "A19: a page break makes pages with addresses of their own; one that is not there leads to the first",
        arguments: [
            "One.\n<!--nextpage-->\nTwo.<!--nextpage-->Three.",
            "<!-- wp:paragraph --><p>One.</p><!-- /wp:paragraph --><!-- wp:nextpage -->\n<!--nextpage-->\n<!-- /wp:nextpage --><p>Two.</p><!--nextpage--><p>Three.</p>",
        ])
    func pages(content: String) async throws {
        let (first, _, magazine) = try await body(content)
        let base = "/2020/01/item-1/"
        #expect(first.contains("One.") && !first.contains("Two.") && !first.contains("Three."))
        #expect(first.contains("href=\"\(base)2/\"") && first.contains("Next page") && !first.contains("Previous page"))
        let second = try await magazine.page(base + "2/").body
        #expect(second.contains("Two.") && !second.contains("One.</p>") && !second.contains("Three."))
        #expect(second.contains("<title>A headline, page 2"))
        #expect(second.contains("<link rel=\"canonical\" href=\"https://old.example\(base)2/\">"))
        #expect(try await magazine.page(base + "3/").body.contains("Three."))
        for other in ["1/", "0/", "4/", "99/"] {
            let answer = try await magazine.page(base + other)
            #expect(answer.status == 301 && answer.location == base, "\(other)")
        }
        #expect(try await magazine.page(base + "2").location == base + "2/")
        // Whoever reads feeds gets the whole text.
        let feed = try await magazine.page("/feed/").body
        #expect(feed.contains("One.") && feed.contains("Two.") && feed.contains("Three."))
    }

    @Test("A20: static blocks are plain HTML, without the comments and without empty furniture")
    func blocks() async throws {
        let (page, _, _) = try await body(
            """
            <!-- wp:columns --><div class="wp-block-columns"><!-- wp:column --><div class="wp-block-column"><!-- wp:heading --><h2>Left</h2><!-- /wp:heading --></div><!-- /wp:column --></div><!-- /wp:columns -->
            <!-- wp:spacer --><div style="height:100px" aria-hidden="true" class="wp-block-spacer"></div><!-- /wp:spacer -->
            <!-- wp:cover {"url":"https://elsewhere.example/a.jpg"} --><div class="wp-block-cover" style="background-image:url(https://elsewhere.example/a.jpg)"><p>Over it</p></div><!-- /wp:cover -->
            <!-- wp:social-links --><ul class="wp-block-social-links"><!-- wp:social-link {"url":"https://github.com/x","service":"github"} /--></ul><!-- /wp:social-links -->
            <!-- wp:details --><details class="wp-block-details"><summary>More</summary><p>Hidden</p></details><!-- /wp:details -->
            """)
        #expect(page.contains("<div class=\"wp-block-columns\"><div class=\"wp-block-column\"><h2>Left</h2></div></div>"))
        #expect(!page.contains("wp-block-spacer") && !page.contains("<!-- wp:") && !page.contains("style=\"background"))
        #expect(page.contains("src=\"https://elsewhere.example/a.jpg\""))
        #expect(page.contains("<a href=\"https://github.com/x\">GitHub</a>"))
        #expect(page.contains("<summary>More</summary><p>Hidden</p>"))
    }

    @Test("A20: a reusable block stands in each article that shows it, also one that comes later in the file; a cycle is cut")
    func reusable() async throws {
        func block(_ id: Int, _ content: String) -> WXRText.Item {
            .post(id, "Block \(id)", body: content) { $0.type = "wp_block" }
        }
        let (page, imported, _) = try await body(
            "<!-- wp:paragraph --><p>Own.</p><!-- /wp:paragraph --><!-- wp:block {\"ref\":50} /--><!-- wp:block {\"ref\":99} /-->",
            with: [
                block(50, "<!-- wp:paragraph --><p>Shared.</p><!-- /wp:paragraph --><!-- wp:block {\"ref\":51} /-->"),
                block(51, "<!-- wp:paragraph --><p>Deeper.</p><!-- /wp:paragraph --><!-- wp:block {\"ref\":50} /-->"),
            ])
        #expect(page.components(separatedBy: "Shared.").count == page.components(separatedBy: "Deeper.").count)
        #expect(page.contains("<p>Own.</p><p>Shared.</p><p>Deeper.</p>"))
        #expect(imported.entries(.otherItem, id: "50").first?.outcome == .changed)
        #expect(imported.entries(.article, id: "1").first?.reason.contains("reusable blocks are missing: 50, 99") == true)
    }

    @Test("A20: blocks that looked something up become what they stood for, or a link, and are listed")
    func dynamicBlocks() async throws {
        let (page, imported, _) = try await body(
            """
            <!-- wp:latest-posts {"postsToShow":2,"displayPostDate":true} /-->
            <!-- wp:archives {"showPostCounts":true} /-->
            <!-- wp:search {"label":"Look for it"} /-->
            <!-- wp:page-list /-->
            <!-- wp:loginout /-->
            """,
            with: [
                .post(2, "The other") { $0.date = "2020-03-01 10:00:00" }, .page(3, "About us"),
                .post(4, "Not yet") { $0.status = "draft" },
            ])
        let prose = page.components(separatedBy: "<div class=\"prose\">").last?.components(separatedBy: "<footer").first ?? ""
        #expect(prose.contains("<a href=\"/2020/01/item-2/\">The other</a>") && prose.contains(">March 1, 2020</time>"))
        #expect(
            prose.contains("<a href=\"/2020/03/\">March 2020</a> (1)")
                && prose.contains("<a href=\"/2020/01/\">January 2020</a> (1)"))
        #expect(prose.contains("<a href=\"/search/\">Look for it</a>"))
        #expect(prose.contains("<a href=\"/item-3/\">About us</a>"))
        #expect(!page.contains("Not yet"))
        let reason = imported.entries(.article, id: "1").first?.reason ?? ""
        #expect(reason.contains("archives, latest-posts, page-list, search") && reason.contains("blocks show nothing: loginout"))
        #expect(imported.ledger.notes.contains { $0.contains("archives (1)") })
    }

    @Test("A21: captions, old and new, with a link round the picture and markup in the words")
    func captions() async throws {
        let (page, _, _) = try await body(
            """
            [caption id="attachment_5" align="alignleft" width="300"]<a href="/x/"><img src="https://elsewhere.example/a.gif" alt="A quay" /></a> The <em>old</em> quay[/caption]

            [wp_caption width="300" caption="In an attribute"]<img src="https://elsewhere.example/b.gif" alt="" />[/wp_caption]
            """)
        #expect(page.contains("The <em>old</em> quay</figcaption>") && page.contains("<a href=\"/x/\">"))
        #expect(page.contains("In an attribute</figcaption>") && !page.contains("[caption") && !page.contains("[wp_caption"))
    }

    @Test("A22, A57: galleries find their pictures by number, by article, without some, in an order")
    func galleries() async throws {
        let pictures = (5...7).map { id in
            WXRText.Item.attachment(id, "\(id).gif", alt: "Alt \(id)") {
                $0.parent = 1
                $0.order = 10 - id
            }
        }
        for (shortcode, order) in [
            ("[gallery]", ["7", "6", "5"]), ("[gallery ids=\"5,7\"]", ["5", "7"]),
            ("[gallery exclude=\"6\" link=\"none\"]", ["7", "5"]),
            ("[gallery include=\"5,6\" orderby=\"ID\" order=\"DESC\"]", ["6", "5"]),
        ] {
            let (page, _, _) = try await body(shortcode, with: pictures)
            let prose = page.components(separatedBy: "<div class=\"prose\">").last?.components(separatedBy: "<footer").first ?? ""
            let shown = prose.components(separatedBy: "Picture: Alt ").dropFirst().map { String($0.prefix(1)) }
            #expect(shown == order, "\(shortcode)")
        }
    }

    @Test("A57: a picture that a copy of the site's files shows is the magazine's own")
    func mirrored() async throws {
        let magazine = try TemporaryMagazine()
        try magazine.folder.write(SmallFiles.gif, to: "uploads/2020/01/a.gif")
        let export = WXRText([
            .post(
                1,
                body:
                    "<img class=\"wp-image-5\" src=\"https://i0.wp.com/old.example/wp-content/uploads/2020/01/a.gif?resize=300%2C200\" alt=\"A quay\">"
            ),
            .attachment(5, "a.gif"),
        ])
        try await magazine.importing(export.text, uploads: magazine.folder["uploads"])
        let page = try await magazine.page("/2020/01/item-1/").body
        #expect(page.contains("alt=\"A quay\"") && !page.contains("wp.com"))
    }

    @Test("A23: audio, video and playlists play; unknown shortcodes show nothing, keep what they enclose, and are listed")
    func media() async throws {
        let (page, imported, _) = try await body(
            """
            [audio src="https://elsewhere.example/a.mp3"]

            [video mp4="https://elsewhere.example/b.mp4" width="640" height="360"][/video]

            [playlist ids="8,9"]

            [rev_slider alias="x"]

            [box color="red"]Kept [b]inside[/b].[/box] Brackets [sic] stay, [[gallery]] is shown.

            [contact-form]
            """,
            with: [
                .attachment(8, "song.mp3") { $0.title = "The song" }, .attachment(9, "other.mp3") { $0.title = "The other song" },
            ])
        #expect(page.contains("<source src=\"https://elsewhere.example/a.mp3\">"))
        #expect(page.contains("width=\"640\"") && page.contains("<source src=\"https://elsewhere.example/b.mp4\">"))
        #expect(page.contains("<li>The song<br>") && page.contains("src=\"/wp-content/uploads/2020/01/other.mp3\""))
        #expect(page.contains("<p>Kept inside. Brackets [sic] stay, [gallery] is shown.</p>"))
        #expect(!page.contains("rev_slider") && !page.contains("contact-form"))
        #expect(
            imported.ledger.notes.contains {
                $0.contains("[") == false && $0.contains("rev_slider (1)") && $0.contains("contact-form (1)")
            })
        #expect(imported.entries(.article, id: "1").first?.reason.contains("[b], [box], [contact-form], [rev_slider]") == true)
    }

    @Test("A23: samples of code stay code to the letter, in elements and in the shortcodes of highlighters")
    func code() async throws {
        let (page, imported, _) = try await body(
            """
            <pre>[gallery] "straight" -- quotes</pre>

            [sourcecode language="php" highlight="2"]
            &lt;?php echo "&lt;script&gt;alert(1)&lt;/script&gt;";
            $a['x'] = [1];
            [/sourcecode]

            [ccnLe_js]if (a < b && c) alert("<img src=x onerror=alert(1)>");[/ccnLe_js]

            <code>don't [b c=d]</code>
            """)
        #expect(page.contains(">[gallery] \"straight\" -- quotes</pre>"))
        #expect(
            page.contains(
                "<code class=\"language-php\">&lt;?php echo \"&lt;script&gt;alert(1)&lt;/script&gt;\";\n<mark>$a['x'] = [1];</mark></code></pre>"
            ))
        #expect(page.contains("if (a &lt; b &amp;&amp; c) alert(\"&lt;img src=x onerror=alert(1)&gt;\");</code></pre>"))
        #expect(page.contains("<code>don't [b c=d]</code>"))
        #expect(!page.contains("<img src=x") && !page.contains("<script>"))
        #expect(imported.entries(.article, id: "1").first?.outcome == .imported)
    }

    @Test(
        "A24: an address alone on its line becomes a card that asks nobody before it is opened",
        arguments: [
            "https://youtu.be/dQw4w9WgXcQ", "<p>https://www.youtube.com/watch?v=dQw4w9WgXcQ</p>",
            "[embed]https://youtu.be/dQw4w9WgXcQ[/embed]",
            "[youtube https://www.youtube.com/watch?v=dQw4w9WgXcQ&hl=ko]",
            "<!-- wp:embed {\"url\":\"https://youtu.be/dQw4w9WgXcQ\"} --><figure class=\"wp-block-embed\"><div class=\"wp-block-embed__wrapper\">\nhttps://youtu.be/dQw4w9WgXcQ\n</div></figure><!-- /wp:embed -->",
            "<iframe width=\"560\" src=\"https://www.youtube.com/embed/dQw4w9WgXcQ?rel=0\" allowfullscreen></iframe>",
        ])
    func embeds(content: String) async throws {
        let (page, _, magazine) = try await body("Before.\n\n\(content)\n\nAfter.") {
            $0.meta = [
                (
                    "_oembed_0123",
                    "<iframe title=\"A song\" src=\"https://www.youtube.com/embed/dQw4w9WgXcQ?feature=oembed\"></iframe>"
                )
            ]
        }
        #expect(page.contains("<span class=\"embed-provider\">YouTube</span> <a href=\"https://"))
        #expect(
            page.contains(
                "<details><summary>Play here (this asks YouTube)</summary><iframe src=\"https://www.youtube-nocookie.com/embed/dQw4w9WgXcQ\""
            ))
        #expect(page.contains("loading=\"lazy\"") && page.contains("sandbox=\"allow-scripts"))
        #expect(page.contains("A song") || content.contains("<iframe"))
        #expect(try await !magazine.page("/feed/").body.contains("iframe"))
    }

    @Test("A24: addresses within a sentence, of unknown hosts and of a provider's other pages stay what they are")
    func noEmbeds() async throws {
        let (page, _, _) = try await body(
            "See https://youtu.be/dQw4w9WgXcQ there.\n\nhttps://unknown.example/watch?v=1\n\nhttps://www.youtube.com/account\n\n<a href=\"https://youtu.be/dQw4w9WgXcQ\">A link</a>"
        )
        #expect(!page.contains("<iframe") && !page.contains("wp-block-embed"))
        #expect(page.contains("https://unknown.example/watch?v=1") && page.contains(">A link</a>"))
    }

    @Test(
        "A25: frames of hosts that nobody knows become links; none is kept as it was",
        arguments: [
            "https://evil.example/embed/x", "javascript:alert(1)", "data:text/html,<script>alert(1)</script>",
            "https://www.youtube.com.evil.example/embed/dQw4w9WgXcQ", "https://www.youtube.com/redirect?q=https://evil.example",
            "https://evil.example/@www.youtube.com/embed/dQw4w9WgXcQ", "https://www.youtube.com@evil.example/embed/dQw4w9WgXcQ",
            "https://player.vimeo.com/video/../../evil", "https://w.soundcloud.com/player/?url=https://evil.example/x",
        ])
    func frames(source: String) async throws {
        let (page, imported, _) = try await body(
            "Before.<script>alert(1)</script><iframe src=\"\(source)\" srcdoc=\"<script>alert(1)</script>\" onload=\"alert(1)\"></iframe>"
        )
        #expect(!page.contains("<iframe") && !page.contains("<script>") && !page.contains("srcdoc") && !page.contains("onload"))
        let reason = imported.entries(.article, id: "1").first?.reason ?? ""
        #expect(reason.contains("<script> was taken out") && reason.contains("<iframe> was taken out"))
    }

    @Test("A26: footnotes stand below the text, and lead to their places and back")
    func footnotes() async throws {
        let (page, _, _) = try await body(
            "<!-- wp:paragraph --><p>So it is.<sup data-fn=\"ab-1\" class=\"fn\"><a href=\"#ab-1\" id=\"ab-1-link\">1</a></sup></p><!-- /wp:paragraph --><!-- wp:footnotes /-->"
        ) {
            $0.meta = [("footnotes", #"[{"content":"Says <em>who<\/em>?<script>alert(1)<\/script>","id":"ab-1"}]"#)]
        }
        #expect(page.contains("<a href=\"#ab-1\" id=\"ab-1-link\">1</a>"))
        #expect(
            page.contains(
                "<ol class=\"wp-block-footnotes\"><li id=\"ab-1\">Says <em>who</em>? <a href=\"#ab-1-link\">↩︎</a></li></ol>"))
    }

    @Test("A66: links to the old site lead within the magazine, whatever they were written with")
    func links() async throws {
        let (page, _, _) = try await body(
            ["http://old.example/2020/01/item-2/", "https://www.old.example/2020/01/item-2/#part", "//old.example/?p=2"]
                .map { "<a href=\"\($0)\">link</a>" }.joined(separator: " "), with: [.post(2)])
        #expect(
            page.contains("<a href=\"/2020/01/item-2/\">link</a>") && page.contains("<a href=\"/2020/01/item-2/#part\">link</a>"))
        #expect(page.contains("<a href=\"/?p=2\">link</a>"))
    }
}
