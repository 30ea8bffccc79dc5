/// The estimates of the whole catalogue for one adapted user, block by block.
///
///     z₁ⱼ = xⱼ W₁ + Σᵢ (xᵢ · xⱼ) cᵢ + (the user's part and b₁)     x of the items alone, c as in ``AdaptedUser``
///
/// The rest is as in ``DecisionPass``. With xⱼ W₁ and the products at hand, n ratings cost n · units multiplications an item
/// in place of itemWidth · units for another pass through `fc1`; that pass is taken when there are more than itemWidth / 2
/// ratings. Most of h₁ is zero in a trained estimator, which the pass through `fc2` makes use of.
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
    func run(_ catalogue: CatalogueInputs, user: AdaptedUser, products: [InputProducts.Row]) {
        let rows = products.map { UnsafePointer<Float>?($0.values.start) }
        withExtendedLifetime(products) {
            forEachBlock(catalogue) { block in
                Float.correctRectify(
                    block.count, layout.hiddenWidth, rows.count, catalogue.parts.start + block.lowerBound * layout.hiddenWidth,
                    user.userPart.start, rows, block.lowerBound, user.moves.start, hidden1.start)
                passThroughRest(block, theta: user.theta.start)
            }
        }
    }

    /// Computes the estimates by another pass through `fc1`.
    /// - Parameters:
    ///   - catalogue: the items' part.
    ///   - user: after the local update, with the weights moved.
    func run(_ catalogue: CatalogueInputs, user: AdaptedUser) {
        let (count, units, width) = (catalogue.items.count, layout.hiddenWidth, layout.itemWidth)
        forEachBlock(catalogue) { block in
            Float.multiply(
                block.count, units, width, catalogue.inputs.start + block.lowerBound, 1, count,
                user.theta.start + layout.fc1Weight, units, hidden1.start, units, accumulate: false)
            Float.addBiasRectify(block.count, units, user.userPart.start, hidden1.start)
            passThroughRest(block, theta: user.theta.start)
        }
    }

    private func forEachBlock(_ catalogue: CatalogueInputs, _ body: (Range<Int>) -> Void) {
        for start in stride(from: 0, to: catalogue.items.count, by: Self.itemsPerBlock) {
            body(start..<min(start + Self.itemsPerBlock, catalogue.items.count))
        }
    }

    private func passThroughRest(_ block: Range<Int>, theta: UnsafePointer<Float>) {
        let (n, units) = (block.count, layout.hiddenWidth)
        Float.projectSparse(
            n, units, units, hidden1.start, theta + layout.fc2Weight, theta + layout.fc2Bias, theta + layout.outputWeight,
            theta[layout.outputBias], estimates.start + block.lowerBound, measures: nil)
    }
}
