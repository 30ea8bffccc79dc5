import Mustache
import Support

/// Text as a page shows it.
package enum HTMLText {
    /// Writes what HTML would read as markup as references, in the content of elements and in quoted
    /// attributes.
    ///
    /// By scalars: to a browser the second scalar of `"` and an accent changes nothing of the first.
    package static func escaped(_ text: String) -> String { text.replacing(scalars: references) }

    private static let references: [Unicode.Scalar: String] = [
        "&": "&amp;", "<": "&lt;", ">": "&gt;", "\"": "&quot;", "'": "&#39;",
    ]
}

/// What `{{ }}` does in our templates; the template library's own escaping goes by characters.
struct HTMLContent: MustacheContentType {
    func escapeText(_ text: String) -> String { HTMLText.escaped(text) }
}
