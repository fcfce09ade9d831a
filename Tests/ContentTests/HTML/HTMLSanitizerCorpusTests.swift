import TestSupport
import Testing

@testable import Content

@Suite("The sanitiser on hostile markup of other projects and on generated tag soup")
struct HTMLSanitizerCorpusTests {
    @Test(
        "Row 6: what comes out is allowed, is read back as written, and is not changed by a second cleaning",
        .enabled(if: SanitizerCorpus.isPresent, "the shared corpora are not on this machine"),
        arguments: SanitizerCorpus.allCases)
    func corporaComeOutClean(corpus: SanitizerCorpus) throws {
        let inputs = try corpus.inputs()
        #expect(inputs.count >= corpus.leastCount)
        for input in inputs {
            for policy in [HTMLSanitizer.Policy.body, .comment, .inline] { try expectClean(input, policy) }
        }
    }

    @Test("no order of tags, however wrong, makes markup that is read differently than it was written")
    func tagSoupComesOutClean() throws {
        var soup = TagSoup(seed: 1)
        for _ in 0..<3_000 {
            let input = soup.next()
            for policy in [HTMLSanitizer.Policy.body, .comment, .inline] { try expectClean(input, policy) }
        }
    }

    @Test("leaving running text out of the parse changes nothing in the result")
    func shorteningIsInvisible() throws {
        var soup = TagSoup(seed: 2)
        for _ in 0..<3_000 {
            let input = soup.next()
            #expect(
                try body(of: input, shortening: true) == body(of: input, shortening: false), "\(input.debugDescription)"
            )
        }
    }

    private func body(of input: String, shortening: Bool) throws -> String {
        let source = try HTMLSource(input, shortening: shortening)
        var rewriter = HTMLRewriter(policy: .body, source: source, rewritingLinks: nil)
        return try rewriter.rewrite(HTMLTree(parsing: source))
    }

    private func expectClean(_ input: String, _ policy: HTMLSanitizer.Policy) throws {
        let sanitizer = HTMLSanitizer(policy: policy)
        let once = try sanitizer.sanitize(input).html.markup
        let fault = CanonicalMarkup.fault(in: once)
        #expect(fault == nil, "\(input.debugDescription)")
        #expect(parsedMarkup(once) == once, "\(input.debugDescription)")
        #expect(try sanitizer.sanitize(once).html.markup == once, "\(input.debugDescription)")
    }
}
