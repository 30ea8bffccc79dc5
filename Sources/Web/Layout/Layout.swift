import Hummingbird

/// The frame of every page: participants', demo and admin pages.
///
/// Give it the words of the page's own template as `main`, which is put in as it is: render it with
/// `Templates`, whose `{{ }}` escape everything that comes from outside. All looks come from
/// `/assets/style.css` (see `Stylesheet` for the classes there are); the content security policy forbids
/// `style=` attributes and scripts in the page, so there are none. Only the pages of the grid have a script,
/// a file of ours.
///
///     Layout(title: "Results", main: try Templates.render("admin", values), isWide: true).response()
struct Layout {
    /// The language's tag, for `lang`.
    var language = "en"
    /// The page's title, for the window; unique among the pages that a person meets.
    var title: String
    /// The words of the link that skips to the content.
    var skip = "Skip to the content"
    /// HTML at the top of the page before the content, such as navigation or progress.
    var header: String?
    /// The HTML of the content; it has the page's one `h1`.
    var main: String
    /// HTML at the foot of the page.
    var footer: String?
    /// Whether the content uses a wide window: for tables and grids, not for reading.
    var isWide = false
    /// Where the brand's style sheet is, which comes after ours; nil for none.
    var brand: String?
    /// Where the page's script is; nil for none. A page with one needs a policy that allows it.
    var script: String?
    /// Where the stylesheet is.
    let stylesheet = Stylesheet.path

    /// The whole page.
    /// - Throws: an error of the template library where a template is malformed.
    func html() throws -> String { try Templates.render("layout", self) }

    /// The whole page as a response that no cache keeps.
    func response(_ status: HTTPResponse.Status = .ok) throws -> Response {
        Response(
            status: status,
            headers: [.contentType: "text/html; charset=utf-8", .cacheControl: "no-store"],
            body: ResponseBody(byteBuffer: ByteBuffer(string: try html())))
    }

    static let template = """
        <!DOCTYPE html>
        <html lang="{{language}}">
        <head>
        <meta charset="utf-8"/>
        <meta name="viewport" content="width=device-width, initial-scale=1"/>
        <meta name="color-scheme" content="light dark"/>
        <meta name="robots" content="noindex"/>
        <link rel="stylesheet" href="{{stylesheet}}"/>
        {{#brand}}<link rel="stylesheet" href="{{.}}"/>
        {{/brand}}{{#script}}<script src="{{.}}" defer=""></script>
        {{/script}}<link rel="icon" type="image/svg+xml" href="/assets/icon.svg"/>
        <title>{{title}}</title>
        </head>
        <body{{#isWide}} class="wide"{{/isWide}}>
        <a class="skip" href="#main">{{skip}}</a>
        {{#header}}<header>{{{.}}}</header>
        {{/header}}<main id="main" tabindex="-1">
        {{{main}}}
        </main>
        {{#footer}}<footer>{{{.}}}</footer>
        {{/footer}}</body>
        </html>

        """
}
