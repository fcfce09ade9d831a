import Testing

/// Harmless pictures as drawing programs write them, each with what those programs add.
struct SVGSample: CustomTestStringConvertible, Sendable {
    let name: String
    let picture: String
    var testDescription: String { name }

    static let all = [inkscape, illustrator, figma, sketch, matplotlib, page]

    static let inkscape = SVGSample(
        name: "Inkscape",
        picture: """
            <?xml version="1.0" encoding="UTF-8" standalone="no"?>
            <!-- Created with Inkscape (http://www.inkscape.org/) -->

            <svg
               width="100mm"
               height="80mm"
               viewBox="0 0 100 80"
               version="1.1"
               id="svg5"
               inkscape:version="1.2.2 (b0a8486541, 2022-12-01)"
               sodipodi:docname="drawing.svg"
               xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape"
               xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd"
               xmlns:xlink="http://www.w3.org/1999/xlink"
               xmlns="http://www.w3.org/2000/svg"
               xmlns:svg="http://www.w3.org/2000/svg">
              <sodipodi:namedview id="namedview7" pagecolor="#ffffff" inkscape:zoom="1.41" />
              <defs
                 id="defs2">
                <linearGradient inkscape:collect="always" id="linearGradient1">
                  <stop style="stop-color:#c0392b;stop-opacity:1;" offset="0" id="stop1" />
                  <stop style="stop-color:#2980b9;stop-opacity:0.5;" offset="1" id="stop2" />
                </linearGradient>
                <linearGradient inkscape:collect="always" xlink:href="#linearGradient1" id="linearGradient3" x1="10" y1="10" x2="90" y2="70" gradientUnits="userSpaceOnUse" gradientTransform="translate(2,-1)" />
                <filter inkscape:collect="always" style="color-interpolation-filters:sRGB" id="filter4" x="-0.05" y="-0.05" width="1.1" height="1.1">
                  <feGaussianBlur inkscape:collect="always" stdDeviation="0.8" id="feGaussianBlur4" />
                </filter>
                <marker style="overflow:visible" id="Arrow1" refX="0" refY="0" orient="auto" markerWidth="5" markerHeight="5">
                  <path style="fill:context-stroke;fill-rule:evenodd" d="M 0,0 5,-5 -12.5,0 5,5 Z" transform="scale(-0.3)" />
                </marker>
              </defs>
              <svg:g inkscape:label="Ebene 1" inkscape:groupmode="layer" id="layer1">
                <rect style="fill:url(#linearGradient3);stroke:#2c3e50;stroke-width:1.5;-inkscape-stroke:none;filter:url(#filter4)" id="rect1" width="70" height="40" x="10" y="10" ry="5" />
                <path style="fill:none;stroke:#000;stroke-width:0.9;stroke-dasharray:2, 1;marker-end:url(#Arrow1)" d="m 12,60 c 20,-30 40,20 70,5" id="path1" sodipodi:nodetypes="cc" />
                <text xml:space="preserve" style="font-size:8px;font-family:'DejaVu Sans';-inkscape-font-specification:'DejaVu Sans, Normal';fill:#000000" x="14" y="74" id="text1"><tspan sodipodi:role="line" id="tspan1" x="14" y="74">Stet  &amp; Söhne</tspan></text>
              </svg:g>
            </svg>
            """)

    static let illustrator = SVGSample(
        name: "Illustrator",
        picture: """
            <?xml version="1.0" encoding="utf-8"?>
            <!-- Generator: Adobe Illustrator 16.0.0, SVG Export Plug-In . SVG Version: 6.00 Build 0)  -->
            <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd" [
            \t<!ENTITY ns_extend "http://ns.adobe.com/Extensibility/1.0/">
            \t<!ENTITY ns_ai "http://ns.adobe.com/AdobeIllustrator/10.0/">
            \t<!ENTITY ns_svg "http://www.w3.org/2000/svg">
            \t<!ENTITY ns_xlink "http://www.w3.org/1999/xlink">
            \t<!ENTITY st7 "fill:#1ABC9C;">
            ]>
            <svg version="1.1" id="Ebene_1" xmlns:x="&ns_extend;" xmlns:i="&ns_ai;" xmlns="&ns_svg;" xmlns:xlink="&ns_xlink;"
            \t x="0px" y="0px" width="200px" height="120px" viewBox="0 0 200 120" enable-background="new 0 0 200 120" xml:space="preserve">
            <style type="text/css">
            <![CDATA[
            \t.st0{fill:#F39C12;stroke:#34495E;stroke-width:4;stroke-miterlimit:10;}
            \t.st1{clip-path:url(#SVGID_2_);fill:#8E44AD;}
            \t.st2{font-family:'MyriadPro-Regular','DejaVu Sans';}
            \t.st3{font-size:18px;}
            \t#kreis > circle, g .st4 { opacity:0.6; enable-background:new    ; }
            ]]>
            </style>
            <switch>
            \t<foreignObject requiredExtensions="&ns_ai;" x="0" y="0" width="1" height="1">
            \t\t<i:pgfRef xlink:href="#adobe_illustrator_pgf"></i:pgfRef>
            \t</foreignObject>
            \t<g i:extraneous="self">
            \t\t<rect x="5" y="5" class="st0" width="80" height="60"/>
            \t\t<rect x="5" y="80" style="&st7;" width="80" height="30"/>
            \t\t<g id="kreis"><circle cx="100" cy="40" r="35" fill="#E74C3C"/></g>
            \t\t<defs><path id="SVGID_1_" d="M110,60l40-50l40,50V110H110V60z"/></defs>
            \t\t<clipPath id="SVGID_2_"><use xlink:href="#SVGID_1_" overflow="visible"/></clipPath>
            \t\t<rect x="100" y="20" class="st1" width="60" height="100"/>
            \t\t<text transform="matrix(1 0 0 1 12 40)" class="st2 st3">Füllung</text>
            \t</g>
            </switch>
            </svg>
            """)

