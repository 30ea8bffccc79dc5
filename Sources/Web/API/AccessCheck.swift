import HTTPTypes
import Hummingbird

/// Lets requests with a key through, as many as the key may make.
struct AccessCheck: RouterMiddleware {
    let keys: APIKeys
    let limiter: RateLimiter
    /// Whether no key is needed by whoever calls this machine by its loopback name or address.
    let isOpen: Bool
    /// Whether a program on this machine needs none.
    var allowsLoopback = false

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        if let wait = limiter.take(try client(request, context)) {
            throw WebError(
                .tooManyRequests, "rate_limit", "This key has made too many requests; wait a moment.",
                retryAfter: max(1, Int(wait.rounded(.up))))
        }
        return try await next(request, context)
    }

    /// Who asks, for the rate limit.
    private func client(_ request: Request, _ context: WebContext) throws -> String {
        if isOpen || (allowsLoopback && isLocal(request, context)), namesThisMachine(request) {
            return "address \(context.peer ?? "")"
        }
        guard let field = request.headers[.authorization] else {
            throw WebError(.unauthorized, "no_key", "Send an API key: Authorization: Bearer ib_….")
        }
        let parts = field.split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == "bearer", let name = keys.name(ofKey: parts[1])
        else {
            throw WebError(
                .unauthorized, "wrong_key",
                "This API key is not in use; make one with `icebreaker key create`.")
        }
        return "key \(name)"
    }

    /// Whether the request may be of a program here, not of another site's page whose name was made to point
    /// here; without a host it is of no browser.
    private func namesThisMachine(_ request: Request) -> Bool {
        request.head.authority.map(RequestHost.isLoopback) ?? true
    }

    /// Whether the request comes from this machine and was not passed on by a proxy.
    private func isLocal(_ request: Request, _ context: WebContext) -> Bool {
        guard let peer = context.peer, ServerOptions.isLoopback(peer) else { return false }
        return !request.headers.contains {
            ["forwarded", "x-forwarded-for", "via"].contains($0.name.canonicalName)
        }
    }
}
