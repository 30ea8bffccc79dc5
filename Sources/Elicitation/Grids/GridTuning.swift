import Algebra
import Support

/// Chooses the settings of a design by what its grid brings past people who play new ones.
///
/// The people are halved by chance, and each half is recommended to from what the other half took. Every
/// setting's grid is designed from all of them under the rules, and settings are compared by the mean nDCG@10
/// of the first recommendations among the targets that none of the grids shows, nor that of the most taken
/// items, so that no grid takes a relevant item away. The best setting is taken where it is better than the
/// standard by more than one standard error, else the standard: most settings differ by chance alone.
package struct GridTuning: Sendable, Equatable {
    /// A setting with what it reached.
    package struct Trial: Sendable, Equatable {
        package var settings: GridSettings
        /// The mean nDCG@10 of the people who took something that may be recommended.
        package var normalizedGain: Double
        /// What it reached less what the standard did, on the same people, with the standard error.
        package var difference: (mean: Double, standardError: Double)

        package static func == (left: Trial, right: Trial) -> Bool {
            left.settings == right.settings && left.normalizedGain == right.normalizedGain
                && left.difference == right.difference
        }
    }

    /// Every setting of ``GridSettings/tried``, in its order.
    package let trials: [Trial]

    /// At most so many people of each half are recommended to.
    static let maximumPeople = 5000

    /// The best, of equals the first, or the standard where the best is not better than that by more than one
    /// standard error.
    package var best: GridSettings {
        guard let first = trials.map(\.normalizedGain).firstMaximum.map({ trials[$0] }),
            first.difference.mean > first.difference.standardError
        else { return .standard }
        return first.settings
    }

    /// Tries all settings.
    /// - Parameters:
    ///   - input: who took what, and what may be recommended; its own settings do not matter.
    ///   - rules: what may be shown.
    ///   - ridge: λ of the recommendations; `nil` for that of each setting.
    ///   - generator: how the people are halved.
    ///   - progress: called with the number of settings that are done.
    package init(
        _ input: GridInput, rules: GridRules, ridge: Double? = nil, using generator: inout SeededGenerator,
        progress: (Int) -> Void = { _ in }
    ) {
        let grids = GridSettings.tried.map { settings in
            var own = input
            own.settings = settings
            return rules.tiles(of: GridDesignSearch.rank(own, rules: rules))
        }
        let popular = CandidateItems.mostTaken(input.taken, limit: rules.count) { rules.isAllowed[$0] }
        let shown = Set(grids.joined()).union(popular)
        let isOpen = input.taken.indices.map { input.isTarget?[$0] ?? true && !shown.contains($0) }
        let halves = Halves(input, tiles: shown.sorted(), using: &generator)
        var known: [(tiles: [Int], ridge: Double, gains: [Double])] = []
        var trials: [Trial] = []
        for (settings, tiles) in zip(GridSettings.tried, grids) {
            let ridge = ridge ?? settings.ridge
            let same = known.first { $0.tiles == tiles && $0.ridge == ridge }
            let gains =
                same?.gains ?? halves.gains(of: tiles, ridge: ridge, isTarget: isOpen, threads: input.threads)
            if same == nil { known.append((tiles, ridge, gains)) }
            trials.append(Trial(settings, gains: gains, standard: known[0].gains))
            progress(trials.count)
        }
        self.trials = trials
    }

    /// People who are recommended to, and what the others took.
    private struct Halves {
        private let people: [TapTable]
        private let models: [TapModel]

        init(_ input: GridInput, tiles: [Int], using generator: inout SeededGenerator) {
            var order = Array(0..<input.table.personCount)
            generator.shuffle(&order)
            let halves = [order.prefix(order.count / 2), order.dropFirst(order.count / 2)]
            people = halves.map { input.table.people($0.prefix(maximumPeople).sorted()) }
            models = halves.reversed().map {
                TapModel(TapCounts(input.table.people($0.sorted()), columns: tiles, threads: input.threads))
            }
        }

        /// nDCG@10 of everybody of both halves who can be judged, the same people for all tiles that are no
        /// targets.
        func gains(of tiles: [Int], ridge: Double, isTarget: [Bool], threads: Int) -> [Double] {
            zip(people, models).flatMap { people, model in
                GridTuning.gains(
                    of: tiles, model: model, ridge: ridge, people: people, isTarget: isTarget,
                    threads: threads)
            }
        }
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

extension GridTuning.Trial {
    /// - Parameters:
    ///   - settings: the setting.
    ///   - gains: nDCG@10 of each person.
    ///   - standard: that of the same people by the standard.
    fileprivate init(_ settings: GridSettings, gains: [Double], standard: [Double]) {
        let count = Double(max(gains.count, 1))
        let differences = zip(gains, standard).map { $0 - $1 }
        let mean = differences.reduce(0, +) / count
        let variance = differences.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / count
        self.init(
            settings: settings, normalizedGain: gains.reduce(0, +) / count,
            difference: (mean, (variance / count).squareRoot()))
    }
}
