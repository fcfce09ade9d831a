import Foundation

/// What the WordPress plugin Redirection exports as JSON: `{"plugin": …, "groups": […], "redirects": [{"url": "/old",
/// "action_type": "url", "action_code": 301, "action_data": {"url": "/new"}, "match_type": "url", "regex": false,
/// "enabled": true}, …]}` (models/redirect/redirect.php, fileio/json.php).
enum RedirectionJSON {
    static func rules(in data: Data) throws -> [RedirectRule] {
        var rules = try JSONDecoder().decode(Export.self, from: data).redirects.map(\.rule)
        let lines = lines(of: data)
        if lines.count == rules.count { for index in rules.indices { rules[index].line = lines[index] } }
        return rules
    }

    /// The line on which each entry of the list begins.
    private static func lines(of data: Data) -> [Int] {
        var (lines, line, depth, isString, isEscaped, isList): ([Int], Int, Int, Bool, Bool, Bool) = (
            [], 1, 0, false, false, false
        )
        var key: [UInt8] = []
        for byte in data {
            if byte == 0x0A { line += 1 }
            if isString {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == UInt8(ascii: "\"") {
                    isString = false
                } else if depth == 1, key.count < 20 {
                    key.append(byte)
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""):
                isString = true
                if depth == 1 { key = [] }
            case UInt8(ascii: "{"), UInt8(ascii: "["):
                if depth == 1 { isList = key.elementsEqual("redirects".utf8) }
                if depth == 2, isList, byte == UInt8(ascii: "{") { lines.append(line) }
                depth += 1
            case UInt8(ascii: "}"), UInt8(ascii: "]"): depth -= 1
            default: break
            }
        }
        return lines
    }

    private struct Export: Decodable {
        var redirects: [Redirect]
    }

    private struct Redirect: Decodable {
        var url: Loose?
        var action_type: String?
        var action_code: Loose?
        var action_data: Target?
        var match_type: String?
        var regex: Loose?
        var enabled: Loose?

        var rule: RedirectRule { RedirectRule(source: url?.text ?? "", action: action) }

        private var action: RedirectRule.Action {
            if enabled?.isFalse == true { return RedirectRule.switchedOff }
            if regex?.isTrue == true { return RedirectRule.pattern }
            if let match = match_type, match != "url" {
                return .unusable("it depends on who asks (\(match)), and an address here answers everybody alike")
            }
            let status = Int(action_code?.text ?? "") ?? 301
            switch action_type ?? "url" {
            case "url": return RedirectRule.action(status: status, target: action_data?.url ?? "")
            case "error": return RedirectRule.action(status: status, target: "")
            case let other: return .unusable("it does something else than redirect (\(other))")
            }
        }
    }

    /// `{"url": "/new"}`, or in old versions the address itself.
    private struct Target: Decodable {
        var url: String?

        private enum Key: String, CodingKey { case url }

        init(from decoder: any Decoder) throws {
            if let text = try? decoder.singleValueContainer().decode(String.self) {
                url = text
            } else {
                url = try? decoder.container(keyedBy: Key.self).decode(String.self, forKey: .url)
            }
        }
    }

    /// A text, a number, a truth: the plugin's versions differ.
    private struct Loose: Decodable {
        var text: String

        init(from decoder: any Decoder) throws {
            let value = try decoder.singleValueContainer()
            if let truth = try? value.decode(Bool.self) {
                text = truth ? "1" : "0"
            } else if let number = try? value.decode(Int.self) {
                text = String(number)
            } else {
                text = (try? value.decode(String.self)) ?? ""
            }
        }

        var isTrue: Bool { text == "1" || text == "true" }
        var isFalse: Bool { text == "0" || text == "false" || text == "disabled" }
    }
}
