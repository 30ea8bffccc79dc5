import Elicitation
import Evaluation
import Foundation
import TestSupport

/// What `Tests/Golden/grid-comparison.py` wrote, with the libraries' versions in `origin`.
struct GridGolden: Decodable {
    struct Ties: Decodable {
        let scores: [Double]
        let labels: [Int]
        let k: Int
        let measures: [Double]
    }

    let origin: String
    let items: Int
    let ridge: Double
    let training, new: [[Int32]]
    let shown: [Bool]
    let lists, whole: [String: [Int32]]
    let scores: [[Double]]
    /// nDCG@10, recall@10 and hit rate@10 of each new user; `nil` where nothing is relevant.
    let split, pair: [String: [[Double]?]]
    let ties: [Ties]

    static func load() throws -> GridGolden {
        let url = ReferenceData.packageRoot.appending(path: "Tests/Golden/grid-comparison.json")
        return try JSONDecoder().decode(GridGolden.self, from: Data(contentsOf: url))
    }

    var table: TapTable { TapTable(rows: training, itemCount: items) }
    var people: [TapPerson] { new.enumerated().map { TapPerson(user: Int32($0), taken: $1) } }
    var half: GridDraw { GridDraw(tiles: shown, candidates: shown.map { !$0 }) }
    var catalogue: GridDraw {
        GridDraw(tiles: shown.map { _ in true }, candidates: shown.map { _ in true })
    }

    /// Shows the grids to the new users by the linear recommender.
    func simulation(_ training: GridTraining, behaviour: TapBehaviour = TapBehaviour(), threads: Int = 1)
        -> GridSimulation
    {
        GridSimulation(
            people: people, recommenders: [LinearRecommender(training, ridge: ridge)], share: training.share,
            behaviour: behaviour, seed: 0, threads: threads)
    }
}
