/// The frame of the page.
enum PageTemplate {
    static let text = """
        <!DOCTYPE html>
        <html lang="en">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <title>{{title}}</title>
        <style>{{{stylesheet}}}</style>
        </head>
        <body>
        <a class="skip" href="#main">Skip to the content</a>
        <header>
        <h1>{{title}}</h1>
        <p class="dataset">{{dataset}}</p>
        </header>
        <nav aria-label="Sections"><ol>{{#sections}}<li><a href="#{{id}}">{{title}}</a></li>{{/sections}}</ol></nav>
        <main id="main">
        {{#sections}}
        <section id="{{id}}" aria-labelledby="{{id}}-title">
        <h2 id="{{id}}-title">{{title}}</h2>
        {{#blocks}}
        {{> block}}
        {{/blocks}}
        </section>
        {{/sections}}
        </main>
        <footer><p>{{footer}}</p></footer>
        </body>
        </html>

        """
}
