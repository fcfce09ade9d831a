/// What whoever works on a theme sees in the place of a page that could not be made: each fault with its file, its line and the
/// lines around it. Only under `stet serve --reload`; readers are never told such things.
struct ThemeFaultPage {
    let error: ThemeError
    let source: ThemeSource

    func page() -> RenderedPage {
        var html: [UInt8] = []
        html +=
            """
            <!DOCTYPE html>
            <html lang="en">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>The theme has a fault</title>
            </head>
            <body>
            <h1>The theme has a fault</h1>

            """.utf8
        for (file, line, sentence) in faults {
            html += "<p>".utf8
            html.appendEscaped(sentence)
            html += "</p>\n".utf8
            let lines = source.excerpt(of: file, around: line)
            guard !lines.isEmpty else { continue }
            html += "<pre>".utf8
            for (number, text) in lines {
                html.appendEscaped("\(number == line ? "→" : " ") \(number)  \(text)\n")
            }
            html += "</pre>\n".utf8
        }
        html +=
            "<p>Mend it, save it, and load this page again. All faults: <code>stet theme check</code></p>\n</body>\n</html>\n"
            .utf8
        return RenderedPage(status: 500, mediaType: "text/html; charset=utf-8", bytes: html, dependencies: [])
    }

    private var faults: [(file: String, line: Int, sentence: String)] {
        switch error {
        case .faults(let faults, _): faults.prefix(50).map { ($0.file, $0.line, $0.description) }
        case .template(let error): [(error.file, error.line, error.description)]
        default: [("", 0, error.description)]
        }
    }
}
