import Datasets
import Logging
import Preference
import Storage
import Synchronization

/// One version of the dataset with all that is served of it: what answers say of its items, the models, the
/// list and the interviews. When the workspace has another version, another one of these takes its place as a
/// whole; a request takes one and keeps to it, so that no answer mixes two versions.
package final class ServedDataset: Sendable {
    /// The dataset.
    package let dataset: Dataset
    /// SHA-256 of the dataset, as the workspace has it.
    let hash: String
    /// The models that recommend.
    package let models: ModelCache
    /// What new users are asked.
    package let onboarding = OnboardingCache()
    /// What answers say of the items.
    let catalogue: ItemCatalogue
    /// What recommends from taps.
    let taps: TapShelf
    private let choices = Mutex<[Double]?>(nil)

    /// Collects what is served; the hash is the one that the workspace has of the dataset.
    package init(_ dataset: Dataset, hash: String, models: ModelCache) {
        (self.dataset, self.hash, self.models) = (dataset, hash, models)
        catalogue = ItemCatalogue(dataset)
        taps = TapShelf(dataset)
    }

    /// The command that makes a first list, which is one without a model where there is none.
    var firstList: String { "icebreaker select" + (models.current == nil ? " --strategy popularity" : "") }

    /// The ratings that a person may choose from; they are looked for once, since that takes a pass over all
    /// ratings.
    var ratingChoices: [Double] {
        choices.withLock { choices in
            let found = choices ?? dataset.scale.choices(fitting: Set(dataset.interactions.ratings))
            choices = found
            return found
        }
    }
}

extension ServedDataset {
    /// Reads what a workspace has now.
    /// - Parameters:
    ///   - path: the workspace.
    ///   - pins: the model and the list, where they were named.
    ///   - logger: gets the warnings that the model has.
    /// - Throws: `WorkspaceError`, such as where there is no model of the name.
    package static func read(_ path: String, pins: WorkspacePoller.Pins, logger: Logger) throws
        -> ServedDataset
    {
        let workspace = try Workspace(path, for: .reading)
        defer { workspace.close() }
        // Before the dataset, which takes longer to read.
        let hasModel = try workspace.latestModel() != nil
        let reference = try pins.model ?? (hasModel ? workspace.defaultModel(for: .shipping) : nil)
        if let reference { _ = try workspace.model(reference) }
        let (dataset, hash) = try Self.dataset(of: workspace)
        let model = try reference.map { try workspace.trainedModel($0, dataset: dataset) }
        let advice = model == nil ? TrainingAdvice(for: dataset).fullSentence : ""
        if let model {
            logger.warn(about: model)
        } else {
            logger.notice("no model is served, so that nothing is recommended; \(advice)")
        }
        let models = ModelCache(model.map { .init($0, dataset: dataset) }, advice: advice) {
            try Self.model($0, path, dataset: dataset, hash: hash)
        }
        let served = ServedDataset(dataset, hash: hash, models: models)
        if try pins.list != nil || !workspace.lists().isEmpty {
            served.onboarding.serve(OnboardingCache.List(try workspace.list(pins.list ?? .latest)))
        }
        return served
    }

    /// The dataset and its hash, of one version.
    private static func dataset(of workspace: Workspace) throws -> (Dataset, hash: String) {
        while true {
            let hash = try workspace.datasetRecord().contentHash
            let dataset = try workspace.loadDataset()
            // It may have grown between the two.
            if try workspace.datasetRecord().contentHash == hash { return (dataset, hash) }
        }
    }

    /// A finished model of a workspace that still has the same dataset.
    private static func model(_ id: Int64, _ path: String, dataset: Dataset, hash: String) throws
        -> ModelCache.Entry?
    {
        let workspace = try Workspace(path, for: .reading)
        defer { workspace.close() }
        guard try workspace.datasetRecord().contentHash == hash,
            try workspace.models().contains(where: { $0.id == id && $0.status == .finished })
        else { return nil }
        return .init(try workspace.trainedModel(.id(id), dataset: dataset), dataset: dataset)
    }

    /// Whether everything that a study shows can be shown: its items are of this version, and so is its
    /// model. A study with grids shows and recommends from its material alone.
    /// - Throws: what keeps the model from being read.
    func has(_ study: StudyRecord) throws -> Bool {
        guard let model = study.design.model else { return study.design.isGrid }
        let items = study.design.arms.lazy.flatMap(\.items)
        guard items.allSatisfy({ self.dataset.items.position(of: ExternalID($0)) != nil }) else {
            return false
        }
        return try models.entry(model) != nil
    }
}
