import Content

/// One answer, as a line of the request log.
struct RequestLine: Sendable {
    struct Request: Sendable {
        var method: String
        /// As the client wrote it. Its query is left out: what readers search for is theirs.
        var target: String
        /// `hit` or `miss`; nil for what no cache holds.
        var cache: String?
        /// Of the client, or of the proxy in front.
        var address: String?
    }

    var request: Request
    var status: Int
    var bytes: Int
    var nanoseconds: Int64

    /// Nobody needs more to know which page it was.
    private static let longestPath = 2000

    /// `2026-03-01T14:05:00.123Z GET /2020/01/ferries/ 200 13502 B 1.204 ms hit`
    func text(at time: Timestamp, hasAddress: Bool) -> String {
        let address = hasAddress ? "\(RequestLine.escaped(request.address ?? "-", isJSON: false)) " : ""
        let method = RequestLine.escaped(request.method, isJSON: false)
        return
            "\(RequestLine.printed(time)) \(address)\(method) \(RequestLine.escaped(path, isJSON: false)) \(status) \(bytes) B "
            + "\(milliseconds) ms\(request.cache.map { " \($0)" } ?? "")\n"
    }

    /// `{"time":"2026-03-01T14:05:00.123Z","method":"GET","path":"/2020/01/ferries/","status":200,"bytes":13502,"ms":1.204,"cache":"hit"}`
    func json(at time: Timestamp, hasAddress: Bool) -> String {
        let address = hasAddress ? "\"address\":\"\(RequestLine.escaped(request.address ?? "", isJSON: true))\"," : ""
        let cache = request.cache.map { ",\"cache\":\"\($0)\"" } ?? ""
        return
            "{\"time\":\"\(RequestLine.printed(time))\",\(address)\"method\":\"\(RequestLine.escaped(request.method, isJSON: true))\","
            + "\"path\":\"\(RequestLine.escaped(path, isJSON: true))\",\"status\":\(status),\"bytes\":\(bytes),\"ms\":\(milliseconds)\(cache)}\n"
    }

    private var path: String {
        let path = request.target.prefix { $0 != "?" }
        guard !path.isEmpty else { return "-" }
        return path.utf8.count > RequestLine.longestPath
            ? String(decoding: path.utf8.prefix(RequestLine.longestPath), as: UTF8.self) : String(path)
    }

    private var milliseconds: String {
        let microseconds = nanoseconds / 1000
        let rest = String(microseconds % 1000)
        return "\(microseconds / 1000).\(String(repeating: "0", count: 3 - rest.utf8.count))\(rest)"
    }

    static func printed(_ time: Timestamp) -> String {
        let rest = String(((time.milliseconds % 1000) + 1000) % 1000)
        return "\(time.rfc3339.dropLast()).\(String(repeating: "0", count: 3 - rest.utf8.count))\(rest)Z"
    }

    /// A line stays one line, and says to a terminal nothing but its letters: what is neither letter nor sign is written as a number.
    ///
    /// In text a space would end the field; it is `\u{20}` there.
    private static func escaped(_ text: String, isJSON: Bool) -> String {
        if text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && $0 != UInt8(ascii: "\\") && $0 != UInt8(ascii: "\"") }) {
            return text
        }
        var escaped = ""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\\": escaped += "\\\\"
            case "\"": escaped += isJSON ? "\\\"" : "\""
            case " " where isJSON: escaped += " "
            default:
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse,
                    .spaceSeparator:
                    if isJSON {
                        for unit in UTF16.encode(scalar) ?? UTF16.encodedReplacementCharacter {
                            let digits = String(unit, radix: 16)
                            escaped += "\\u" + String(repeating: "0", count: 4 - digits.utf8.count) + digits
                        }
                    } else {
                        escaped += "\\u{\(String(scalar.value, radix: 16))}"
                    }
                default: escaped.unicodeScalars.append(scalar)
                }
            }
        }
        return escaped
    }
}
