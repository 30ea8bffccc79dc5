import Algebra
import Elicitation

/// Pages of tiles, each chosen from the taps so far: the same ``GridDesign`` with the scores after those
/// answers as its weights.
///
/// People with the same answers see the same next page, so a page is designed once for each history that
/// occurs.
package struct AdaptiveGrid: Sendable {
    /// How many tiles each page has.
    package let pages: [Int]
    private let model: TapModel
    private let draw: GridDraw
    private let firstTargets: [Double]
    private let ridge: Double

    /// - Parameters:
    ///   - pages: how many tiles each page has.
    ///   - model: the covariance; its columns are the candidates.
    ///   - draw: what may be shown and recommended.
    ///   - targets: t of the first page, shape [items].
    ///   - ridge: λ.
    package init(pages: [Int], model: TapModel, draw: GridDraw, targets: [Double], ridge: Double) {
        (self.pages, self.model, self.draw, firstTargets, self.ridge) = (pages, model, draw, targets, ridge)
    }

    /// Shows everybody their pages.
    package func answers(of simulation: GridSimulation, threads: Int) -> [GridAnswers] {
        var answers = simulation.people.map { _ in GridAnswers(shown: [], taps: []) }
        for count in pages {
            let (histories, places) = Self.histories(of: answers)
            let next = concurrentMap(histories.count, threads: threads) {
                tiles(after: histories[$0], count: count)
            }
            for person in answers.indices {
                let tiles = next[places[person]]
                answers[person].shown += tiles
                answers[person].taps += tiles.filter { simulation.taps($0, person: person) }
            }
        }
        return answers
    }

    /// The next tiles after some answers.
    private func tiles(after answers: GridAnswers, count: Int) -> [Int32] {
        var design =
            answers.shown.isEmpty
            ? GridDesign(model, targets: firstTargets, ridge: ridge)
            : GridDesign(
                model, after: answers.shown.map { Int($0) }, tapped: answers.taps.map { Int($0) },
                isTarget: draw.candidates,
                ridge: ridge)
        return design.choose(count).map { Int32($0.item) }
    }

    /// The different answers in the order of the first person who gave them, and which of them each person
    /// gave.
    private static func histories(of answers: [GridAnswers]) -> (histories: [GridAnswers], places: [Int]) {
        var known: [GridAnswers: Int] = [:]
        var histories: [GridAnswers] = []
        let places = answers.map { answer -> Int in
            if let place = known[answer] { return place }
            known[answer] = histories.count
            histories.append(answer)
            return histories.count - 1
        }
        return (histories, places)
    }
}
