/// Lists beside each other; on a narrow page below each other.
enum ListsTemplate {
    static let text = """
        <figure>
        <div class="scroll lists" tabindex="0" role="region" aria-label="The lists side by side">
        {{#columns}}
        {{#.links}}<div class="links">{{> plot}}</div>{{/.links}}
        <div class="list" id="{{id}}">
        <div class="list-head"><h3>{{name}}</h3><p>{{note}}</p></div>
        <ol>
        {{#entries}}
        <li id="{{anchor}}"><span class="rank" aria-hidden="true">{{rank}}</span><span class="item"><strong>{{title}}</strong>\
        <span class="figures">{{#isPinned}}<b>pinned</b> · {{/isPinned}}{{figures}}</span>\
        {{#isShared}}<span class="also">also in{{#others}} <a href="#{{anchor}}">{{text}}</a>{{/others}}{{#more}} {{.}}{{/more}}</span>{{/isShared}}</span></li>
        {{/entries}}
        </ol>
        </div>
        {{/columns}}
        </div>
        <details><summary>The figures as a table</summary>
        {{#data}}{{> table}}{{/data}}
        </details>
        </figure>

        """
}
