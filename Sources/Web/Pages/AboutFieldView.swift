import Study

/// A question about the participant as its page shows it: buttons, a list, boxes or a field to write in.
struct AboutFieldView {
    /// One of the values.
    struct Option {
        var id: String
        var value: String
        var text: String
        var isChosen: Bool
    }

    /// A field to write in.
    struct Input {
        var type: String
        var step: String?
        var value: String
    }

    var name: String
    var label: String
    var hint: String?
    var error: String?
    /// The ids of hint and error, for those who do not see them.
    var describedBy: String?
    /// The id of the control that an error leads to.
    var target: String
    var buttons: [Option] = []
    var list: [Option] = []
    var boxes: [Option] = []
    var input: Input?
    /// Whether several controls make up the question, so that they are grouped under its words.
    var isGroup = false

    /// Shows a field.
    /// - Parameters:
    ///   - values: the answer so far.
    ///   - mistake: what has to be corrected.
    ///   - format: the dataset's format, by which features and values are named.
    init(
        _ field: AboutField, values: [String], mistake: AboutField.Mistake?, texts: StudyTexts, format: String
    ) {
        (name, target) = (field.name, field.name)
        label = texts.feature(field.feature, format: format)
        error = mistake.map { texts.text($0.key, $0.values) }
        func options(_ all: [String], orNone: Bool) -> [Option] {
            let none = Option(
                id: "\(field.name)-0", value: "", text: texts.text("about.none"), isChosen: values.isEmpty)
            return all.enumerated().map { place, value in
                Option(
                    id: "\(field.name)-\(place + 1)", value: value,
                    text: texts.feature(field.feature, value: value, format: format),
                    isChosen: values.contains(value))
            } + (orNone ? [none] : [])
        }
        switch field.kind {
        case .choice(let all) where all.count <= AboutField.mostButtons: buttons = options(all, orNone: true)
        case .choice(let all): list = options(all, orNone: true)
        case .several(let all):
            boxes = options(all, orNone: false)
            hint = texts.text("about.several")
        case .token(_, let example):
            hint = texts.text("about.text", ["example": example])
            input = Input(type: "text", value: values.first ?? "")
        case .number(let low, let high, let isWhole):
            hint = texts.text("about.number", AboutField.places(low, high))
            input = Input(type: "text", step: isWhole ? "numeric" : "decimal", value: values.first ?? "")
        }
        if let first = (buttons + boxes).first { (isGroup, target) = (true, first.id) }
        let ids = [hint.map { _ in "\(field.name)-hint" }, error.map { _ in "\(field.name)-error" }]
            .compactMap(\.self)
        describedBy = ids.isEmpty ? nil : ids.joined(separator: " ")
    }

    /// Errors and hints come before the control, where they are read first.
    static let template = """
        {{#isGroup}}<fieldset class="field"{{#describedBy}} aria-describedby="{{.}}"{{/describedBy}}>
        <legend>{{label}}</legend>
        {{> field-notes}}{{#buttons}}<label class="choice"><input type="radio" id="{{id}}" name="{{name}}" value="{{value}}"\
        {{#isChosen}} checked="checked"{{/isChosen}}/> <span>{{text}}</span></label>
        {{/buttons}}{{#boxes}}<label class="choice"><input type="checkbox" id="{{id}}" name="{{name}}" value="{{value}}"\
        {{#isChosen}} checked="checked"{{/isChosen}}/> <span>{{text}}</span></label>
        {{/boxes}}</fieldset>
        {{/isGroup}}{{^isGroup}}<div class="field"><label for="{{name}}">{{label}}</label>
        {{> field-notes}}{{#input}}<input type="{{type}}" id="{{name}}" name="{{name}}" value="{{value}}"\
        {{#step}} inputmode="{{.}}"{{/step}} autocomplete="off"{{#describedBy}} aria-describedby="{{.}}"{{/describedBy}}\
        {{#error}} aria-invalid="true"{{/error}}/>
        {{/input}}{{^input}}<select id="{{name}}" name="{{name}}"{{#describedBy}} aria-describedby="{{.}}"{{/describedBy}}>
        {{#list}}<option value="{{value}}"{{#isChosen}} selected="selected"{{/isChosen}}>{{text}}</option>
        {{/list}}</select>
        {{/input}}</div>
        {{/isGroup}}
        """

    static let notesTemplate = """
        {{#hint}}<p class="hint" id="{{name}}-hint">{{.}}</p>
        {{/hint}}{{#error}}<p class="wrong" id="{{name}}-error">{{.}}</p>
        {{/error}}
        """
}

/// What has to be corrected on a page, with a link to each place; it has the focus when the page opens.
struct ErrorSummary {
    /// One mistake.
    struct Entry {
        var address: String
        var text: String
    }

    var title: String
    var entries: [Entry]

    /// nil where nothing is wrong.
    init?(title: String, entries: [Entry]) {
        guard !entries.isEmpty else { return nil }
        (self.title, self.entries) = (title, entries)
    }

    static let template = """
        {{#errors}}<div class="error" role="alert" tabindex="-1" autofocus="autofocus">
        <h2>{{title}}</h2>
        <ul>{{#entries}}<li><a href="{{address}}">{{text}}</a></li>
        {{/entries}}</ul>
        </div>
        {{/errors}}
        """
}
