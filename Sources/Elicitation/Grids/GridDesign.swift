import Algebra
import Foundation

/// Picks the tiles of a grid one after another: each is the one whose answer says most about everything not
/// shown.
///
/// With S the covariance of who takes what given the answers to the tiles so far, L, and t the weight of
/// every item as a target,
///
///     a* = argmax_a Σ_{j ∉ L ∪ {a}} tⱼ S_ja² / (S_aa + λ),   then   S ← S − S_a S_aᵀ / (S_aa + λ)
///
/// which is the greedy reduction of the weighted variance (Krause, Singh and Guestrin, JMLR 2008, for t = 1).
/// On a first page tⱼ = μⱼ^e. After answers tⱼ = max(0, sⱼ)^1.5, s being the scores from those answers.
///
/// S itself is never stored: S = C − Σ_k F_k F_kᵀ with F_k = S_a / √(S_aa + λ), and the sums over j follow
/// each step by a product with C, of which ``SumBounds`` leaves the rows of those candidates that may be the
/// best (lazy greedy: Minoux, 1978; a gain may grow here, so each step has bounds of its own). The tiles and
/// their gains are those of comparing all candidates, to the bit. The memory is that of the model and at most
/// a third of it, plus two rows of items per tile.
package struct GridDesign: Sendable {
    /// λ where nobody says otherwise, in squared shares of people.
    package static let standardRidge = 0.01
    /// e where nobody says otherwise.
    package static let standardExponent = 1.25
    /// The exponent of the scores after answers.
    package static let answeredExponent = 1.5

    /// The tiles so far, in the order in which they were shown.
    package private(set) var shown: [Int]
    /// The mean and the covariance before any answer.
    package let model: TapModel
    /// λ.
    package let ridge: Double
    /// t, 0 for what has been shown; shape [items].
    private(set) var targets: [Double]
    /// Σ_j tⱼ S_ja² of every candidate a, itself among the j.
    private var sums: CandidateSums
    /// The most that each can be, from when the best candidate is first asked for.
    private var bounds: SumBounds?
    /// S_aa, shape [candidates].
    private var variances: [Double]
    /// F, shape [tiles][items].
    private var factors: [[Double]]
    private let threads: Int

    /// Starts with some tiles shown.
    /// - Parameters:
    ///   - model: the covariance; the candidates are its columns.
    ///   - targets: t, how much each item counts as a target, 0 or more; shape [items].
    ///   - shown: tiles that were shown already, each with a column of the model; one that comes again counts
    ///     once.
    ///   - ridge: λ, above 0.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(
        _ model: TapModel, targets: [Double], shown: [Int] = [], ridge: Double = GridDesign.standardRidge,
        threads: Int = 1
    ) {
        precondition(targets.count == model.itemCount, "a target weight per item")
        precondition(ridge > 0, "the ridge must be above 0")
        (self.model, self.targets, self.ridge, self.threads) = (model, targets, ridge, threads)
        variances = model.columns.enumerated().map { model.covariance(ofItem: $1, withColumn: $0) }
        (self.shown, factors) = ([], [])
        sums = CandidateSums(model: model, threads: threads)
        for item in shown where !self.shown.contains(item) { condition(on: item) }
        sums = CandidateSums(model: model, targets: self.targets, factors: factors, threads: threads)
    }

    /// Starts a first page: tⱼ = μⱼ^e.
    /// - Parameters:
    ///   - model: the covariance; the candidates are its columns.
    ///   - exponent: e.
    ///   - isTarget: whether each item counts as a target; `nil` for all.
    ///   - ridge: λ, above 0.
    ///   - threads: how many threads to use.
    package init(
        _ model: TapModel, exponent: Double = GridDesign.standardExponent, isTarget: [Bool]? = nil,
        ridge: Double = GridDesign.standardRidge, threads: Int = 1
    ) {
        let targets = GridTargets.shares(model, exponent: exponent, isTarget: isTarget)
        self.init(model, targets: targets, ridge: ridge, threads: threads)
    }

    /// Starts a next page: tⱼ = max(0, sⱼ)^1.5 from the answers so far.
    /// - Parameters:
    ///   - model: the covariance; the candidates are its columns.
    ///   - shown: the tiles of the pages before.
    ///   - tapped: those of them that were tapped.
    ///   - isTarget: whether each item counts as a target; `nil` for all.
    ///   - ridge: λ, above 0.
    ///   - threads: how many threads to use.
    package init(
        _ model: TapModel, after shown: [Int], tapped: [Int], isTarget: [Bool]? = nil,
        ridge: Double = GridDesign.standardRidge, threads: Int = 1
    ) {
        let scores = model.scores(shown: shown, tapped: tapped, ridge: ridge)
        let targets = scores.enumerated().map { item, score in
            isTarget?[item] ?? true ? pow(max(0, score), GridDesign.answeredExponent) : 0
        }
        self.init(model, targets: targets, shown: shown, ridge: ridge, threads: threads)
    }

    /// The candidate to show next, with what its answer is worth, in the unit of t times squared shares; ties
    /// to the smaller item.
    /// - Parameter isAllowed: whether an item may be shown now.
    /// - Returns: `nil` where no candidate is left.
    package mutating func best(where isAllowed: (Int) -> Bool = { _ in true }) -> (item: Int, gain: Double)? {
        if bounds == nil {
            bounds = SumBounds(
                of: &sums, model: model, targets: targets, factors: factors, threads: threads)
        }
        let open = model.columns.indices.filter {
            !shown.contains(model.columns[$0]) && isAllowed(model.columns[$0])
        }
        let limits = open.map { limit(ofColumn: $0) }
        guard let likeliest = limits.firstMaximum else { return nil }
        // Whoever cannot reach what the likeliest one is worth need not be known more closely.
        var best = (place: open[likeliest], gain: exactGain(ofColumn: open[likeliest]))
        for (place, limit) in zip(open, limits) where place != best.place && limit >= best.gain {
            let gain = exactGain(ofColumn: place)
            if gain > best.gain || gain == best.gain && place < best.place { best = (place, gain) }
        }
        return (model.columns[best.place], best.gain)
    }

    /// Σ_{j ∉ L ∪ {a}} tⱼ S_ja² / (S_aa + λ) of a candidate by its place among the model's columns; 0 for a
    /// tile.
    package mutating func gain(ofColumn place: Int) -> Double {
        shown.contains(model.columns[place]) ? 0 : exactGain(ofColumn: place)
    }

    /// The gains of all candidates.
    package mutating func gains() -> [Double] {
        sums.updateAll()
        return model.columns.indices.map { gain(ofColumn: $0) }
    }

    private mutating func exactGain(ofColumn place: Int) -> Double {
        let isKnown = sums.isCurrent(place)
        let sum = sums.value(place)
        if !isKnown { bounds?.learn(sum, place, size: sums.sizes[place]) }
        return gain(ofSum: sum, column: place)
    }

    /// What the gain of a candidate does not exceed.
    private func limit(ofColumn place: Int) -> Double {
        gain(ofSum: bounds?.bound(place, size: sums.sizes[place]) ?? .infinity, column: place)
    }

    private func gain(ofSum sum: Double, column place: Int) -> Double {
        let own = targets[model.columns[place]] * variances[place] * variances[place]
        return max(0, sum - own) / (variances[place] + ridge)
    }

    /// Shows a tile.
    /// - Precondition: it has a column of the model and has not been shown.
    package mutating func show(_ item: Int) {
        precondition(!shown.contains(item), "a tile is shown once")
        let weight = targets[item]
        let (factor, denominator) = condition(on: item)
        let weighted = zip(targets, factor).map { $0 * $1 }
        let step = CandidateSums.Step(
            square: weighted.dot(factor), overlaps: factors.dropLast().map { $0.dot(weighted) },
            weight: weight,
            scale: denominator.squareRoot())
        sums.take(step, factor: factor, weighted: weighted)
        bounds?.take(step, item: item, factor: factor, weighted: weighted, spreads: sums.spreads)
    }

    /// Shows up to `count` more tiles, best first.
    /// - Returns: the new tiles with what each was worth when it was chosen.
    @discardableResult
    package mutating func choose(_ count: Int, where isAllowed: (Int) -> Bool = { _ in true }) -> [(
        item: Int, gain: Double
    )] {
        var chosen: [(item: Int, gain: Double)] = []
        while chosen.count < count, let next = best(where: isAllowed) {
            chosen.append(next)
            show(next.item)
        }
        return chosen
    }

    /// S ← S − S_a S_aᵀ / (S_aa + λ); a is no longer a target. The sums are left to the caller.
    @discardableResult
    private mutating func condition(on item: Int) -> (factor: [Double], denominator: Double) {
        guard let place = model.place(ofItem: item) else {
            preconditionFailure("a tile needs a column of the model")
        }
        var column = Array(model.column(place))
        for factor in factors { column.add(-factor[item], times: factor) }
        let denominator = variances[place] + ridge
        let scale = 1 / denominator.squareRoot()
        for other in column.indices { column[other] *= scale }
        for (place, other) in model.columns.enumerated() { variances[place] -= column[other] * column[other] }
        targets[item] = 0
        shown.append(item)
        factors.append(column)
        return (column, denominator)
    }
}

extension [Double] {
    /// Adds another vector of the same length, times a factor.
    mutating func add(_ factor: Double, times other: [Double]) {
        withUnsafeMutableBufferPointer { own in
            other.withUnsafeBufferPointer { other in
                guard let out = own.baseAddress, let start = other.baseAddress else { return }
                Double.addScaled(own.count, factor, start, out)
            }
        }
    }

    /// The sum of products with another vector of the same length, in the order of the kernel.
    func dot(_ other: [Double]) -> Double {
        var sum = 0.0
        withUnsafeBufferPointer { own in
            other.withUnsafeBufferPointer { other in
                guard let first = own.baseAddress, let second = other.baseAddress else { return }
                Double.project(1, own.count, first, second, 0, &sum)
            }
        }
        return sum
    }
}
