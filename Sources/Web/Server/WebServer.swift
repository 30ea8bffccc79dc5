import Hummingbird
import HummingbirdCore
import Logging
import NIOCore
import ServiceLifecycle

/// The web server: participants' pages, results for administrators and the REST API, on one port.
package struct WebServer: Sendable {
    private let services: WebServices
    private let options: ServerOptions

    /// Prepares the server.
    package init(_ services: WebServices, options: ServerOptions = ServerOptions()) {
        var services = services
        services.accessCheck = AccessCheck(
            keys: services.keys, limiter: RateLimiter(rate: options.rateLimit),
            isOpen: options.isOpen && options.isLoopback)
        (self.services, self.options) = (services, options)
    }

    /// The groups of paths that this server has.
    private var groups: [any WebRoutes] {
        let onboarding = GridPageRoutes(
            services: services, limiter: RateLimiter(rate: options.rateLimit), brand: options.brand)
        var demo = onboarding
        (demo.path, demo.isDemo) = ("/demo", true)
        return [
            AssetRoutes(brand: options.brand),
            HomePage(hasDemo: options.hasDemo),
            onboarding,
            StudyPages(services),
            AdminRoutes(services),
            StatusRoutes(services: services),
            OpenAPIDocument(),
            OnboardingRoutes(services: services, limit: options.bodyLimit),
            GridRoutes(services: services),
            RecommendationRoutes(services: services, limit: options.bodyLimit),
        ] + (options.hasDemo ? [demo, DemoRoutes(services: services)] : [])
    }

    /// All paths.
    func router() -> Router<WebContext> {
        let router = Router(context: WebContext.self, options: .autoGenerateHeadEndpoints)
        let table = RouteTable()
        let crossOrigin = CrossOrigin(origins: options.origins)
        router.add(middleware: crossOrigin)
        router.add(
            middleware: RequestRecorder(
                metrics: services.metrics, routes: table, requestLimit: options.requestLimit))
        router.add(middleware: Preflights(crossOrigin: crossOrigin))
        router.add(middleware: LongRequests())
        for routes in groups { routes.add(to: router) }
        table.fill(from: router)
        return router
    }

    /// The methods and paths of this server, such as `GET /healthz`.
    package var routes: [String] { router().routes.map { "\($0.method.rawValue) \($0.path)" } }

    /// The application, ready to run.
    /// - Parameter onRunning: called with the port once requests are accepted.
    package func application(onRunning: @escaping @Sendable (Int) -> Void = { _ in })
        -> some ApplicationProtocol
    {
        let configuration = ApplicationConfiguration(
            address: .hostname(options.host, port: options.port), backlog: 1024,
            availableConnectionsDelegate: MaximumAvailableConnections(options.connectionLimit))
        let channel = channel
        let server = HTTPServerBuilder {
            EventLoopConnections(http: HTTP1Channel(responder: $0, configuration: channel))
        }
        return Application(
            router: router(), server: server, configuration: configuration,
            onServerRunning: { channel in onRunning(channel.localAddress?.port ?? 0) },
            logger: services.logger)
    }

    private var channel: HTTP1Channel.Configuration {
        let (options, services) = (options, services)
        return HTTP1Channel.Configuration(
            additionalChannelHandlers: [RequestLimiter(options) { Self.note($0, services) }],
            idleTimeout: .milliseconds(Int64(options.idleTimeout * 1000)),
            httpDecoderConfiguration: .init(
                maxHeaderFieldSize: options.headerLimit, maxHeaderListSize: options.headerLimit,
                maxHeaderFieldCount: 100))
    }

    /// Takes note of a request that no route sees.
    private static func note(_ error: WebError, _ services: WebServices) -> String {
        let id = "\(RequestID())"
        services.metrics.record(route: "other", method: "other", status: Int(error.status.code), seconds: 0)
        services.logger.info(
            "request refused",
            metadata: [
                "hb.request.id": "\(id)", "status": .stringConvertible(Int(error.status.code)),
                "reason": "\(error.code)",
            ])
        return id
    }

    /// Answers requests until the process is told to end (SIGTERM, SIGINT): then those that have arrived are
    /// answered and no new ones accepted. Told a second time, it ends at once.
    /// - Parameters:
    ///   - watch: what keeps the services up to date.
    ///   - onRunning: called with the port once requests are accepted.
    package func run(_ watch: WorkspacePoller, onRunning: @escaping @Sendable (Int) -> Void) async throws {
        let application = application(onRunning: onRunning)
        var configuration = ServiceGroupConfiguration(
            // Told to end from the last to the first.
            services: [
                SecondSignal(logger: services.logger), watch, application, WaitEnding(store: services.store),
            ],
            gracefulShutdownSignals: [.sigterm, .sigint], logger: services.logger)
        configuration.maximumGracefulShutdownDuration = .seconds(30)
        do {
            try await ServiceGroup(configuration: configuration).run()
        } catch let error as IOError {
            throw ServerAddressError(address: "\(options.host):\(options.port)", problem: error)
        }
    }
}
