/// The estimates of the whole catalogue for one adapted user, block by block.
///
///     z₁ⱼ = xⱼ W₁ + Σᵢ (xᵢ · xⱼ) cᵢ + (the user's part and b₁)     x of the items alone, c as in ``AdaptedUser``
///
/// The rest is as in ``DecisionPass``. With xⱼ W₁ and the products at hand, n ratings cost n · units multiplications an item
/// in place of itemWidth · units for another pass through `fc1`; that pass is taken when there are more than itemWidth / 2
/// ratings. Most of h₁ is zero in a trained estimator, which the pass through `fc2` makes use of.
///
/// Who looks for the best items alone need not know the others' estimates. The units of h₂ are in the order of w₃, largest first, so
/// that after those with a positive w₃ the estimate can only fall: an item that is below the worst of the best so far then is
/// passed over.
final class CatalogueEstimation {
    private static var itemsPerBlock: Int { 96 }

    private let layout: DecisionLayout
    private let hidden1: Buffer<Float>
    /// ŷ by place in the catalogue.
    let estimates: Buffer<Float>

    /// Allocates memory for a catalogue.
    init(layout: DecisionLayout, catalogueCount: Int) {
        self.layout = layout
        hidden1 = Buffer(Self.itemsPerBlock * layout.hiddenWidth)
        estimates = Buffer(catalogueCount)
    }

    /// Whether so many ratings are cheaper by their products than by another pass through `fc1`, if there is one.
    static func usesProducts(_ ratingCount: Int, layout: DecisionLayout) -> Bool {
        layout.itemWidth == 0 || 2 * ratingCount <= layout.itemWidth
    }

    /// Computes the estimates by the products.
    /// - Parameters:
    ///   - catalogue: the items' part.
    ///   - user: after the local update.
    ///   - products: xᵢ · xⱼ of the rated items that moved W₁, one row for each or none at all.
    ///   - search: what to look for meanwhile; an item that is out of question for it has the estimate −∞.
    func run(
        _ catalogue: CatalogueInputs, user: AdaptedUser, products: [InputProducts.Row], search: inout CatalogueSearch
    ) {
        let rows = products.map { UnsafePointer<Float>?($0.values.start) }
        withExtendedLifetime(products) {
            forEachBlock(catalogue) { block in
                Float.correctRectify(
                    block.count, layout.hiddenWidth, rows.count, catalogue.parts.start + block.lowerBound * layout.hiddenWidth,
                    user.userPart.start, rows, block.lowerBound, user.moves.start, hidden1.start)
                passThroughRest(block, user: user, search: &search)
            }
        }
    }

    /// Computes the estimates by another pass through `fc1`.
    /// - Parameters:
    ///   - catalogue: the items' part.
    ///   - user: after the local update, with the weights moved.
    ///   - search: as above.
    func run(_ catalogue: CatalogueInputs, user: AdaptedUser, search: inout CatalogueSearch) {
        let (count, units, width) = (catalogue.items.count, layout.hiddenWidth, layout.itemWidth)
        forEachBlock(catalogue) { block in
            Float.multiply(
                block.count, units, width, catalogue.inputs.start + block.lowerBound, 1, count,
                user.theta.start + layout.fc1Weight, units, hidden1.start, units, accumulate: false)
            Float.addBiasRectify(block.count, units, user.userPart.start, hidden1.start)
            passThroughRest(block, user: user, search: &search)
        }
    }

    private func forEachBlock(_ catalogue: CatalogueInputs, _ body: (Range<Int>) -> Void) {
        for start in stride(from: 0, to: catalogue.items.count, by: Self.itemsPerBlock) {
            body(start..<min(start + Self.itemsPerBlock, catalogue.items.count))
        }
    }

    private func passThroughRest(_ block: Range<Int>, user: AdaptedUser, search: inout CatalogueSearch) {
        let (n, units, theta) = (block.count, layout.hiddenWidth, UnsafePointer(user.theta.start))
        let estimates = estimates.start + block.lowerBound
        Float.projectSparseAbove(
            n, units, units, hidden1.start, theta + layout.fc2Weight, theta + layout.fc2Bias, theta + layout.outputWeight,
            theta[layout.outputBias], rising: user.risingUnits, floor: search.best.floor, estimates)
        search.add(UnsafeMutableBufferPointer(start: estimates, count: n), from: block.lowerBound)
    }
}

/// The best items of a catalogue as they are met, place by place.
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

    /// Looks at the next estimates; those of excluded items become NaN.
    mutating func add(_ estimates: UnsafeMutableBufferPointer<Float>, from first: Int) {
        while passed < excluded.count, excluded[passed] < first + estimates.count {
            estimates[excluded[passed] - first] = .nan
            passed += 1
        }
        best.add(UnsafeBufferPointer(estimates), from: first)
    }
}
