import Content

/// The rules by which a publication's look departs from the theme's style sheet. They stand behind it, so that they win.
///
/// A theme takes part by the custom properties of the default one: `--accent`, `--paper`, `--serif`, `--headline-face`.
struct LookStyle {
    let look: Look

    var rules: String {
        var rules = ""
        let light = [("--accent", look.accent), ("--paper", look.paper)].filter { !$0.1.isEmpty }
        let dark = [("--accent", accentInTheDark), ("--paper", look.paperInTheDark)].filter { !$0.1.isEmpty }
        // On screens: what is printed has colours of its own.
        if !light.isEmpty { rules += "@media screen{:root{\(list(light))}}" }
        // Also where none is set for the dark: else a light paper would stand there.
        if !look.paper.isEmpty || !dark.isEmpty {
            let paper = look.paperInTheDark.isEmpty ? [("--paper", Look.paperInTheDark)] : []
            rules += "@media screen and (prefers-color-scheme:dark){:root{\(list(dark + paper))}}"
        }
        // The theme has a face for each script, at whatever element its language is said.
        if let face = face(look.textFace) { rules += ":root,:root *{--serif:\(face)}" }
        if let face = face(look.headlineFace) { rules += ":root{--headline-face:\(face)}" }
        return rules
    }

    private var accentInTheDark: String {
        guard look.accentInTheDark.isEmpty, let accent = Color(look.accent),
            let ground = Color(look.paperInTheDark) ?? Color(Look.paperInTheDark)
        else { return look.accentInTheDark }
        return accent.lightened(toContrast: 7, on: ground).text
    }

    private func list(_ declarations: [(String, String)]) -> String {
        declarations.map { "\($0.0):\($0.1)" }.joined(separator: ";")
    }

    /// Faces that one system or another has; the last one is the system's own.
    private func face(_ face: Look.Face) -> String? {
        switch face {
        case .theme: nil
        case .serif: #"Charter,"Charis SIL","Sitka Text",Cambria,Georgia,"Noto Serif","Liberation Serif",serif"#
        case .oldStyle: #""Iowan Old Style","Palatino Linotype","URW Palladio L",P052,"Book Antiqua",serif"#
        case .sans: #"-apple-system,"Segoe UI",Roboto,"Noto Sans",Ubuntu,"Helvetica Neue",Arial,sans-serif"#
        case .humanist: #"Seravek,"Gill Sans Nova",Ubuntu,Calibri,"DejaVu Sans",source-sans-pro,sans-serif"#
        }
    }
}
