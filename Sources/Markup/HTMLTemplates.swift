import Mustache

/// Templates of HTML that refer to each other by name, compiled once. `{{ }}` escapes what it shows as
/// `HTMLText` does.
package struct HTMLTemplates: Sendable {
    private let library: MustacheLibrary

    /// Compiles the templates.
    /// - Parameter templates: the text of each, under its name.
    /// - Throws: an error of the template library where one is malformed.
    package init(_ templates: [(name: String, text: String)]) throws {
        MustacheContentTypes.register(HTMLContent(), named: Self.contentType)
        var library = MustacheLibrary()
        for template in templates {
            // A partial begins with the library's own content type, so that each template has to name ours.
            try library.register(
                "{{% CONTENT_TYPE: \(Self.contentType)}}\n" + template.text, named: template.name)
        }
        self.library = library
    }

    /// The text that a template makes of some values; empty where there is no template of that name.
    package func render(_ name: String, _ values: Any) -> String {
        library.render(values, withTemplate: name) ?? ""
    }

    private static let contentType = "ICEBREAKER-HTML"
}
