/// A number of bytes for a person: `812 bytes`, `34 kB`, `1.2 MB`.
enum ReadableSize {
    static func text(_ bytes: Int64) -> String {
        guard bytes >= 1000 else { return bytes == 1 ? "1 byte" : "\(bytes) bytes" }
        var (tenths, unit) = (bytes / 100, 0)
        while tenths >= 10_000, unit + 1 < units.count { (tenths, unit) = (tenths / 1000, unit + 1) }
        let fraction = tenths < 100 && tenths % 10 != 0 ? ".\(tenths % 10)" : ""
        return "\(tenths / 10)\(fraction) \(units[unit])"
    }

    private static let units = ["kB", "MB", "GB", "TB"]
}
