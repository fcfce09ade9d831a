/// Reads the text format of Prometheus, version 0.0.4, as strictly as its description lets one: what a scraper may refuse is refused.
struct PrometheusText {
    struct Sample: Hashable {
        var name: String
        var labels: [String: String]
        var value: Double
    }

    struct Family {
        var type: String
        var help: String
        var samples: [Sample] = []
    }

    struct Fault: Error, CustomStringConvertible {
        let description: String
    }

    private(set) var families: [String: Family] = [:]

    /// The value of a sample; nil where there is none.
    func value(_ name: String, _ labels: [String: String] = [:]) -> Double? {
        families.values.lazy.flatMap(\.samples).first { $0.name == name && $0.labels == labels }?.value
    }

    init(_ text: String) throws {
        guard text.hasSuffix("\n"), !text.contains("\r") else { throw Fault(description: "the last line has no end") }
        var name = ""
        var help: (name: String, text: String)?
        for line in text.dropLast().split(separator: "\n", omittingEmptySubsequences: false) {
            if line.hasPrefix("# HELP ") {
                let parts = line.dropFirst(7).split(separator: " ", maxSplits: 1)
                guard parts.count == 2, help == nil else { throw Fault(description: "no help: \(line)") }
                help = (String(parts[0]), String(parts[1]))
            } else if line.hasPrefix("# TYPE ") {
                let parts = line.dropFirst(7).split(separator: " ").map(String.init)
                guard parts.count == 2, PrometheusText.isName(parts[0]), ["counter", "gauge", "histogram"].contains(parts[1]),
                    help?.name == parts[0], families[parts[0]] == nil
                else { throw Fault(description: "no type: \(line)") }
                name = parts[0]
                families[name] = Family(type: parts[1], help: help?.text ?? "")
                help = nil
            } else {
                guard help == nil else { throw Fault(description: "help without a type before \(line)") }
                let sample = try PrometheusText.sample(line)
                guard let type = families[name]?.type, PrometheusText.belongs(sample, to: name, type) else {
                    throw Fault(description: "\(line) stands below \(name)")
                }
                families[name]?.samples.append(sample)
            }
        }
        for (name, family) in families { try PrometheusText.check(name, family) }
    }

    private static func belongs(_ sample: Sample, to name: String, _ type: String) -> Bool {
        guard type == "histogram" else { return sample.name == name }
        return sample.name == name + "_bucket" && sample.labels["le"] != nil
            || [name + "_sum", name + "_count"].contains(sample.name) && sample.labels["le"] == nil
    }

    private static func check(_ name: String, _ family: Family) throws {
        func fault(_ text: String) -> Fault { Fault(description: "\(name): \(text)") }
        let keys = family.samples.map { "\($0.name) \($0.labels.sorted { $0.key < $1.key })" }
        guard Set(keys).count == keys.count else { throw fault("a sample stands twice") }
        switch family.type {
        case "counter":
            guard name.hasSuffix("_total"), family.samples.allSatisfy({ $0.value >= 0 }) else { throw fault("no counter") }
        case "histogram":
            let buckets = family.samples.filter { $0.name == name + "_bucket" }
            let bounds = buckets.compactMap { $0.labels["le"].flatMap { $0 == "+Inf" ? .infinity : Double($0) } }
            let count = family.samples.first { $0.name == name + "_count" }?.value
            guard bounds.count == buckets.count, bounds == bounds.sorted(), Set(bounds).count == bounds.count,
                bounds.last == .infinity, buckets.map(\.value) == buckets.map(\.value).sorted(), buckets.last?.value == count,
                family.samples.contains(where: { $0.name == name + "_sum" })
            else { throw fault("no histogram") }
        default: break
        }
    }

    private static func isName(_ name: String) -> Bool {
        guard let first = name.utf8.first, !(0x30...0x39).contains(first) else { return false }
        return name.utf8.allSatisfy {
            (0x30...0x39).contains($0) || (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) || $0 == 0x5F || $0 == 0x3A
        }
    }

    /// `name{label="value",…} 12.5`
    private static func sample(_ line: Substring) throws -> Sample {
        var rest = line
        func fault() -> Fault { Fault(description: "no sample: \(line)") }
        let name = String(rest.prefix { $0 != "{" && $0 != " " })
        rest = rest.dropFirst(name.count)
        var labels: [String: String] = [:]
        if rest.first == "{" {
            rest.removeFirst()
            while rest.first != "}" {
                if !labels.isEmpty { guard rest.first == "," else { throw fault() }; rest.removeFirst() }
                let label = String(rest.prefix { $0 != "=" })
                rest = rest.dropFirst(label.count)
                guard rest.hasPrefix("=\""), isName(label), !label.contains(":"), labels[label] == nil else { throw fault() }
                rest = rest.dropFirst(2)
                var value = ""
                while let character = rest.popFirst(), character != "\"" {
                    guard character == "\\" else {
                        value.append(character)
                        continue
                    }
                    switch rest.popFirst() {
                    case "\\": value += "\\"
                    case "\"": value += "\""
                    case "n": value += "\n"
                    default: throw fault()
                    }
                }
                labels[label] = value
            }
            rest.removeFirst()
        }
        guard isName(name), rest.first == " ", let value = Double(rest.dropFirst()) else { throw fault() }
        return Sample(name: name, labels: labels, value: value)
    }
}
