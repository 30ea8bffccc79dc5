/// The estimates of the whole catalogue for one adapted user, block by block.
///
///     z₁ⱼ = xⱼ W₁ + Σᵢ (xᵢ · xⱼ) cᵢ + (the user's part and b₁)     ŷⱼ as in ``DecisionPass``
///
/// With xⱼ W₁ and the products at hand, n ratings cost n · units multiplications an item in place of itemWidth · units for
/// another pass through `fc1`; that pass is taken when there are more than itemWidth / 2 ratings. The user's inputs are the
/// same for all items and belong to the user's part, W₁ and b₁ as they are after the update.
final class CatalogueEstimation {
    private static var itemsPerBlock: Int { 96 }

    private let layout: DecisionLayout
    private let hidden1: Buffer<Float>
    private let hidden2: Buffer<Float>
    private let products: Buffer<Float>
    /// ŷ by place in the catalogue.
    let estimates: Buffer<Float>

    /// Allocates memory for a catalogue.
    init(layout: DecisionLayout, catalogueCount: Int) {
        self.layout = layout
        hidden1 = Buffer(Self.itemsPerBlock * layout.hiddenWidth)
        hidden2 = Buffer(Self.itemsPerBlock * layout.hiddenWidth)
        products = Buffer(Self.itemsPerBlock * (layout.itemWidth / 2))
        estimates = Buffer(catalogueCount)
    }

    /// Whether so many ratings are cheaper by their products than by another pass through `fc1`.
    static func usesProducts(_ ratingCount: Int, layout: DecisionLayout) -> Bool { 2 * ratingCount <= layout.itemWidth }

    /// Computes the estimates.
    /// - Parameters:
    ///   - catalogue: the items' part.
    ///   - user: after the local update.
    ///   - rows: xᵢ · xⱼ, shape [ratings][items], when the ratings are few enough for products; else not looked at.
    func run(_ catalogue: CatalogueInputs, user: AdaptedUser, rows: [[Float]]) {
        let (units, size) = (layout.hiddenWidth, Self.itemsPerBlock)
        user.support.computeUserPart(user.theta.start)
        for start in stride(from: 0, to: catalogue.items.count, by: size) {
            let block = start..<min(start + size, catalogue.items.count)
            if Self.usesProducts(user.support.count, layout: layout) {
                addProducts(block, catalogue: catalogue, user: user, rows: rows)
            } else {
                passThroughFirstLayer(block, catalogue: catalogue, user: user)
            }
            Float.addBiasRectify(block.count, units, user.support.userPart.start, hidden1.start)
            passThroughRest(block, theta: user.theta.start)
        }
    }

    private func addProducts(_ block: Range<Int>, catalogue: CatalogueInputs, user: AdaptedUser, rows: [[Float]]) {
        let (units, size) = (layout.hiddenWidth, Self.itemsPerBlock)
        catalogue.parts.withUnsafeBufferPointer {
            guard let parts = $0.baseAddress else { return }
            hidden1.start.update(from: parts + block.lowerBound * units, count: block.count * units)
        }
        guard !rows.isEmpty else { return }
        for (number, row) in rows.enumerated() {
            row.withUnsafeBufferPointer {
                guard let row = $0.baseAddress else { return }
                (products.start + number * size).update(from: row + block.lowerBound, count: block.count)
            }
        }
        Float.multiply(
            block.count, units, rows.count, products.start, 1, size, user.moves.start, units, hidden1.start, units,
            accumulate: true)
    }

    private func passThroughFirstLayer(_ block: Range<Int>, catalogue: CatalogueInputs, user: AdaptedUser) {
        let (units, width) = (layout.hiddenWidth, layout.itemWidth)
        catalogue.inputs.withUnsafeBufferPointer {
            guard let inputs = $0.baseAddress else { return hidden1.zero() }
            Float.multiply(
                block.count, units, width, inputs + block.lowerBound * width, width, 1, user.theta.start + layout.fc1Weight,
                units, hidden1.start, units, accumulate: false)
        }
    }

    private func passThroughRest(_ block: Range<Int>, theta: UnsafePointer<Float>) {
        let (n, units) = (block.count, layout.hiddenWidth)
        Float.multiply(
            n, units, units, hidden1.start, units, 1, theta + layout.fc2Weight, units, hidden2.start, units, accumulate: false)
        Float.addBiasRectify(n, units, theta + layout.fc2Bias, hidden2.start)
        Float.project(
            n, units, hidden2.start, theta + layout.outputWeight, theta[layout.outputBias],
            estimates.start + block.lowerBound)
    }
}
