/// A list of links that editors arranged.
package struct Menu: Hashable, Sendable {
    package struct Entry: Hashable, Sendable {
        package enum Target: Hashable, Sendable {
            case address(String)
            case article(Int64)
            case section(Int64)
            case tag(Int64)
        }
        package var label: String
        package var target: Target
        package var parentID: Int64?
        package var position: Int64

        package init(label: String, target: Target, parentID: Int64?, position: Int64) {
            (self.label, self.target, self.parentID, self.position) = (label, target, parentID, position)
        }
    }

    package var slug: String
    package var name: String

    package init(slug: String, name: String) {
        (self.slug, self.name) = (slug, name)
    }
}
