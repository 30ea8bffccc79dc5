import Hummingbird

extension Visit {
    /// How far the participant is.
    struct Progress {
        var text: String
        var value: Int
        var count: Int
    }

    private struct Header {
        var preview: StudyPreview.Banner?
        var part: String?
        var progress: Progress?
    }

    private struct Footer {
        var linkTitle: String
        var linkText: String
        var address: String
        var withdraw: String
        var withdrawAddress: String
    }

    /// A participant's page in its frame: the progress above, the private link and the way to withdraw below.
    /// - Parameters:
    ///   - title: the page's heading, which with the progress makes the window's title.
    ///   - main: the content, as HTML.
    ///   - part: the part that the page belongs to; nil for none, or where there is one part only.
    ///   - progress: how far the participant is in the part.
    ///   - isWrong: whether the page shows mistakes to correct.
    func response(
        _ title: String, main: String, part: Int? = nil, progress: Progress? = nil, isWrong: Bool = false,
        status: HTTPResponse.Status = .ok
    ) throws -> Response {
        let texts = texts
        let partText =
            parts > 1
            ? part.map { texts.text("page.part", ["part": "\($0 + 1)", "parts": "\(parts)"]) } : nil
        let header = Header(preview: preview?.banner, part: partText, progress: progress)
        let footer = Footer(
            linkTitle: texts.text("link.title"), linkText: texts.text("link.explanation"),
            address: origin + home,
            withdraw: texts.text("withdraw.link"), withdrawAddress: "\(home)/withdraw")
        let names = [isWrong ? texts.text("page.error") : nil, progress?.text, partText, title].compactMap(
            \.self)
        return try Layout(
            language: texts.language, title: names.joined(separator: " – "), skip: texts.text("page.skip"),
            header: preview == nil && partText == nil && progress == nil
                ? nil : try Templates.render("progress", header),
            main: main,
            footer: try Templates.render("participant-footer", footer)
        ).response(status)
    }

    static let progressTemplate = """
        {{#preview}}<p class="notice" lang="en">{{text}} <a class="plain" href="{{address}}">{{back}}</a></p>
        {{/preview}}<div class="progress">{{#part}}<p>{{.}}</p>{{/part}}{{#progress}}<label for="progress">{{text}}</label>\
        <progress id="progress" value="{{value}}" max="{{count}}"></progress>{{/progress}}</div>
        """

    static let footerTemplate = """
        <details><summary>{{linkTitle}}</summary>
        <p>{{linkText}}</p>
        <p class="link"><a href="{{address}}">{{address}}</a></p>
        </details>
        <p><a class="plain" href="{{withdrawAddress}}">{{withdraw}}</a></p>
        """

    static let noticeTemplate = """
        {{#notice}}<p class="notice" role="status">{{.}}</p>
        {{/notice}}
        """
}
