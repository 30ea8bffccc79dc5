import Markup

/// What a workspace holds as one self-contained HTML page: no script, nothing from elsewhere.
///
/// The same contents give the same bytes. Everything that the workspace says is escaped by the templates.
package struct Report: Sendable {
    private let contents: ReportContents

    /// Creates the report of what was read from a workspace.
    package init(_ contents: ReportContents) { self.contents = contents }

    /// The page, well-formed as XML too.
    /// - Throws: an error of the template library, where a template is malformed.
    package func html() throws -> String {
        let page = Page(
            title: "Which items to ask a new user about: \(contents.dataset.name)",
            dataset: datasetLine, stylesheet: Stylesheet.text, sections: contents.sections,
            footer:
                "Made by icebreaker \(contents.softwareVersion). The command line reprints every figure in full."
        )
        let templates = try HTMLTemplates([
            ("page", PageTemplate.text), ("block", BlockTemplate.text), ("table", TableTemplate.text),
            ("figure", FigureTemplate.text), ("plot", FigureTemplate.plot), ("lists", ListsTemplate.text),
        ])
        return templates.render("page", page)
    }

    private var datasetLine: String {
        let dataset = contents.dataset
        return "\(dataset.name) (\(dataset.format)): \(Wording.count(dataset.users, "user", "users")), "
            + "\(Wording.count(dataset.items, "item", "items")), "
            + (dataset.feedback == .implicit
                ? "\(Wording.count(dataset.ratings, "interaction", "interactions")) without ratings."
                : "\(Wording.count(dataset.ratings, "rating", "ratings")) "
                    + "from \(Axis.label(dataset.scale.minimum)) to \(Axis.label(dataset.scale.maximum)).")
    }

    /// What the frame shows.
    private struct Page {
        var title: String
        var dataset: String
        var stylesheet: String
        var sections: [Section]
        var footer: String
    }
}

extension ReportContents {
    /// The sections in the order in which they are read.
    var sections: [Section] {
        [answer, grids, listsSection, gradients, curves, scenarios, measures, rulesSection, settings]
    }
}
