import Algebra
import Support

/// Chooses e and λ of a design by people whom the covariance does not know.
///
/// A fifth of the people, drawn by the generator, are kept aside; the grid is designed from the others. Items are halved twice:
/// tiles come from one half, and nDCG@10 of the first recommendations is measured over the other, so that no tile takes a
/// relevant item away (see docs/grids.md).
package struct GridTuning: Sendable, Equatable {
    /// A setting with what it reached.
    package struct Trial: Sendable, Equatable {
        /// e.
        package var exponent: Double
        /// λ.
        package var ridge: Double
        /// The mean nDCG@10 of the validation people, over both halves.
        package var normalizedGain: Double
    }

    /// The exponents that are tried.
    package static let exponents: [Double] = [1, 1.25, 1.5, 2, 3]
    /// The ridges that are tried.
    package static let ridges: [Double] = [0.003, 0.01, 0.03]
    /// The share of the people who are kept aside.
    package static let validationShare = 0.2

    /// Every setting, in the order of the lists above.
    package let trials: [Trial]

    /// The best; of equals the one nearest to the standard, then the first.
    package var best: Trial? {
        trials.max { left, right in
            (left.normalizedGain, -distance(left)) < (right.normalizedGain, -distance(right))
        }
    }

    private func distance(_ trial: Trial) -> Double {
        abs(trial.exponent - GridDesign.standardExponent) + abs(trial.ridge - GridDesign.standardRidge)
    }

    /// Tries all settings.
    /// - Parameters:
    ///   - table: who took what.
    ///   - rules: what may be shown.
    ///   - threads: how many threads to use; the result does not depend on it.
    ///   - generator: who and what is drawn.
    ///   - progress: called with the number of settings that are done.
    package init(
        _ table: TapTable, rules: GridRules, threads: Int, using generator: inout SeededGenerator,
        progress: (Int) -> Void = { _ in }
    ) {
        var order = Array(0..<table.personCount)
        generator.shuffle(&order)
        let kept = Int((GridTuning.validationShare * Double(order.count)).rounded())
        let validation = table.people(order.prefix(kept).sorted())
        let training = table.people(order.dropFirst(kept).sorted())
        let model = GridInput(training, rules: rules, threads: threads).model
        var items = Array(0..<table.itemCount)
        generator.shuffle(&items)
        let first = Set(items.prefix(items.count / 2))
        let halves = [true, false].map { side in (0..<table.itemCount).map { first.contains($0) == side } }
        var trials: [Trial] = []
        for exponent in GridTuning.exponents {
            for ridge in GridTuning.ridges {
                let gains = halves.indices.flatMap { half -> [Double] in
                    var input = GridInput(
                        training, model: model, rules: rules, exponent: exponent, ridge: ridge, threads: threads)
                    let isTarget = halves[1 - half]
                    input.isTarget = isTarget
                    let some = rules.limited(to: (0..<table.itemCount).filter { halves[half][$0] })
                    let tiles = some.tiles(of: GridDesignSearch.rank(input, rules: some))
                    return GridTuning.gains(
                        of: tiles, model: model, ridge: ridge, people: validation, isTarget: isTarget, threads: threads)
                }
                let mean = gains.isEmpty ? 0 : gains.reduce(0, +) / Double(gains.count)
                trials.append(Trial(exponent: exponent, ridge: ridge, normalizedGain: mean))
                progress(trials.count)
            }
        }
        self.trials = trials
    }

    /// nDCG@10 of the first recommendations to each person who took a target that is no tile.
    package static func gains(
        of tiles: [Int], model: TapModel, ridge: Double, people: TapTable, isTarget: [Bool], threads: Int
    ) -> [Double] {
        let grid = GridTable(model, tiles: tiles, options: GridTable.Options(ridge: ridge))
        let isTile = Set(tiles)
        let possible = model.mean.indices.filter { isTarget[$0] && !isTile.contains($0) }
        return concurrentMap(people.personCount, threads: threads) { person -> Double? in
            let taken = people.items(of: person).map(Int.init)
            let relevant = Set(taken.filter { isTarget[$0] && !isTile.contains($0) })
            guard !relevant.isEmpty else { return nil }
            let scores = grid.scores(tapped: taken.filter(isTile.contains))
            var top = FirstTen()
            for item in possible where scores[item] > top.least { top.insert(scores[item], item) }
            return top.normalizedGain(relevantCount: relevant.count) { relevant.contains($0) }
        }.compactMap { $0 }
    }
}
