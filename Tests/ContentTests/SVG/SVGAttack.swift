import Testing

/// Pictures that run a script or load something in the browser that shows them.
struct SVGAttack: CustomTestStringConvertible, Sendable {
    let name: String
    /// With `CANARY` where the address is that must not be asked for.
    let picture: String

    var testDescription: String { name }

    /// `CANARY` is the address, with this attack's name in it.
    func picture(canary: String) -> String {
        picture.replacing("CANARY", with: canary + name)
    }

    private init(_ name: String, _ content: String, root: String = "", before: String = "") {
        self.name = name
        picture =
            before + "<svg xmlns=\"http://www.w3.org/2000/svg\" xmlns:xlink=\"http://www.w3.org/1999/xlink\" "
            + "xmlns:h=\"http://www.w3.org/1999/xhtml\" width=\"90\" height=\"60\"\(root)>"
            + "<rect id=\"r\" width=\"30\" height=\"30\"/>\(content)</svg>"
    }

    static let all: [SVGAttack] = scripts + pages + resources + styles + prologs + quiet

    private static let scripts = [
        SVGAttack("script", "<script>fetch('CANARY')</script>"),
        SVGAttack("script-cdata", "<script type=\"text/javascript\"><![CDATA[fetch('CANARY')]]></script>"),
        SVGAttack("script-href", "<script href=\"CANARY\"/>"),
        SVGAttack("script-xlink", "<script xlink:href=\"CANARY\"/>"),
        SVGAttack("script-prefix", "<s:script xmlns:s=\"http://www.w3.org/2000/svg\">fetch('CANARY')</s:script>"),
        SVGAttack("script-html", "<h:script>fetch('CANARY')</h:script>"),
        SVGAttack("script-numbers", "<script>&#102;etch(&#x27;CANARY&#39;)</script>"),
        SVGAttack("script-in-defs", "<defs><g><script>fetch('CANARY')</script></g></defs>"),
        SVGAttack("script-in-metadata", "<metadata><script>fetch('CANARY')</script></metadata>"),
        SVGAttack("script-in-title", "<title><script>fetch('CANARY')</script></title>"),
        SVGAttack("script-in-link", "<a><text><a><script>fetch('CANARY')</script></a></text></a>"),
        SVGAttack("script-in-unknown", "<x:y xmlns:x=\"x\"><script>fetch('CANARY')</script></x:y>"),
        SVGAttack("script-namespace", "<script xmlns=\"http://www.w3.org/2000&#47;svg\">fetch('CANARY')</script>"),
        SVGAttack("onload", "", root: " onload=\"fetch('CANARY')\""),
        SVGAttack("onload-in-group", "<svg onload=\"fetch('CANARY')\"/>"),
        SVGAttack("onerror", "<image href=\"CANARY\" onerror=\"fetch('CANARY')\"/>"),
        SVGAttack("onbegin", "<animate attributeName=\"x\" dur=\"1s\" onbegin=\"fetch('CANARY')\"/>"),
        SVGAttack(
            "onfocus", "<a href=\"#r\" tabindex=\"1\" autofocus=\"autofocus\" onfocus=\"fetch('CANARY')\"/>",
            root: " onload=\"document.querySelector('a').focus()\""),
        SVGAttack("set-handler", "<rect><set attributeName=\"x\" to=\"1\" onbegin=\"fetch('CANARY')\"/></rect>"),
    ]

    private static let pages = [
        SVGAttack("foreign-picture", "<foreignObject><h:img src=\"CANARY\"/></foreignObject>"),
        SVGAttack(
            "foreign-frame",
            "<foreignObject><iframe xmlns=\"http://www.w3.org/1999/xhtml\" srcdoc=\"&lt;img src=CANARY>\"/></foreignObject>"),
        SVGAttack("html-picture", "<h:img src=\"CANARY\"/>"),
        SVGAttack("html-frame", "<foreignObject width=\"9\" height=\"9\"><h:iframe src=\"CANARY\"/></foreignObject>"),
        SVGAttack("html-sheet", "<h:link rel=\"stylesheet\" href=\"CANARY\"/>"),
        SVGAttack("html-preload", "<h:link rel=\"preload\" as=\"image\" href=\"CANARY\"/>"),
        SVGAttack("html-video", "<foreignObject width=\"9\" height=\"9\"><h:video src=\"CANARY\"/></foreignObject>"),
        SVGAttack("html-poster", "<foreignObject width=\"9\" height=\"9\"><h:video poster=\"CANARY\"/></foreignObject>"),
        SVGAttack("html-object", "<foreignObject width=\"9\" height=\"9\"><h:object data=\"CANARY\"/></foreignObject>"),
        SVGAttack("html-embed", "<foreignObject width=\"9\" height=\"9\"><h:embed src=\"CANARY\"/></foreignObject>"),
        SVGAttack("html-style", "<h:style>@import 'CANARY';</h:style>"),
        SVGAttack("html-style-attribute", "<h:div style=\"background:url(CANARY)\">x</h:div>"),
    ]

