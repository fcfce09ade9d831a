/// One thing to fetch, as it is handed to the fetcher's thread.
struct FetchOrder: Sendable {
    let address: WebAddress
    /// nil for a body that is kept in memory.
    let folder: String?
    let maximumSize: Int64
    let check: Fetched.Check?
    /// Who waits for it, and under which number.
    let delivery: FetchDelivery
    let number: Int
}
