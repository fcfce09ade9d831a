/// One redirect of an old site, as its file has it.
struct RedirectRule: Equatable, Sendable {
    enum Action: Equatable, Sendable {
        case redirect(to: String, status: Int)
        /// 410.
        case gone
        /// Why it cannot be taken, in a clause.
        case unusable(String)
    }

    /// A path, or an absolute address.
    var source: String
    var action: Action
    var line = 0

    static let pattern = Action.unusable("it is a pattern, and an address here is exact: write its addresses one by one")
    static let switchedOff = Action.unusable("it is switched off")

    /// What a status means for an address.
    static func action(status: Int, target: String) -> Action {
        switch status {
        case 410: .gone
        case 300..<400 where target.isEmpty: .unusable("it says no target")
        case 300..<400: .redirect(to: target, status: status)
        case 404: .unusable("it answers 404, as every address does where nothing stands")
        default: .unusable("it answers \(status), which no address here can")
        }
    }
}
