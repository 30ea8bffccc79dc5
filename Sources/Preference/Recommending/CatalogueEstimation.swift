import Algebra

/// The estimates of the whole catalogue for one adapted user, block by block.
///
///     z₁ⱼ = xⱼ W₁ + Σᵢ (xᵢ · xⱼ) cᵢ + (the user's part and b₁)     x of the items alone, c as in
///     ``AdaptedUser``
///
/// The rest is as in ``DecisionPass``. With xⱼ W₁ and the products at hand, n ratings cost at most n · units
/// multiplications an item in place of itemWidth · units for another pass through `fc1`, and a third of that
/// in a trained estimator, where most units are off; that pass is taken when there are more than itemWidth /
/// 2 ratings.
///
/// Who looks for the best items alone need not know the others' estimates. An item whose ``EstimateBound`` is
/// below the worst of the best so far is passed over. Of the rest the units of h₂ are in the order of w₃,
/// largest first, so that after those with a positive w₃ the estimate can only fall: an item that is below
/// then is passed over too. The catalogue begins with the items that are likely to be among the best, so that
/// the worst of them is nearly known after the first block.
final class CatalogueEstimation {
    private static var blockLength: Int { CatalogueInputs.blockLength }

    private let layout: DecisionLayout
    /// h₁ of a block unit by unit, shape [units, blockLength], and item by item.
    private let hidden1: Buffer<Float>
    private let hiddenRows: Buffer<Float>
    private let bound: EstimateBound?
    private let bounds: Buffer<Float>
    /// ŷ by place in the catalogue.
    let estimates: Buffer<Float>

    /// Allocates memory for a catalogue.
    init(layout: DecisionLayout, catalogueCount: Int) {
        self.layout = layout
        let blockSize = Self.blockLength * layout.hiddenWidth
        (hidden1, hiddenRows) = (Buffer(blockSize), Buffer(blockSize))
        (bound, bounds) = (EstimateBound(layout: layout), Buffer(Self.blockLength))
        estimates = Buffer(catalogueCount)
    }

    /// Whether so many ratings are cheaper by their products than by another pass through `fc1`, if there is
    /// one.
    static func usesProducts(_ ratingCount: Int, layout: DecisionLayout) -> Bool {
        layout.itemWidth == 0 || 2 * ratingCount <= layout.itemWidth
    }

    /// Computes the estimates by the products.
    /// - Parameters:
    ///   - catalogue: the items' part.
    ///   - user: after the local update.
    ///   - products: xᵢ · xⱼ of the rated items, one row for each, or none at all where W₁ did not move.
    ///   - search: what to look for meanwhile; an item that is out of question for it has the estimate −∞.
    func run(
        _ catalogue: CatalogueInputs, user: AdaptedUser, products: [InputProducts.Row],
        search: inout CatalogueSearch
    ) {
        let rows = products.map { UnsafePointer<Float>?($0.values.start) }
        let moves = user.sparseMoves
        bound?.take(user.theta.start)
        withExtendedLifetime(products) {
            for first in stride(from: 0, to: catalogue.items.count, by: Self.blockLength) {
                Float.correctColumns(
                    Self.blockLength, layout.hiddenWidth,
                    catalogue.partColumns.start + first * layout.hiddenWidth,
                    user.userPart.start, rows, first, moves.starts, moves.which, moves.values.start,
                    hidden1.start)
                passThroughRest(first, of: catalogue, user: user, search: &search)
            }
        }
    }

    /// Computes the estimates by another pass through `fc1`.
    /// - Parameters:
    ///   - catalogue: the items' part.
    ///   - user: after the local update, with the weights moved.
    ///   - search: as above.
    func run(_ catalogue: CatalogueInputs, user: AdaptedUser, search: inout CatalogueSearch) {
        let (units, length) = (layout.hiddenWidth, Self.blockLength)
        let noMoves = [UInt32](repeating: 0, count: units + 1)
        bound?.take(user.theta.start)
        for first in stride(from: 0, to: catalogue.items.count, by: length) {
            Float.multiply(
                units, length, layout.itemWidth, user.theta.start + layout.fc1Weight, 1, units,
                catalogue.inputs.start + first,
                catalogue.paddedCount, hidden1.start, length, accumulate: false)
            Float.correctColumns(
                length, units, hidden1.start, user.userPart.start, [], first, noMoves, [], [], hidden1.start)
            passThroughRest(first, of: catalogue, user: user, search: &search)
        }
    }

    private func passThroughRest(
        _ first: Int, of catalogue: CatalogueInputs, user: AdaptedUser, search: inout CatalogueSearch
    ) {
        let (units, length, floor) = (layout.hiddenWidth, Self.blockLength, search.best.floor)
        let count = min(length, catalogue.items.count - first)
        let estimates = estimates.start + first
        if let bound, floor > -.infinity {
            bound.run(length, hidden1: hidden1.start, into: bounds.start)
            for item in 0..<count {
                guard !(bounds[item] < floor) else {
                    estimates[item] = -.infinity
                    continue
                }
                for unit in 0..<units { hiddenRows[unit] = hidden1[unit * length + item] }
                estimate(1, user: user, floor: floor, into: estimates + item)
            }
        } else {
            Float.transpose(units, length, hidden1.start, hiddenRows.start)
            estimate(count, user: user, floor: floor, into: estimates)
        }
        search.add(
            UnsafeMutableBufferPointer(start: estimates, count: count), from: first, of: catalogue.items)
    }

    /// Passes the first `count` items of `hiddenRows` on; −∞ for what is below the floor.
    private func estimate(
        _ count: Int, user: AdaptedUser, floor: Float, into estimates: UnsafeMutablePointer<Float>
    ) {
        let (units, theta) = (layout.hiddenWidth, UnsafePointer(user.theta.start))
        Float.projectSparseAbove(
            count, units, units, hiddenRows.start, theta + layout.fc2Weight, theta + layout.fc2Bias,
            theta + layout.outputWeight,
            theta[layout.outputBias], rising: user.risingUnits, floor: floor, estimates)
    }
}

/// The best items of a catalogue as they are met, block by block.
struct CatalogueSearch {
    /// Those found so far.
    private(set) var best: BestItems
    /// The places that are out of question, ascending, each once.
    private let excluded: [Int]
    private var passed = 0

    /// - Parameters:
    ///   - count: how many items to find; with 0 every item keeps its estimate.
    ///   - excluded: the places of items not to find.
    init(count: Int, excluding excluded: some Sequence<Int>) {
        best = BestItems(count: count)
        self.excluded = Set(excluded).sorted()
    }

    /// Looks at the next estimates, from a place on of a catalogue's items; those of excluded items become
    /// NaN.
    mutating func add(_ estimates: UnsafeMutableBufferPointer<Float>, from first: Int, of items: [Int]) {
        while passed < excluded.count, excluded[passed] < first + estimates.count {
            estimates[excluded[passed] - first] = .nan
            passed += 1
        }
        best.add(UnsafeBufferPointer(estimates), of: items[first..<first + estimates.count])
    }
}