    private static let resources = [
        SVGAttack("image", "<image href=\"CANARY\" width=\"9\" height=\"9\"/>"),
        SVGAttack("image-xlink", "<image xlink:href=\"CANARY\" width=\"9\" height=\"9\"/>"),
        SVGAttack("image-other-prefix", "<image xmlns:q=\"http://www.w3.org/1999/xlink\" q:href=\"CANARY\"/>"),
        SVGAttack("image-both", "<image xlink:href=\"data:image/gif;base64,R0lGODlhAQABAAAAACw=\" href=\"CANARY\"/>"),
        SVGAttack("image-spaces", "<image href=\"&#9;&#10; CANARY\"/>"),
        SVGAttack("use", "<use href=\"CANARY#r\"/>"),
        SVGAttack("use-xlink", "<use xlink:href=\"CANARY#r\"/>"),
        SVGAttack("fe-image", "<filter id=\"f\"><feImage href=\"CANARY\"/></filter><rect filter=\"url(#f)\" width=\"9\"/>"),
        SVGAttack("filter", "<rect width=\"9\" height=\"9\" filter=\"url(CANARY#f)\"/>"),
        SVGAttack("clip-path", "<rect width=\"9\" height=\"9\" clip-path=\"url('CANARY#c')\"/>"),
        SVGAttack("mask", "<rect width=\"9\" height=\"9\" mask=\"url(CANARY#m)\"/>"),
    ]

    private static let styles = [
        SVGAttack("import", "<style>@import 'CANARY';</style>"),
        SVGAttack("import-url", "<style>@import url(CANARY);</style>"),
        SVGAttack("import-numbers", "<style>&#64;import 'CANARY';</style>"),
        SVGAttack("import-cdata", "<style><![CDATA[@im]]><![CDATA[port 'CANARY';]]></style>"),
        SVGAttack("import-comment", "<style>/**/@import/**/'CANARY';</style>"),
        SVGAttack("import-escape", "<style>@\\69mport 'CANARY';</style>"),
        SVGAttack("import-case", "<style>@IMPORT URL(\"CANARY\");</style>"),
        SVGAttack("import-html-comment", "<style>&lt;!-- @import 'CANARY'; --&gt;</style>"),
        SVGAttack("import-link", "<style xlink:href=\"CANARY\" href=\"CANARY\"/>"),
        SVGAttack(
            "font-face", "<style>@font-face{font-family:F;src:url(CANARY)} text{font-family:F}</style><text y=\"20\">x</text>"),
        SVGAttack("background", "", root: " style=\"background:url(CANARY)\""),
        SVGAttack("background-escape", "", root: " style=\"background:u\\72l(CANARY)\""),
        SVGAttack("background-variable", "", root: " style=\"--x:url(CANARY);background:var(--x)\""),
        SVGAttack("background-set", "", root: " style=\"background:image-set('CANARY' 1x)\""),
        SVGAttack("mask-image", "<rect width=\"9\" height=\"9\" style=\"mask-image:url(CANARY)\"/>"),
        SVGAttack("mask-style", "<rect width=\"9\" height=\"9\" style=\"mask:url(CANARY)\"/>"),
        SVGAttack("mask-important", "<rect width=\"9\" height=\"9\" style=\"mask:url(CANARY)!important\"/>"),
        SVGAttack("filter-style", "<style>rect{filter:url(CANARY#f)}</style>"),
        SVGAttack("filter-second", "<style>rect{filter:blur(1px) url(CANARY#f)}</style>"),
        SVGAttack("filter-media", "<style>@media screen{rect{filter:url(CANARY#f)}}</style>"),
        SVGAttack("filter-supports", "<style>@supports (fill:red){rect{filter:url(CANARY#f)}}</style>"),
        SVGAttack("filter-nested", "<style>svg{fill:red;rect{filter:url(CANARY#f)}}</style>"),
        SVGAttack("filter-selector", "<style>rect[id^=r]{filter:url(CANARY#f)}</style>"),
        SVGAttack("content", "", root: " style=\"content:url(CANARY)\""),
        SVGAttack("cursor", "<rect width=\"90\" height=\"60\" style=\"cursor:url(CANARY),auto\"/>"),
        SVGAttack("fill", "<rect width=\"9\" height=\"9\" fill=\"url(CANARY#x)\"/>"),
        SVGAttack("binding", "<rect style=\"-moz-binding:url(CANARY);behavior:url(CANARY)\"/>"),
        SVGAttack("expression", "<rect style=\"width:expression(fetch('CANARY'))\"/>"),
    ]

