/// A table in a box of its own that scrolls where the page is narrow.
enum TableTemplate {
    static let text = """
        <div class="scroll" tabindex="0" role="region" aria-label="{{caption}}">
        <table>
        <caption>{{caption}}</caption>
        <thead><tr>{{#headings}}<th scope="col"{{#isNumber}} class="number"{{/isNumber}}>{{text}}</th>{{/headings}}</tr></thead>
        <tbody>
        {{#rows}}
        <tr><th scope="row"{{#first.isNumber}} class="number"{{/first.isNumber}}>{{first.text}}</th>\
        {{#cells}}<td{{#isNumber}} class="number"{{/isNumber}}>{{text}}</td>{{/cells}}</tr>
        {{/rows}}
        </tbody>
        </table>
        </div>

        """
}
