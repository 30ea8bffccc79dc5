import HTTPTypes
import Hummingbird
import Synchronization

/// Which methods the paths have, to tell a wrong method from a wrong path.
final class RouteTable: Sendable {
    /// The methods that logs and metrics name; others count as one.
    static let methods: Set<HTTPRequest.Method> = [
        .get, .head, .post, .put, .patch, .delete, .options, .trace, .connect,
    ]

    private let routes = Mutex<[(segments: [Substring], method: HTTPRequest.Method)]>([])

    /// Takes the routes of a router that is complete.
    func fill(from router: Router<WebContext>) {
        let all = router.routes.map { route in
            (route.path.description.split(separator: "/", omittingEmptySubsequences: true), route.method)
        }
        routes.withLock { $0 = all }
    }

    /// Why there is no route for a request: 404, or 405 with the methods that there are.
    func refusal(of method: HTTPRequest.Method, path: String) -> WebError {
        let segments = path.split(separator: "/", omittingEmptySubsequences: true)
        let methods = routes.withLock { routes in
            routes.filter { Self.matches($0.segments, segments) }.map(\.method)
        }
        guard !methods.isEmpty else { return .notFound }
        let names = Set(methods.map(\.rawValue)).union(methods.contains(.get) ? ["HEAD"] : []).sorted()
            .joined(separator: ", ")
        return WebError(
            .methodNotAllowed, "method_not_allowed", "This address takes \(names) only.", allow: names)
    }

    private static func matches(_ template: [Substring], _ path: [Substring]) -> Bool {
        guard template.count == path.count else { return false }
        return zip(template, path).allSatisfy {
            $0 == $1 || $0.hasPrefix(":") || $0.hasPrefix("{") || $0 == "*"
        }
    }
}
