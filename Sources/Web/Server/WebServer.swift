import Hummingbird

/// The web server: participants' pages, results for administrators and the REST API, on one port.
public struct WebServer: Sendable {
    private let services: WebServices

    /// Prepares the server.
    public init(_ services: WebServices) { self.services = services }

    /// All paths.
    func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self)
        for routes in [AssetRoutes()] as [any WebRoutes] { routes.add(to: router) }
        return router
    }
}
