internal import CMarkGFM

/// The rewriting of a picture that stands alone in its paragraph into a figure, on cmark's tree.
///
/// Done on the tree and not on the HTML, where a picture in a paragraph cannot be told from one that an author wrote
/// as a tag, and where a title would have to be unescaped and escaped again.
enum MarkdownFigure {
    /// The paragraphs below `root` that hold one picture, or one link round one picture, and nothing else.
    ///
    /// They are gathered before the first is replaced: an iterator does not survive a change to the node it stands on.
    static func paragraphs(in root: OpaquePointer) -> [OpaquePointer] {
        guard let iterator = cmark_iter_new(root) else { return [] }
        defer { cmark_iter_free(iterator) }
        var paragraphs: [OpaquePointer] = []
        while true {
            let event = cmark_iter_next(iterator)
            if event == CMARK_EVENT_DONE { return paragraphs }
            guard event == CMARK_EVENT_ENTER, let node = cmark_iter_get_node(iterator),
                cmark_node_get_type(node) == CMARK_NODE_PARAGRAPH, !isInTightList(node), picture(in: node) != nil
            else { continue }
            paragraphs.append(node)
        }
    }

    /// Puts `<figure>` in the place of `paragraph`, with the picture's title as `<figcaption>` if it has one.
    ///
    /// - Returns: whether `paragraph` was taken out of the tree. Then the caller frees it, after the tree was rendered.
    static func replace(_ paragraph: OpaquePointer) -> Bool {
        guard let picture = picture(in: paragraph), let content = cmark_node_first_child(paragraph),
            let figure = cmark_node_new(CMARK_NODE_CUSTOM_BLOCK)
        else { return false }
        cmark_node_set_on_enter(figure, "<figure>")
        cmark_node_set_on_exit(figure, "</figure>")
        guard cmark_node_replace(paragraph, figure) == 1 else {
            cmark_node_free(figure)
            return false
        }
        // The title is copied before it is cleared: clearing it frees the bytes that the pointer shows.
        let title = cmark_node_get_title(picture).map { String(cString: $0) } ?? ""
        cmark_node_append_child(figure, content)
        guard !title.isEmpty else { return true }
        cmark_node_set_title(picture, "")
        guard let caption = cmark_node_new(CMARK_NODE_CUSTOM_INLINE), let text = cmark_node_new(CMARK_NODE_TEXT)
        else { return true }
        cmark_node_set_on_enter(caption, "<figcaption>")
        cmark_node_set_on_exit(caption, "</figcaption>")
        cmark_node_set_literal(text, title)
        cmark_node_append_child(caption, text)
        cmark_node_append_child(figure, caption)
        return true
    }

    private static func picture(in paragraph: OpaquePointer) -> OpaquePointer? {
        guard let only = onlyChild(of: paragraph) else { return nil }
        let inner = cmark_node_get_type(only) == CMARK_NODE_LINK ? onlyChild(of: only) : only
        guard let inner, cmark_node_get_type(inner) == CMARK_NODE_IMAGE else { return nil }
        return inner
    }

    private static func onlyChild(of node: OpaquePointer) -> OpaquePointer? {
        guard let child = cmark_node_first_child(node), cmark_node_next(child) == nil else { return nil }
        return child
    }

    /// Whether cmark leaves out this paragraph's `<p>`: in a tight list a picture is part of the item's line.
    private static func isInTightList(_ paragraph: OpaquePointer) -> Bool {
        guard let item = cmark_node_parent(paragraph), let list = cmark_node_parent(item) else { return false }
        return cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) == 1
    }
}
