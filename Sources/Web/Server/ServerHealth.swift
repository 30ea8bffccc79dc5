import Synchronization

/// Whether the workspace could be read when it was last looked at.
public final class ServerHealth: Sendable {
    private let state = Mutex<String?>(nil)

    /// Starts well.
    public init() {}

    /// What was wrong at the last look; nil where nothing was.
    public var problem: String? {
        get { state.withLock { $0 } }
        set { state.withLock { $0 = newValue } }
    }
}
