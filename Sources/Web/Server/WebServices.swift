import Logging
import Storage
import Synchronization

/// What all routes share.
package struct WebServices: Sendable {
    /// The studies and their participants.
    package let store: StudyStore
    /// What signs links, cookies and forms.
    package let key: SigningKey
    /// Where everything is logged.
    package let logger: Logger
    /// What the server did since it started.
    package let metrics = ServerMetrics()
    /// What is wrong with the workspace.
    package let health = ServerHealth()
    /// Who may use the API.
    package let keys = APIKeys()
    /// Lets requests to the API through; the server sets it by its options.
    var accessCheck: AccessCheck
    /// Lets the watch on the workspace look at once.
    let news = NewsRequests()
    private let current: Current

    private final class Current: Sendable {
        let served: Mutex<ServedDataset>
        init(_ served: ServedDataset) { self.served = Mutex(served) }
    }

    /// Collects what the routes share.
    package init(_ served: ServedDataset, store: StudyStore, key: SigningKey, logger: Logger) {
        current = Current(served)
        self.store = store
        self.key = key
        self.logger = logger
        accessCheck = AccessCheck(keys: keys, limiter: RateLimiter(rate: 0), isOpen: false)
    }

    /// The version of the dataset that is served now. A request takes it once.
    package var served: ServedDataset { current.served.withLock { $0 } }

    /// Serves another version from now on; requests that are being answered finish on the one before.
    func serve(_ served: ServedDataset) { current.served.withLock { $0 = served } }

    /// Takes the API's keys that are in use now.
    package func readKeys() throws {
        let names = try store.access.keys().filter { $0.revokedAt == nil }.map { ($0.hash, $0.name) }
        keys.replace(with: Dictionary(names, uniquingKeysWith: { first, _ in first }))
    }
}

/// Wishes that the watch on the workspace look now rather than at its next turn; several at once are one.
final class NewsRequests: Sendable {
    /// The wishes, for the watch.
    let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1)) }

    /// Makes one.
    func send() { continuation.yield() }
}
