import Markup

/// A few marks of Markdown as HTML: paragraphs, lists of lines that begin with `- `, `**bold**` and links to
/// `https:` and `mailto:` addresses. Everything else is text and escaped, HTML too.
package enum SafeMarkdown {
    /// The HTML of a text; blank lines part its paragraphs.
    package static func html(_ text: String) -> String {
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map {
            $0.trimmingPrefix(while: \.isWhitespace)
        }
        var blocks: [String] = []
        for block in lines.split(whereSeparator: \.isEmpty) {
            var rest = block[...]
            while let first = rest.first {
                let isList = first.hasPrefix("- ")
                let part = rest.prefix { $0.hasPrefix("- ") == isList }
                blocks.append(isList ? list(part) : "<p>\(inline(part.joined(separator: "\n")))</p>")
                rest = rest.dropFirst(part.count)
            }
        }
        return blocks.joined(separator: "\n")
    }

    private static func list(_ lines: ArraySlice<Substring>) -> String {
        "<ul>\n" + lines.map { "<li>\(inline(String($0.dropFirst(2))))</li>\n" }.joined() + "</ul>"
    }

    /// Marks are found in the escaped text, in which a quotation mark cannot end an attribute: links first,
    /// then bold text, which is no address and holds a link whole or not at all, so that what opens last
    /// closes first.
    private static func inline(_ text: String) -> String {
        HTMLText.escaped(text)
            .replacing(link) { "<a href=\"\(String($0.2).replacing(scalars: ["*": "&#42;"]))\">\($0.1)</a>" }
            .replacing(bold) { "<strong>\($0.1)</strong>" }
    }

    private static var link: Regex<(Substring, Substring, Substring)> {
        /\[([^\[\]]+)\]\(((?:https:\/\/|mailto:)[^\s()]+)\)/.matchingSemantics(.unicodeScalar)
    }

    private static var bold: Regex<(Substring, Substring)> {
        /\*\*((?:[^*<]|<a [^>]*>[^*<]*<\/a>)+)\*\*/.matchingSemantics(.unicodeScalar)
    }
}
