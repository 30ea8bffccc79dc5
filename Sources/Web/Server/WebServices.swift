import Datasets
import Logging
import Storage

/// What all routes share.
public struct WebServices: Sendable {
    /// The dataset of the workspace.
    public let dataset: Dataset
    /// The studies and their participants.
    public let store: StudyStore
    /// The models that recommend.
    public let models: ModelShelf
    /// What signs links, cookies and forms.
    public let key: SigningKey
    /// Where everything is logged.
    public let logger: Logger
    /// What the server did since it started.
    public let metrics: ServerMetrics

    /// Collects what the routes share.
    public init(
        dataset: Dataset, store: StudyStore, models: ModelShelf, key: SigningKey, logger: Logger,
        metrics: ServerMetrics = ServerMetrics()
    ) {
        self.dataset = dataset
        self.store = store
        self.models = models
        self.key = key
        self.logger = logger
        self.metrics = metrics
    }
}
