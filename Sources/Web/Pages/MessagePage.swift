import Hummingbird
import Study

/// A page that says one thing: an error, the end of a part, a withdrawal.
struct MessagePage {
    var title: String
    /// HTML.
    var paragraphs: String
    /// A way to go on.
    var link: PageLink?

    /// The page in a language.
    func response(_ texts: StudyTexts, status: HTTPResponse.Status = .ok) throws -> Response {
        try Layout(
            language: texts.language, title: title, skip: texts.text("page.skip"),
            main: try Templates.render("message", self)
        ).response(status)
    }

    static let template = """
        <h1>{{title}}</h1>
        {{{paragraphs}}}
        {{#link}}<p class="actions"><a class="button" href="{{address}}">{{text}}</a></p>{{/link}}
        """
}
