/// Plots with their caption, legend and table.
enum FigureTemplate {
    static let text = """
        <figure>
        <figcaption>{{caption}}</figcaption>
        {{#isGrid}}<div class="grid-of-plots">
        {{#plots}}<div class="panel"><p class="panel-label"><strong>{{label}}</strong> {{verdict}}</p>
        {{> plot}}</div>
        {{/plots}}</div>{{/isGrid}}{{#isWide}}<div class="wide">
        {{#plots}}{{> plot}}{{/plots}}</div>{{/isWide}}{{^isGrid}}{{^isWide}}<div class="scroll" tabindex="0" role="region" aria-label="{{caption}}">
        {{#plots}}{{> plot}}{{/plots}}</div>{{/isWide}}{{/isGrid}}
        {{#legend}}<p class="legend"><span class="key {{style}}" aria-hidden="true"></span>{{text}}</p>
        {{/legend}}
        <details><summary>The figures as a table</summary>
        {{#data}}{{> table}}{{/data}}
        </details>
        </figure>

        """

    /// One drawing.
    static let plot = """
        <svg role="img" aria-labelledby="{{id}}-title {{id}}-desc" viewBox="0 0 {{width}} {{height}}" width="{{width}}" height="{{height}}">
        <title id="{{id}}-title">{{title}}</title>
        <desc id="{{id}}-desc">{{summary}}</desc>
        {{#marks}}{{#.path}}<path class="{{style}}" d="{{d}}"/>
        {{/.path}}{{#.circle}}<circle class="{{style}}" cx="{{x}}" cy="{{y}}" r="{{r}}">{{#.hint}}<title>{{.}}</title>{{/.hint}}</circle>
        {{/.circle}}{{#.words}}<text class="{{style}}" x="{{x}}" y="{{y}}" text-anchor="{{anchor}}">{{text}}</text>
        {{/.words}}{{/marks}}</svg>

        """
}
