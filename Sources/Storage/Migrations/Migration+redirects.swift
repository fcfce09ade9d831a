extension Migration {
    /// What leads to an address is found without reading all redirects: whoever moves takes them along.
    static let redirects = Migration(
        name: "redirects", statements: ["CREATE INDEX address_location ON address (location) WHERE kind = 'redirect'"])
}
