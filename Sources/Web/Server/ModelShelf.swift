import Datasets
import Preference
import Storage
import Synchronization

/// The recommenders of the workspace's models: the one that the API serves, which can be swapped while requests are answered,
/// and those that studies ask for by number.
public final class ModelShelf: Sendable {
    /// A model ready to recommend.
    public struct Entry: Sendable {
        /// The model's number.
        public let id: Int64
        /// What recommends.
        public let recommender: Recommender
    }

    private let state: Mutex<[Int64: Entry]>

    /// Starts with a model.
    public init(_ entry: Entry) { state = Mutex([entry.id: entry]) }

    /// The model with a number, loaded at its first use.
    public func entry(_ id: Int64) throws -> Entry? { state.withLock { $0[id] } }
}
