package enum LabHooks {
    package static func unautop(_ s: String) -> String {
        String(
            decoding: ShortcodeParagraphs.removed(
                from: Array(s.utf8), isName: { ["caption", "wp_caption", "gallery"].contains($0) }), as: UTF8.self)
    }
}
