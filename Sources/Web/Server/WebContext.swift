import Hummingbird
import Logging
import NIOCore

/// What is known of one request while it is answered.
struct WebContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// The address of the peer, where it is known.
    var peer: String? { channel.remoteAddress?.ipAddress }
    private let channel: any Channel
    /// What the log and the answer call the request.
    let id: String

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
        id = source.logger[metadataKey: "hb.request.id"]?.description ?? "\(RequestID())"
    }
}
