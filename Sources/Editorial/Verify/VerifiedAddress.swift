/// What became of one address of the old site.
package struct VerifiedAddress: Codable, Sendable, Equatable {
    package enum Kind: String, Codable, Sendable, CaseIterable {
        case article, page
        /// The second and later pages of an article that has several.
        case part = "further page"
        case attachment = "attachment page"
        case file
        /// `/?p=7`, a `guid`
        case number
        case listing, feed
        /// An address that led to another, there or here.
        case redirect
        /// One that a list or a site map names.
        case listed = "address"
    }

    package enum Verdict: String, Codable, Sendable, CaseIterable {
        case answers
        /// It redirects to what answers.
        case leadsOn = "leads on"
        /// It is kept for the editors: behind a password, or taken back by one of them.
        case withheld = "not public"
        /// Somebody decided that it is gone (410).
        case gone
        case lost
    }

    package struct Title: Codable, Sendable, Equatable {
        package var expected: String
        package var found: String
        package var isEqual: Bool

        package init(expected: String, found: String, isEqual: Bool) {
            (self.expected, self.found, self.isEqual) = (expected, found, isEqual)
        }
    }

    package struct Words: Codable, Sendable, Equatable {
        package var expected: Int
        package var kept: Int
        /// The first of those that are not there.
        package var missing: [String]

        package init(expected: Int, kept: Int, missing: [String]) {
            (self.expected, self.kept, self.missing) = (expected, kept, missing)
        }
    }

    package struct Pictures: Codable, Sendable, Equatable {
        package var expected: Int
        package var present: Int
        /// The addresses of the first that are not there.
        package var missing: [String]

        package init(expected: Int, present: Int, missing: [String]) {
            (self.expected, self.present, self.missing) = (expected, present, missing)
        }
    }

    package var address: String
    package var kind: Kind
    package var verdict: Verdict
    /// Of the answer in the end; 0 where it is on another site.
    package var status: Int
    /// Where it leads, if it does.
    package var target: String?
    /// How many redirects that takes.
    package var steps = 0
    /// Why it is lost, or was not compared.
    package var reason: String?
    package var title: Title?
    package var words: Words?
    package var pictures: Pictures?

    init(_ address: String, _ kind: Kind, _ verdict: Verdict = .lost, status: Int = 404) {
        (self.address, self.kind, self.verdict, self.status) = (address, kind, verdict, status)
    }
}
