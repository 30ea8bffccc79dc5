import Hummingbird

/// A group of pages or of API paths.
protocol WebRoutes: Sendable {
    /// Adds its paths.
    func add(to router: Router<WebContext>)
}
