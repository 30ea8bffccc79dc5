import Datasets
import Elicitation
import Evaluation
import Foundation
import Support
import Tasks
import TestSupport
import Testing

/// A dataset with held-out users, and how much better than the popular grid a designed one does on it by each
/// protocol.
private struct ProtocolCase {
    let dataset: Dataset
    let holdout: Holdout

    /// Mean nDCG@10 of the designed grid less that of the popular one.
    func difference(_ gridProtocol: GridProtocol, splits: Int = 3) -> Double {
        let table = TapTable(of: dataset, holdout: holdout, isHeldOut: false, positiveFrom: nil)
        let people = TapPerson.all(
            of: TapTable(of: dataset, holdout: holdout, isHeldOut: true, positiveFrom: nil))
        let draws = GridDraw.all(
            of: gridProtocol, people: people, taken: table.takenCounts, splits: splits, seed: 0)
        let training = GridTraining(table, draws: draws, threads: 2)
        let simulation = GridSimulation(
            people: people, recommenders: [LinearRecommender(training)], share: training.share, seed: 0,
            threads: 2)
        let popular = draws.map { draw in
            CandidateItems.mostTaken(training.taken, limit: 20) { draw.tiles[$0] }.map { Int32($0) }
        }
        let settings = GridSettings(weights: .popularity(exponent: GridDesign.standardExponent))
        let designed = draws.map {
            GridDesigner(training, draw: $0, settings: settings, count: 20, threads: 2).tiles(20)
        }
        let trial = GridTrial(gridProtocol, draws: draws, simulation: simulation, popular: popular)
        let outcome = trial.outcome(of: "design", tiles: designed)
        let pairs = zip(
            outcome.values(of: .ndcg10, recommender: 0), outcome.referenceValues(of: .ndcg10, recommender: 0)
        ).compactMap { own, other in own.flatMap { own in other.map { own - $0 } } }
        return pairs.reduce(0, +) / Double(max(pairs.count, 1))
    }

    /// The bundled films, a fifth of whose users is held out.
    static func bundled() throws -> ProtocolCase {
        let dataset = try DatasetReader.read(ReferenceData.fixtures.appending(path: "ml-latest-small"))
        var generator = SeededGenerator(seed: 0, stream: RandomStream(number: 3))
        let holdout = Holdout(share: 0.2, of: dataset, using: &generator)
        return ProtocolCase(
            dataset: dataset,
            holdout: Holdout(
                users: holdout.newUsers.indices.filter { holdout.newUsers[$0] }, items: [], of: dataset))
    }
}

@Suite("Protocols of grids") struct GridProtocolTests {
    @Test(
        "put the designed grid above the popular one on the bundled films, and the misleading one turns that round"
    )
    func bundled() throws {
        let films = try ProtocolCase.bundled()
        #expect(films.difference(.catalogueSplit) > 0)
        #expect(films.difference(.pairExclusion) > 0.01)
        #expect(films.difference(.heldOutTitles) < -0.03)
    }

    @Test(
        "do so on MovieLens-1M by the authors' new users",
        .enabled(if: ReferenceData.isPresent, "needs the reference data, see CONTRIBUTING.md"))
    func movieLens() {
        let films = ProtocolCase(
            dataset: MovieLensTasks.dataset,
            holdout: Holdout(
                users: MovieLensTasks.holdout.newUsers.indices.filter { MovieLensTasks.holdout.newUsers[$0] },
                items: [],
                of: MovieLensTasks.dataset))
        #expect(films.difference(.catalogueSplit) > 0.008)
        #expect(films.difference(.pairExclusion) > 0.03)
        #expect(films.difference(.heldOutTitles) < -0.05)
    }

    @Test("never judge what may be shown in a catalogue split")
    func halves() {
        let draws = GridDraw.all(
            of: .catalogueSplit, people: [], taken: (0..<101).map { $0 % 7 }, splits: 4, seed: 3)
        #expect(draws.count == 4 && Set(draws.map(\.tiles)).count == 4)
        for draw in draws {
            #expect(!zip(draw.tiles, draw.candidates).contains { $0 && $1 })
            // What nobody took, every seventh title, is in neither half.
            #expect(zip(draw.tiles, draw.candidates).count { $0 || $1 } == 101 - 15)
        }
    }
}
