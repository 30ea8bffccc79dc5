import HTTPTypes
import Hummingbird

/// The answer to a request that is refused: JSON for programs, a page for people.
enum ErrorAnswer {
    /// Makes the answer.
    static func response(to request: Request, _ context: WebContext, for error: WebError) -> Response {
        let page = isForPrograms(request.uri.path) ? nil : try? page(error, requestID: context.id)
        var response = page ?? Response.json(error.json(requestID: context.id), status: error.status)
        response.headers.append(contentsOf: error.headers)
        return response
    }

    private static func isForPrograms(_ path: String) -> Bool {
        path == "/api" || path.hasPrefix("/api/") || path == "/healthz" || path == "/metrics"
    }

    private static func page(_ error: WebError, requestID: String) throws -> Response {
        let values = ["title": error.status.reasonPhrase, "message": error.message, "request": requestID]
        return try Layout(title: error.status.reasonPhrase, main: try Templates.render("error", values))
            .response(error.status)
    }

    static let template = """
        <h1>{{title}}</h1>
        <p>{{message}}</p>
        <p class="hint">Request {{request}}</p>
        """
}
