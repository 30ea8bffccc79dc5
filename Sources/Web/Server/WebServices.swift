import Datasets
import Logging
import Storage

/// What all routes share.
public struct WebServices: Sendable {
    /// The dataset of the workspace.
    public let dataset: Dataset
    /// SHA-256 of the dataset.
    let datasetHash: String
    /// The studies and their participants.
    public let store: StudyStore
    /// The models that recommend.
    public let models: ModelShelf
    /// What signs links, cookies and forms.
    public let key: SigningKey
    /// Where everything is logged.
    public let logger: Logger
    /// What the server did since it started.
    public let metrics = ServerMetrics()
    /// Whether the workspace can be read.
    public let health = ServerHealth()
    /// What new users are asked.
    public let onboarding = OnboardingShelf()
    /// Who may use the API.
    public let keys = APIKeys()
    /// What answers say of the items.
    let catalogue: ItemCatalogue
    /// Lets requests to the API through; the server sets it by its options.
    var accessCheck: AccessCheck

    /// Collects what the routes share; the hash is the one that the workspace has of its dataset.
    public init(
        dataset: Dataset, datasetHash: String, store: StudyStore, models: ModelShelf, key: SigningKey, logger: Logger
    ) {
        self.dataset = dataset
        self.datasetHash = datasetHash
        self.store = store
        self.models = models
        self.key = key
        self.logger = logger
        catalogue = ItemCatalogue(dataset)
        accessCheck = AccessCheck(keys: keys, limiter: RateLimiter(rate: 0), isOpen: false)
    }

    /// The command that makes a first list, which is one without a model where there is none.
    var firstList: String { "icebreaker select" + (models.current == nil ? " --strategy popularity" : "") }

    /// Takes the API's keys that are in use now.
    public func readKeys() throws {
        let names = try store.access.keys().filter { $0.revokedAt == nil }.map { ($0.hash, $0.name) }
        keys.replace(with: Dictionary(names, uniquingKeysWith: { first, _ in first }))
    }
}
