import HTTPTypes
import Hummingbird

/// The answer to a request that is refused: JSON for programs, a page for people.
enum ErrorAnswer {
    static func response(to request: Request, _ context: WebContext, for error: WebError) -> Response {
        var headers = error.headers
        headers[.contentType] = "application/json"
        let body = error.json(requestID: context.id).buffer
        return Response(status: error.status, headers: headers, body: ResponseBody(byteBuffer: body))
    }
}
