import HTTPTypes
import Hummingbird

/// Lets pages of named origins read the API's answers (Fetch standard, "CORS protocol").
///
/// It adds fields to every answer of the API, refusals among them: without these a page would not even learn
/// why.
struct CrossOrigin: RouterMiddleware {
    /// The origins, such as `https://shop.example`.
    let origins: Set<String>

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        guard !origins.isEmpty, Self.isAPI(request) else { return response }
        // An answer for one origin is not one for another, nor for none.
        response.headers[.vary] = "Origin"
        guard let origin = allowed(request) else { return response }
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlExposeHeaders] = "ETag, Retry-After, X-Request-Id"
        return response
    }

    /// The origin of a request, where it is one of those that may read.
    func allowed(_ request: Request) -> String? {
        request.headers[.origin].flatMap { origins.contains($0) ? $0 : nil }
    }

    static func isAPI(_ request: Request) -> Bool { request.uri.path.hasPrefix("/api/") }
}

/// The origin of a page, as `--cors` names it.
package enum PageOrigin {
    /// Why a text is no origin, as one sentence; nil where it is one.
    package static func fault(of text: String) -> String? {
        guard text != "*" else {
            return
                "--cors * would let every site's pages use the API; name each origin, such as --cors https://shop.example."
        }
        guard text.wholeMatch(of: /https?:\/\/([a-z0-9.\-]+|\[[0-9a-f:]+\])(:[0-9]{1,5})?/) != nil else {
            return
                "--cors must be an origin in lowercase, scheme and host and no path, such as https://shop.example; it is \(text)."
        }
        return nil
    }
}

/// Answers the question that a browser asks before a request with a key (a preflight): which methods and
/// fields are allowed.
struct Preflights: RouterMiddleware {
    let crossOrigin: CrossOrigin

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        guard request.method == .options, request.headers[.accessControlRequestMethod] != nil,
            CrossOrigin.isAPI(request), crossOrigin.allowed(request) != nil
        else { return try await next(request, context) }
        return Response(
            status: .noContent,
            headers: [
                .accessControlAllowMethods: "GET, POST",
                .accessControlAllowHeaders: "Authorization, Content-Type, If-None-Match",
                .accessControlMaxAge: "600",
            ])
    }
}