    static let figma = SVGSample(
        name: "Figma",
        picture: """
            <svg width="120" height="90" viewBox="0 0 120 90" fill="none" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">
            <g id="Frame 1" clip-path="url(#clip0_1_2)">
            <rect width="120" height="90" fill="white"/>
            <g filter="url(#filter0_d_1_2)"><rect id="Rectangle 3" x="12.5" y="10.5" width="60" height="44" rx="7.5" fill="url(#paint0_linear_1_2)" stroke="black"/></g>
            <g style="mix-blend-mode:multiply"><circle cx="80" cy="50" r="28" fill="#FFCD29" fill-opacity="0.8"/></g>
            <mask id="mask0_1_2" style="mask-type:alpha" maskUnits="userSpaceOnUse" x="10" y="60" width="100" height="24"><path fill-rule="evenodd" clip-rule="evenodd" d="M10 60H110L60 84L10 60Z" fill="#D9D9D9"/></mask>
            <g mask="url(#mask0_1_2)"><rect x="10" y="58" width="100" height="30" fill="url(#pattern0_1_2)"/></g>
            </g>
            <defs>
            <filter id="filter0_d_1_2" x="8" y="10" width="69" height="53" filterUnits="userSpaceOnUse" color-interpolation-filters="sRGB">
            <feFlood flood-opacity="0" result="BackgroundImageFix"/>
            <feColorMatrix in="SourceAlpha" type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 127 0" result="hardAlpha"/>
            <feOffset dy="4"/>
            <feGaussianBlur stdDeviation="2"/>
            <feComposite in2="hardAlpha" operator="out"/>
            <feColorMatrix type="matrix" values="0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0 0.25 0"/>
            <feBlend mode="normal" in2="BackgroundImageFix" result="effect1_dropShadow_1_2"/>
            <feBlend mode="normal" in="SourceGraphic" in2="effect1_dropShadow_1_2" result="shape"/>
            </filter>
            <pattern id="pattern0_1_2" patternContentUnits="objectBoundingBox" width="0.1" height="0.4"><use xlink:href="#image0_1_2" transform="scale(0.05 0.2)"/></pattern>
            <linearGradient id="paint0_linear_1_2" x1="42" y1="10" x2="42" y2="55" gradientUnits="userSpaceOnUse"><stop stop-color="#9747FF"/><stop offset="1" stop-color="#0D99FF" stop-opacity="0.3"/></linearGradient>
            <clipPath id="clip0_1_2"><rect width="120" height="90" fill="white"/></clipPath>
            <image id="image0_1_2" width="2" height="2" preserveAspectRatio="none" xlink:href="data:image/png;base64,\(redPNG)"/>
            </defs>
            </svg>
            """)

    static let sketch = SVGSample(
        name: "Sketch",
        picture: """
            <?xml version="1.0" encoding="UTF-8"?>
            <svg width="96px" height="64px" viewBox="0 0 96 64" version="1.1" xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:sketch="http://www.bohemiancoding.com/sketch/ns">
                <!-- Generator: Sketch 52.6 (67491) - http://www.bohemiancoding.com/sketch -->
                <title>Icon/Mail</title>
                <desc>Created with Sketch.</desc>
                <defs><path d="M8,8 L88,8 L88,56 L8,56 Z" id="path-1"></path>
                <filter x="-5%" y="-6%" width="110%" height="117%" filterUnits="objectBoundingBox" id="filter-2"><feOffset dx="0" dy="2" in="SourceAlpha" result="s1"></feOffset><feGaussianBlur stdDeviation="1" in="s1" result="s2"></feGaussianBlur></filter></defs>
                <g id="Page-1" stroke="none" stroke-width="1" fill="none" fill-rule="evenodd" sketch:type="MSPage">
                    <a xlink:href="https://www.example.org/" target="_blank" fill="#16A085"><g id="Rectangle">
                        <use fill="black" fill-opacity="1" filter="url(#filter-2)" xlink:href="#path-1"></use>
                        <use fill-rule="evenodd" xlink:href="#path-1"></use>
                    </g></a>
                    <polyline stroke="#FFFFFF" stroke-width="3" stroke-linecap="round" stroke-linejoin="round" points="12 14 48 40 84 14"></polyline>
                    <text font-family="SFProText-Regular, DejaVu Sans" font-size="9" letter-spacing="0.2" fill="#FFF"><tspan x="14" y="50">Mail</tspan></text>
                </g>
            </svg>
            """)

