/// A few marks of Markdown as HTML: paragraphs, lists of lines that begin with `- `, `**bold**` and links to `https:` and
/// `mailto:` addresses. Everything else is text and escaped, HTML too.
package enum SafeMarkdown {
    /// The HTML of a text; blank lines part its paragraphs.
    package static func html(_ text: String) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false).map {
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

    /// Escapes what HTML would read as markup.
    static func escaped(_ text: some StringProtocol) -> String {
        text.reduce(into: "") { html, character in
            switch character {
            case "&": html += "&amp;"
            case "<": html += "&lt;"
            case ">": html += "&gt;"
            case "\"": html += "&quot;"
            case "'": html += "&#39;"
            default: html.append(character)
            }
        }
    }

    private static func list(_ lines: ArraySlice<Substring>) -> String {
        "<ul>\n" + lines.map { "<li>\(inline(String($0.dropFirst(2))))</li>\n" }.joined() + "</ul>"
    }

    /// Marks are found in the escaped text, in which a quotation mark cannot end an attribute.
    private static func inline(_ text: String) -> String {
        escaped(text)
            .replacing(/\*\*([^*]+)\*\*/) { "<strong>\($0.1)</strong>" }
            .replacing(/\[([^\[\]]+)\]\(((?:https:\/\/|mailto:)[^\s()]+)\)/) { "<a href=\"\($0.2)\">\($0.1)</a>" }
    }
}
