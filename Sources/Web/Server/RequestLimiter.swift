import HTTPTypes
import Hummingbird
import Logging
import NIOCore
import NIOHTTP1
import NIOHTTPTypes

/// Lets whole requests through to the routes, one after another: a request is held until its last byte is
/// there, so nothing is ever done for a body that is too large, for half of one, or for a client that sends a
/// byte a second.
///
/// A refused request is answered at once. What the client still sends is thrown away for a second, so that it
/// can read the answer, and then the connection is closed.
final class RequestLimiter: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private let options: ServerOptions
    private let refused: @Sendable (WebError) -> String
    private var (head, body): (HTTPRequest?, ByteBuffer?)
    private var isReceiving = false
    private var unanswered = 0
    private(set) var refusal: WebError?
    private var isRefused = false
    private var deadline: Scheduled<Void>?

    /// Makes the gate of one connection.
    /// - Parameters:
    ///   - options: the limits.
    ///   - refused: takes note of a refusal and makes the id of the request.
    init(_ options: ServerOptions, refused: @escaping @Sendable (WebError) -> String) {
        self.options = options
        self.refused = refused
    }

    func handlerAdded(context: ChannelHandlerContext) {
        try? context.pipeline.syncOperations.addHandler(ByteWatch(self, context), position: .first)
    }

    func channelInactive(context: ChannelHandlerContext) {
        deadline?.cancel()
        context.fireChannelInactive()
    }

    /// Called when bytes arrive, before the request they belong to is known.
    func bytesCame(_ context: ChannelHandlerContext) {
        guard !isReceiving, refusal == nil else { return }
        isReceiving = true
        deadline = context.eventLoop.assumeIsolated().scheduleTask(
            in: .milliseconds(Int64(options.timeout * 1000))
        ) {
            self.refuse(.tooSlow, context)
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard refusal == nil else { return }
        switch unwrapInboundIn(data) {
        case .head(let head):
            (self.head, body) = (head, nil)
            if let length = head.headerFields[.contentLength].flatMap(Int.init), length > options.bodyLimit {
                refuse(.tooLarge(options.bodyLimit), context)
            } else if head.headerFields[.expect] != nil, unanswered == 0 {
                context.writeAndFlush(wrapOutboundOut(.head(HTTPResponse(status: .continue))), promise: nil)
            }
        case .body(var part):
            guard (body?.readableBytes ?? 0) + part.readableBytes <= options.bodyLimit else {
                return refuse(.tooLarge(options.bodyLimit), context)
            }
            if body == nil { body = part } else { body?.writeBuffer(&part) }
        case .end(let fields): letThrough(fields, context)
        }
    }

    private func letThrough(_ fields: HTTPFields?, _ context: ChannelHandlerContext) {
        guard let head else { return }
        deadline?.cancel()
        isReceiving = false
        unanswered += 1
        context.fireChannelRead(wrapInboundOut(.head(head)))
        if let body { context.fireChannelRead(wrapInboundOut(.body(body))) }
        context.fireChannelRead(wrapInboundOut(.end(fields)))
        (self.head, body) = (nil, nil)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        context.write(data, promise: promise)
        if case .end = unwrapOutboundIn(data) {
            unanswered -= 1
            sendRefusal(context)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        switch error as? HTTPParserError {
        case .headerOverflow?: refuse(.headerTooLarge, context)
        case .invalidEOFState?: context.close(promise: nil)
        case _?: refuse(.badRequest, context)
        case nil:
            if error is ChannelError || error is IOError {
                context.fireErrorCaught(error)
            } else {
                refuse(.badRequest, context)
            }
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if isRefused, event as? ChannelEvent == .inputClosed { context.close(promise: nil) }
        context.fireUserInboundEventTriggered(event)
    }

    private func refuse(_ error: WebError, _ context: ChannelHandlerContext) {
        guard refusal == nil else { return }
        refusal = error
        deadline?.cancel()
        (head, body) = (nil, nil)
        sendRefusal(context)
    }

    /// Answers once the requests before have been answered.
    private func sendRefusal(_ context: ChannelHandlerContext) {
        guard let refusal, !isRefused, unanswered == 0 else { return }
        isRefused = true
        let text = refusal.json(requestID: refused(refusal)).buffer
        var fields = refusal.headers
        fields[.contentType] = "application/json"
        fields[.contentLength] = String(text.readableBytes)
        fields[.connection] = "close"
        SecurityHeaders.add(to: &fields)
        context.write(
            wrapOutboundOut(.head(HTTPResponse(status: refusal.status, headerFields: fields))), promise: nil)
        context.write(wrapOutboundOut(.body(text)), promise: nil)
        context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: nil)
        context.close(mode: .output, promise: nil)
        _ = context.eventLoop.assumeIsolated().scheduleTask(in: .seconds(1)) { context.close(promise: nil) }
    }
}

/// Tells the gate when bytes come, and throws them away once a request has been refused.
private final class ByteWatch: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    private let gate: RequestLimiter
    private let gateContext: ChannelHandlerContext

    init(_ gate: RequestLimiter, _ context: ChannelHandlerContext) {
        (self.gate, gateContext) = (gate, context)
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard gate.refusal == nil else { return }
        gate.bytesCame(gateContext)
        context.fireChannelRead(data)
    }
}
