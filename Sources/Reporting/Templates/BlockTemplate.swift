/// Any part of a section.
enum BlockTemplate {
    static let text = """
        {{#.paragraph}}<p>{{.}}</p>
        {{/.paragraph}}{{#.heading}}<h3>{{.}}</h3>
        {{/.heading}}{{#.missing}}<p class="missing">{{what}}{{#command}} Run <code>{{.}}</code>.{{/command}}</p>
        {{/.missing}}{{#.verdicts}}<p class="verdict">{{.}}</p>
        {{/.verdicts}}{{#.table}}{{> table}}{{/.table}}{{#.folded}}<details><summary>{{caption}}</summary>
        {{> table}}</details>
        {{/.folded}}{{#.figure}}{{#foldedTitle}}<details><summary>{{.}}</summary>
        {{> figure}}</details>
        {{/foldedTitle}}{{^foldedTitle}}{{> figure}}{{/foldedTitle}}{{/.figure}}{{#.lists}}{{> lists}}{{/.lists}}\
        {{#.commands}}<p class="purpose">{{purpose}}</p>
        <pre tabindex="0"><code>{{line}}</code></pre>
        {{/.commands}}
        """
}
