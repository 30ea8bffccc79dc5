import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// HTTP/1 connections whose requests are answered on the thread that reads them: a short request waits for no
/// other thread. Whatever takes longer goes to the concurrency pool with ``LongRequests``.
struct EventLoopConnections: ServerChildChannel {
    /// The protocol.
    let http: HTTP1Channel

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<HTTP1Channel.Value> {
        http.setup(channel: channel, logger: logger)
    }

    func handle(value: HTTP1Channel.Value, logger: Logger) async {
        await withTaskExecutorPreference(EventLoopExecutor(loop: value.channel.eventLoop)) {
            await http.handle(value: value, logger: logger)
        }
    }
}

/// Runs tasks on the thread of an event loop.
private final class EventLoopExecutor: TaskExecutor {
    private let loop: any EventLoop

    init(loop: any EventLoop) { self.loop = loop }

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        loop.execute { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}

/// Answers all requests on the concurrency pool, so that they hold up no connection, but those of which each
/// takes less than the way to the pool and back is worth.
struct LongRequests: RouterMiddleware {
    /// The routes that answer at once, from memory.
    private static let short: Set<String> = ["/api/v1/recommendations"]

    func handle(
        _ request: Request, context: WebContext, next: (Request, WebContext) async throws -> Response
    ) async throws -> Response {
        if let route = context.endpointPath, Self.short.contains(route) {
            return try await next(request, context)
        }
        return try await withTaskExecutorPreference(globalConcurrentExecutor) {
            try await next(request, context)
        }
    }
}