    static let matplotlib = SVGSample(
        name: "Matplotlib",
        picture: """
            <?xml version="1.0" encoding="utf-8" standalone="no"?>
            <!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN"
              "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">
            <svg xmlns:xlink="http://www.w3.org/1999/xlink" width="144pt" height="108pt" viewBox="0 0 144 108" xmlns="http://www.w3.org/2000/svg" version="1.1">
             <metadata>
              <rdf:RDF xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:cc="http://creativecommons.org/ns#" xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
               <cc:Work><dc:date>2025-11-22T17:00:00</dc:date><dc:creator><cc:Agent><dc:title>Matplotlib v3.10.7</dc:title></cc:Agent></dc:creator></cc:Work>
              </rdf:RDF>
             </metadata>
             <defs>
              <style type="text/css">*{stroke-linejoin: round; stroke-linecap: butt}</style>
             </defs>
             <g id="figure_1">
              <g id="patch_1"><path d="M 0 108
            L 144 108
            L 144 0
            L 0 0
            z
            " style="fill: #ffffff"/></g>
              <g id="axes_1">
               <g id="PathCollection_1"><defs><path id="m1" d="M 0 3
            C 0.79 3 1.55 2.68 2.12 2.12
            C 2.68 1.55 3 0.79 3 0
            C 3 -1.65 1.65 -3 0 -3
            C -1.65 -3 -3 -1.65 -3 0
            C -3 1.65 -1.65 3 0 3
            z
            " style="stroke: #1f77b4"/></defs>
                <g clip-path="url(#p1)"><use xlink:href="#m1" x="30" y="40" style="fill: #1f77b4; stroke: #1f77b4"/><use xlink:href="#m1" x="60" y="80" style="fill: #ff7f0e"/></g>
               </g>
               <g id="hatch"><path d="M 80 20 L 130 20 L 130 90 L 80 90 z" clip-path="url(#p1)" style="fill: url(#h1); opacity: 0.7"/></g>
               <g id="text_1"><g transform="translate(20 20) scale(0.1 -0.1)"><defs><path id="DejaVuSans-31" d="M 794 531 L 1825 531 L 1825 4091 L 703 3866 L 703 4441 L 1819 4666 L 2450 4666 L 2450 531 L 3481 531 L 3481 0 L 794 0 L 794 531 z" transform="scale(0.015625)"/></defs><use xlink:href="#DejaVuSans-31"/><use xlink:href="#DejaVuSans-31" transform="translate(63.6 0)"/></g></g>
               <text style="font: 10px 'DejaVu Sans', sans-serif; text-anchor: middle" x="70" y="100" transform="rotate(-0 70 100)">x</text>
              </g>
             </g>
             <defs>
              <clipPath id="p1"><rect x="18" y="13" width="111.6" height="83.16"/></clipPath>
              <pattern id="h1" patternUnits="userSpaceOnUse" x="0" y="0" width="12" height="12"><rect x="0" y="0" width="13" height="13" fill="#dddddd"/><path d="M -6 6 L 6 -6 M 0 12 L 12 0" style="fill: #000000; stroke: #000000; stroke-width: 1.0"/></pattern>
             </defs>
            </svg>
            """)

    /// Cut out of a web page, without any namespace.
    static let page = SVGSample(
        name: "a web page",
        picture: """
            <svg width="60" height="40" viewBox="0 0 30 20" role="img" aria-label="Flagge" data-icon="flag" focusable="false">
            <rect width="30" height="20" fill="hsl(210 60% 40%)"/><path d="M0 0h10v20H0z" fill="rgba(255, 255, 255, .7)"/>
            <circle cx="20" cy="10" r="5" style="fill:currentColor;transform:translate(2px,1px)"/></svg>
            """)

    /// Two by two pixels.
    static let redPNG =
        "iVBORw0KGgoAAAANSUhEUgAAAAIAAAACCAIAAAD91JpzAAAAFUlEQVR4nGP8z8DAwMDAxMDAwMDAAAANHQEDasKb6QAAAABJRU5ErkJggg=="
}
