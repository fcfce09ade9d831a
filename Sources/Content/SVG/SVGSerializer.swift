/// Writes well-formed XML: names from our lists, values in double quotes, nothing else.
struct SVGSerializer {
    private(set) var output: [UInt8] = []
    private var open: [SVGElement] = []
    /// A start tag is written but for its `>`.
    private var isInTag = false

    mutating func begin(_ element: SVGElement) {
        closeTag()
        output.append(UInt8(ascii: "<"))
        output += element.rawValue.utf8
        if open.isEmpty { output += " xmlns=\"http://www.w3.org/2000/svg\"".utf8 }
        open.append(element)
        isInTag = true
    }

    /// An attribute of the element just begun.
    mutating func attribute(_ name: String, _ value: [UInt8]) {
        output.append(UInt8(ascii: " "))
        output += name.utf8
        output += "=\"".utf8
        escape(value)
        output.append(UInt8(ascii: "\""))
    }

    mutating func text(_ text: [UInt8]) {
        if text.isEmpty { return }
        closeTag()
        escape(text)
    }

    mutating func end() {
        guard let element = open.popLast() else { return }
        if isInTag {
            output += "/>".utf8
            isInTag = false
            return
        }
        output += "</".utf8
        output += element.rawValue.utf8
        output.append(UInt8(ascii: ">"))
    }

    private mutating func closeTag() {
        if isInTag { output.append(UInt8(ascii: ">")) }
        isInTag = false
    }

    private mutating func escape(_ text: [UInt8]) {
        for byte in text {
            switch byte {
            case UInt8(ascii: "&"): output += "&amp;".utf8
            case UInt8(ascii: "<"): output += "&lt;".utf8
            case UInt8(ascii: ">"): output += "&gt;".utf8
            case UInt8(ascii: "\""): output += "&quot;".utf8
            // A parser would read it as a line feed.
            case 0x0D: output.append(0x0A)
            default: output.append(byte)
            }
        }
    }
}