    private static let prologs = [
        SVGAttack("stylesheet", "", before: "<?xml-stylesheet href=\"CANARY\"?>"),
        SVGAttack("stylesheet-data", "", before: "<?xml-stylesheet href=\"data:text/css,@import 'CANARY';\"?>"),
        SVGAttack("transformation", "", before: "<?xml-stylesheet type=\"text/xsl\" href=\"CANARY\"?>"),
        SVGAttack("default-attribute", "", before: "<!DOCTYPE svg [<!ATTLIST svg onload CDATA \"fetch('CANARY')\">]>"),
        SVGAttack("entity-script", "&x;", before: "<!DOCTYPE svg [<!ENTITY x \"<script>fetch('CANARY')</script>\">]>"),
        SVGAttack(
            "entity-numbers", "&x;", before: "<!DOCTYPE svg [<!ENTITY x \"&#60;script>fetch('CANARY')&#60;/script>\">]>"),
        SVGAttack("entity-handler", "", root: " onload=\"&x;\"", before: "<!DOCTYPE svg [<!ENTITY x \"fetch('CANARY')\">]>"),
        SVGAttack(
            "entity-namespace", "<s:script xmlns:s=\"&n;\">fetch('CANARY')</s:script>",
            before: "<!DOCTYPE svg [<!ENTITY n \"http://www.w3.org/2000/svg\">]>"),
        SVGAttack("entity-file", "<text>&x;</text>", before: "<!DOCTYPE svg [<!ENTITY x SYSTEM \"CANARY\">]>"),
        SVGAttack("entity-parameter", "", before: "<!DOCTYPE svg [<!ENTITY % x SYSTEM \"CANARY\"> %x;]>"),
        SVGAttack("outer-subset", "", before: "<!DOCTYPE svg SYSTEM \"CANARY\">"),
    ]

    /// These take a click, or another browser than today's.
    private static let quiet = [
        SVGAttack("link-script", "<a href=\"javascript:fetch('CANARY')\"><rect width=\"9\"/></a>"),
        SVGAttack("link-script-tab", "<a xlink:href=\" java&#9;script:fetch('CANARY')\"><rect/></a>"),
        SVGAttack("link-data", "<a href=\"data:text/html,&lt;script>fetch('CANARY')&lt;/script>\"><rect/></a>"),
        SVGAttack(
            "animated-link", "<a><animate attributeName=\"href\" values=\"javascript:fetch('CANARY')\"/><rect/></a>"),
        SVGAttack("set-link", "<a id=\"a\"/><set href=\"#a\" attributeName=\"href\" to=\"javascript:fetch('CANARY')\"/>"),
        SVGAttack(
            "image-in-image",
            "<image href=\"data:image/svg+xml,&lt;svg xmlns='http://www.w3.org/2000/svg' onload='fetch(&quot;CANARY&quot;)'/>\"/>"
        ),
        SVGAttack("use-data", "<use href=\"data:image/svg+xml;base64,CANARY#x\"/>"),
        SVGAttack("base", "<g xml:base=\"CANARY\"><use href=\"#r\"/></g>"),
        SVGAttack("style-breaks-out", "<style>rect{}&lt;/style>&lt;script>fetch('CANARY')&lt;/script></style>"),
        SVGAttack("handler-case", "<rect ONCLICK=\"fetch('CANARY')\" oNload=\"fetch('CANARY')\"/>"),
        SVGAttack("handler-prefix", "<rect xmlns:e=\"http://www.w3.org/2001/xml-events\" e:onload=\"fetch('CANARY')\"/>"),
        SVGAttack("listener", "<handler type=\"text/javascript\">fetch('CANARY')</handler>"),
        SVGAttack("refresh", "<h:meta http-equiv=\"refresh\" content=\"0;url=CANARY\"/>"),
        SVGAttack("ping", "<a ping=\"CANARY\" href=\"#r\" target=\"_top\"><rect/></a>"),
    ]
}
