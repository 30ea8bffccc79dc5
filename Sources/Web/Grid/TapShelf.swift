import Datasets
import Synchronization
import Workflows

/// What recommends from taps on one version of the dataset: made beside the requests, and swapped as a whole.
package final class TapShelf: Sendable {
    private struct State {
        var recommender: TapRecommender?
        var search: TitleSearch?
    }

    /// The origins of the dataset's posters.
    let posters: PosterOrigins
    private let state = Mutex(State())

    /// Starts with nothing to recommend from.
    init(_ dataset: Dataset) {
        let posters = dataset.items.feature(role: .poster).map { feature -> [String] in
            switch feature.values {
            case .text(let cells): cells.compactMap(\.self)
            case .categorical(let column), .multivalued(let column): column.vocabulary
            case .numeric: []
            }
        }
        self.posters = PosterOrigins(posters ?? [])
    }

    /// What recommends; nil while it is being made.
    var current: TapRecommender? { state.withLock { $0.recommender } }

    /// What finds titles; nil while it is being made.
    var search: TitleSearch? { state.withLock { $0.search } }

    /// Recommends by another one from now on.
    func serve(_ recommender: TapRecommender) { state.withLock { $0.recommender = recommender } }

    /// Finds titles from now on.
    func serve(_ search: TitleSearch) { state.withLock { $0.search = search } }
}
