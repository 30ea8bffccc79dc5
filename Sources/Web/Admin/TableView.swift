import Foundation

/// A table of a page.
struct TableView {
    /// One cell.
    struct Cell {
        var text: String
        var isNumber = false
        var isHeading = false
        /// A drawing beside the text, made of numbers only.
        var figure: String?

        static func heading(_ text: String) -> Cell { Cell(text: text, isHeading: true) }
        static func number(_ text: String) -> Cell { Cell(text: text, isNumber: true) }
    }

    /// One row.
    struct Row {
        var cells: [Cell]
    }

    var caption: String
    var headings: [Cell]
    var rows: [Row]
    /// What a reader has to know of the cells.
    var note: String?

    static let template = """
        <div class="scroll" role="region" tabindex="0" aria-label="{{caption}}"><table><caption>{{caption}}</caption>
        <thead><tr>{{#headings}}<th scope="col"{{#isNumber}} class="number"{{/isNumber}}>{{text}}</th>{{/headings}}</tr></thead>
        <tbody>{{#rows}}<tr>{{#cells}}{{#isHeading}}<th scope="row">{{text}}</th>{{/isHeading}}{{^isHeading}}\
        <td{{#isNumber}} class="number"{{/isNumber}}>{{text}}{{#figure}}{{{.}}}{{/figure}}</td>{{/isHeading}}{{/cells}}</tr>
        {{/rows}}</tbody></table></div>
        {{#note}}<p class="hint">{{.}}</p>{{/note}}
        """
}

/// How pages write numbers.
enum NumberText {
    /// Three digits after the point, none from 100 on; a dash for what is missing.
    static func text(_ value: Double?) -> String {
        guard let value else { return "–" }
        guard value.isFinite else { return "not defined" }
        let text = String(format: abs(value) >= 100 ? "%.0f" : "%.3f", value)
        return text.hasPrefix("-") ? "−" + text.dropFirst() : text
    }

    /// A p value.
    static func p(_ value: Double) -> String { value < 0.001 ? "< 0.001" : String(format: "%.3f", value) }
}
