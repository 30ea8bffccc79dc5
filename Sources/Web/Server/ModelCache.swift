import Datasets
import Preference
import Storage
import Synchronization

/// The recommenders of the workspace's models: the one that the API serves, which can be swapped while
/// requests are answered, and those that studies ask for by number.
package final class ModelCache: Sendable {
    /// A model ready to recommend.
    package struct Entry: Sendable {
        /// The model's number.
        package let id: Int64
        /// What recommends.
        package let recommender: Recommender
        /// What it is told of the tiles of a grid.
        package let tapTargets: TapTargets

        /// Makes an entry.
        package init(id: Int64, recommender: Recommender, tapTargets: TapTargets) {
            (self.id, self.recommender, self.tapTargets) = (id, recommender, tapTargets)
        }

        /// Makes an entry of a stored model.
        package init(_ model: TrainedModel, dataset: Dataset) {
            let update = model.options.localUpdate
            self.init(
                id: model.record.id,
                recommender: Recommender(
                    model.estimator, dataset: dataset, inputs: model.inputs, update: update),
                tapTargets: TapTargets(update, scale: dataset.scale))
        }
    }

    private struct State {
        var current: Entry?
        var others: [Int64: Entry] = [:]
    }

    private let state: Mutex<State>
    private let load: @Sendable (Int64) throws -> Entry?

    /// What makes a first model, as a sentence; said where there is none to recommend with.
    package let advice: String

    /// Starts with a model, or without one.
    /// - Parameters:
    ///   - entry: what the API serves; nil where the workspace has no finished model.
    ///   - advice: what makes a first model, as a sentence.
    ///   - load: reads another model of the workspace; nil where there is none of this number.
    package init(
        _ entry: Entry?, advice: String = "Train one with `icebreaker train`.",
        load: @escaping @Sendable (Int64) throws -> Entry? = { _ in nil }
    ) {
        state = Mutex(State(current: entry))
        self.advice = advice
        self.load = load
    }

    /// The model that the API serves now, where there is one. A request takes it once and keeps to it.
    package var current: Entry? { state.withLock { $0.current } }

    /// Serves another model from now on; requests that are being answered finish on the one before.
    package func serve(_ entry: Entry) {
        state.withLock { state in
            state.others[entry.id] = nil
            state.current = entry
        }
    }

    /// The model with a number, loaded at its first use.
    package func entry(_ id: Int64) throws -> Entry? {
        let known = state.withLock { $0.current?.id == id ? $0.current : $0.others[id] }
        if let known { return known }
        guard let entry = try load(id) else { return nil }
        state.withLock { $0.others[id] = entry }
        return entry
    }
}
