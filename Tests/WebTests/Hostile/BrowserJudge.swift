import Foundation
import TestSupport

/// What Chromium sees in pages that hold hostile text: whatever ran, and whatever stands there that could run.
///
/// Each page is shown in a frame of its own, without the headers that would forbid scripts: what the page itself lets through is asked. All
/// names are unknown and no network is there, so that a page that would load something from elsewhere is the same every time.
enum BrowserJudge {
    struct Document: Encodable {
        var name: String
        var text: String
        /// HTML, or XML: a feed, whose texts are shown as a reader of feeds would.
        var isXML = false
    }

    /// Sentences, sorted; empty where nothing is wrong.
    static func faults(in documents: [Document]) throws -> [String] {
        let folder = try TemporaryFolder()
        let json = String(decoding: try JSONEncoder().encode(documents), as: UTF8.self).replacing("<", with: "\\u003c")
        let file = try folder.write(page.replacing("@@documents@@", with: json), to: "judge.html")
        let document = try InstalledProgram.document(
            at: "file://" + file, options: ["--host-resolver-rules=MAP * ~NOTFOUND", "--disable-background-networking"],
            milliseconds: 20_000 + documents.count * 1000)
        guard let start = document.range(of: "<pre id=\"found\">"), let end = document.range(of: "</pre>"),
            let data = Data(base64Encoded: String(document[start.upperBound..<end.lowerBound]))
        else { return ["The browser did not come to its end: \(document.suffix(300))"] }
        return try JSONDecoder().decode([String].self, from: data)
    }

    private static let page = """
        <!DOCTYPE html><meta charset="utf-8"><title>judge</title><pre id="found">unfinished</pre>
        <script type="application/json" id="documents">@@documents@@</script>
        <script>
        const documents = JSON.parse(document.getElementById('documents').textContent);
        const found = new Set();
        window.ran = (name, what) => found.add(name + ': ' + what + '() ran');
        const hook = "<script>for (const f of ['alert','confirm','prompt','eval','print','open','fetch'])"
          + "window[f] = () => parent.ran(frameElement.name, f)<\\/script>";
        const bad = /^(javascript|vbscript|data|livescript|mocha):/;
        function look(name, page) {
          for (const element of page.querySelectorAll('*')) {
            const tag = element.localName;
            if (tag === 'script' && element.type !== 'application/ld+json' && !element.textContent.includes('parent.ran'))
              found.add(name + ': a script');
            if (['object', 'embed', 'applet', 'base', 'frame', 'frameset', 'portal', 'foreignobject', 'math'].includes(tag))
              found.add(name + ': <' + tag + '>');
            if (tag === 'iframe' && (element.hasAttribute('srcdoc') || !element.src.startsWith('https://') || !element.hasAttribute('sandbox')))
              found.add(name + ': a frame');
            if (tag === 'meta' && element.httpEquiv.toLowerCase() === 'refresh') found.add(name + ': a refresh');
            for (const attribute of element.attributes) {
              if (attribute.name.startsWith('on')) found.add(name + ': ' + attribute.name + ' on <' + tag + '>');
              if (['href', 'src', 'action', 'formaction', 'xlink:href', 'poster', 'cite', 'data', 'srcdoc'].includes(attribute.name)
                && bad.test(attribute.value.replace(/[\\u0000-\\u0020]/g, '').toLowerCase()))
                found.add(name + ': ' + attribute.name + '=' + attribute.value.slice(0, 40));
            }
          }
        }
        function show(name, html) {
          return new Promise(done => {
            const frame = document.createElement('iframe');
            frame.name = name;
            const end = () => {
              try { look(name, frame.contentDocument); } catch (error) { found.add(name + ': it left (' + error + ')'); }
              frame.remove();
              done();
            };
            frame.onload = () => setTimeout(end, 5);
            setTimeout(() => frame.isConnected && end(), 900);
            frame.srcdoc = html.includes('<head>') ? html.replace('<head>', () => '<head>' + hook) : hook + html;
            document.body.append(frame);
          });
        }
        // Atom says what is HTML; Media RSS says what is not.
        function isHTML(element) {
          const type = element.getAttribute('type');
          return element.namespaceURI.includes('Atom') ? type === 'html' : type !== 'plain';
        }
        (async () => {
          for (const {name, text, isXML} of documents) {
            if (!isXML) { await show(name, text); continue; }
            const feed = new DOMParser().parseFromString(text, 'application/xml');
            if (feed.querySelector('parsererror')) { found.add(name + ': it is not XML'); continue; }
            let number = 0;
            for (const element of feed.querySelectorAll('*')) {
              if (element.children.length || !element.textContent.includes('<')) continue;
              // What is text in a feed is escaped once more by a reader of feeds; what is HTML is shown.
              if (['description', 'encoded', 'content', 'summary'].includes(element.localName) && isHTML(element))
                await show(name + ' ' + element.localName + ' ' + ++number, element.textContent);
            }
          }
          document.getElementById('found').textContent =
            btoa(unescape(encodeURIComponent(JSON.stringify([...found].sort()))));
        })();
        </script>
        """
}
