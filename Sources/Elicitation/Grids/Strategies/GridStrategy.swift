import Preference
import Support

/// A way to choose the tiles of a grid, by the name that people ask for.
package enum GridStrategy: String, Sendable, CaseIterable, Codable {
    case design
    case forward
    case melu
    case meluUnitError = "melu-unit-error"
    case meluUnitLoss = "melu-unit-loss"
    case popularity
    case trending
    case entropy
    case coverage
    case clusters
    case random

    /// The name.
    package var name: String { rawValue }

    /// What it does, in one line.
    package var summary: String {
        switch self {
        case .design: "the tiles whose answers say most about everything else that people take"
        case .forward: "the tiles that would have made the first recommendations to past users best"
        case .melu: "mean gradient norm of the trained model's loss times popularity (MeLU)"
        case .meluUnitError: "the same with the gradient of the estimate itself, the paper's unit error"
        case .meluUnitLoss: "the same with the error divided by its own value, as the authors' program has it"
        case .popularity: "the most taken items"
        case .trending: "the items most taken in the newest tenth of the interactions"
        case .entropy: "the items that closest to half of the people took"
        case .coverage: "the tiles with which most people can tap three"
        case .clusters: "the most taken item of each group of items that the same people take"
        case .random: "items drawn at random"
        }
    }

    /// The gradient whose evidence scores it needs; `nil` where who took what is enough.
    package var gradient: GradientTarget? {
        switch self {
        case .melu: .loss
        case .meluUnitError: .unitError
        case .meluUnitLoss: .unitLoss
        default: nil
        }
    }

    /// Whether it needs to know when items were taken.
    package var needsTimes: Bool { self == .trending }

    /// Whether it chooses each tile in the light of the others, so that the rules of the list change what
    /// follows.
    package var isJoint: Bool {
        switch self {
        case .design, .forward, .coverage, .clusters: true
        default: false
        }
    }

    /// The strategy of this name.
    /// - Throws: ``ElicitationError/unknownStrategy(_:known:)``.
    package static func named(_ name: String) throws(ElicitationError) -> GridStrategy {
        guard let strategy = GridStrategy(rawValue: name) else {
            throw .unknownStrategy(name, known: allCases.map(\.name))
        }
        return strategy
    }

    /// Ranks items as tiles, best first; ``GridRules/tiles(of:)`` gives the grid. The strategies that choose
    /// tiles jointly keep the rules as they go.
    /// - Parameters:
    ///   - input: what to choose from.
    ///   - rules: what may be shown, and how much.
    ///   - generator: where chance comes from, for the strategies that have any.
    /// - Throws: ``ElicitationError`` where the strategy lacks what it needs.
    package func rank(
        _ input: GridInput, rules: GridRules, using generator: inout SeededGenerator
    ) throws(ElicitationError) -> ItemRanking {
        guard input.taken.contains(where: { $0 > 0 }) else { throw .nothingTaken(strategy: name) }
        switch self {
        case .design: return GridDesignSearch.rank(input, rules: rules)
        case .forward: return ForwardSelection.rank(input, rules: rules, using: &generator)
        case .coverage: return CoverageSearch.rank(input, rules: rules)
        case .clusters: return ItemClusters.rank(input, rules: rules, using: &generator)
        case .melu, .meluUnitError, .meluUnitLoss: return try rankByEvidence(input)
        case .popularity: return rank(by: input.taken.map(Double.init), of: input)
        case .trending:
            guard let recent = input.recent else { throw .noTimes(strategy: name) }
            return rank(by: recent.map(Double.init), of: input)
        case .entropy:
            let people = Double(max(input.table.personCount, 1))
            return rank(by: input.taken.map { Double($0) / people * (1 - Double($0) / people) }, of: input)
        case .random:
            var items = input.taken.indices.filter { input.taken[$0] > 0 }
            generator.shuffle(&items)
            return ItemRanking(
                strategy: name,
                scored: items.enumerated().map {
                    RankedItem(item: $1, score: 1 - Double($0) / Double(items.count))
                })
        }
    }

    /// The tiles of a grid without rules but a mask, as measurements need it.
    /// - Parameters:
    ///   - table: who of the training users took what.
    ///   - model: their covariance, where it is known already; its columns may be more than what is allowed.
    ///   - allowed: whether each item may be shown, shape [items].
    ///   - targets: whether each item may be recommended, shape [items].
    ///   - count: how many tiles.
    ///   - recent: how many of the training users took each item lately, for `trending`.
    ///   - seed: of the strategies that have any chance.
    ///   - threads: how many threads to use; the result does not depend on it.
    package func tiles(
        of table: TapTable, model: TapModel? = nil, allowed: [Bool], targets: [Bool], count: Int,
        recent: [Int]? = nil, seed: UInt64, threads: Int
    ) throws(ElicitationError) -> [Int] {
        let rules = GridRules(count: count, isAllowed: allowed)
        var input = GridInput(table, model: model, rules: rules, threads: threads)
        (input.isTarget, input.recent) = (targets, recent)
        var generator = SeededGenerator(seed: seed, stream: .strategy)
        return rules.tiles(of: try rank(input, rules: rules, using: &generator))
    }

    private func rank(by scores: [Double], of input: GridInput) -> ItemRanking {
        ItemRanking(
            strategy: name,
            scored: scores.indices.filter { input.taken[$0] > 0 }.map {
                RankedItem(item: $0, score: scores[$0])
            })
    }

    private func rankByEvidence(_ input: GridInput) throws(ElicitationError) -> ItemRanking {
        let gradient = gradient ?? .loss
        guard let evidence = input.evidence[gradient] else {
            throw .needsEvidence(strategy: name, gradient: gradient)
        }
        return ItemRanking(strategy: name, evidence: evidence, gradient: gradient)
    }
}

extension ItemRanking {
    /// Ranks tiles that were chosen jointly, by what each was worth when it was chosen, then all other taken
    /// items: those tried by what they would add next, the rest by how many people took them, all below the
    /// tiles.
    /// - Parameters:
    ///   - strategy: whose choice it is.
    ///   - tiles: the tiles, pins among them.
    ///   - tried: what the candidates that are no tiles would add next.
    ///   - taken: nᵢ, shape [items].
    init(_ strategy: GridStrategy, tiles: [RankedItem], tried: [RankedItem] = [], taken: [Int]) {
        let least = tiles.map(\.score).min() ?? 0
        let seen = Set((tiles + tried).map(\.item))
        let most = Double(max(taken.max() ?? 0, 1))
        let lowest = min(least, tried.map(\.score).min() ?? least)
        let rest = taken.indices.filter { taken[$0] > 0 && !seen.contains($0) }.map {
            RankedItem(item: $0, score: lowest - 2 + Double(taken[$0]) / most)
        }
        let below = tried.map { RankedItem(item: $0.item, score: min($0.score, least.nextDown)) }
        self.init(strategy: strategy.name, scored: tiles + below + rest)
    }
}
