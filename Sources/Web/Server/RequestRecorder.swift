import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import Storage
import Support
import Synchronization

/// Answers whatever goes wrong, adds the fields that every answer has, and takes note: one log line and the
/// metrics.
///
/// The log names the route (`/study/{token}`) and never the path, which may hold a participant's token.
struct RequestRecorder: RouterMiddleware {
    let metrics: ServerMetrics
    let routes: RouteTable
    let requestLimit: Int
    private let clock = ContinuousClock()

    init(metrics: ServerMetrics, routes: RouteTable, requestLimit: Int) {
        (self.metrics, self.routes, self.requestLimit) = (metrics, routes, requestLimit)
    }

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        let begin = clock.now
        let inFlight = metrics.inFlight.add(1, ordering: .relaxed).newValue
        defer { metrics.inFlight.subtract(1, ordering: .relaxed) }
        var response: Response
        do {
            guard inFlight <= requestLimit else { throw WebError.busy }
            response = try await next(request, context)
        } catch {
            response = ErrorAnswer.response(to: request, context, for: described(error, request, context))
        }
        SecurityHeaders.add(to: &response.headers)
        response.headers[.requestID] = context.id
        note(request, context, status: Int(response.status.code), duration: clock.now - begin)
        return response
    }

    private func note(_ request: Request, _ context: WebContext, status: Int, duration: Duration) {
        let isKnown = context.endpointPath != nil && context.endpointPath != "NotFound"
        let route = isKnown ? context.endpointPath ?? "" : "other"
        let method = RouteTable.methods.contains(request.method) ? request.method.rawValue : "other"
        let seconds = duration.inSeconds
        metrics.record(route: route, method: method, status: status, seconds: seconds)
        context.logger.info(
            "request",
            metadata: [
                "method": .string(method), "route": .string(route), "status": .stringConvertible(status),
                "ms": .stringConvertible((seconds * 100_000).rounded() / 100),
            ])
    }

    private func described(_ error: any Error, _ request: Request, _ context: WebContext) -> WebError {
        switch error {
        case let error as WebError: return error
        case let error as WorkspaceError where WebError(error) != nil: return WebError(error) ?? .failed
        case let error as any HTTPResponseError
        where error.status == .notFound && context.endpointPath == "NotFound":
            return routes.refusal(of: request.method, path: request.uri.path)
        case let error as any HTTPResponseError where error.status.kind == .clientError:
            return WebError(
                error.status, "refused", (error as? HTTPError)?.body ?? "\(error.status.reasonPhrase).")
        default:
            context.logger.error("unexpected error", metadata: ["error": "\(error)"])
            return .failed
        }
    }
}

extension HTTPField.Name {
    /// `X-Request-Id`: what the log calls the request.
    static let requestID = HTTPField.Name("X-Request-Id") ?? .eTag
}
