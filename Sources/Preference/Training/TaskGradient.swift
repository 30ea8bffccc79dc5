import Algebra
import Tasks

/// What one task of a batch contributes to the global update.
final class TaskGradient<Scalar: EstimatorScalar> {
    private let layout: DecisionLayout
    /// The query loss, in the units of the loss.
    var loss: Scalar = 0
    /// ∂L/∂θ₂, shape [layout.count].
    let decision: Buffer<Scalar>
    /// ∂L/∂(item inputs): query rows first, then support rows in second order.
    private let items: Buffer<Scalar>
    /// ∂L/∂(user inputs).
    private let user: Buffer<Scalar>
    private var queryCount = 0
    private var supportCount = 0

    init(layout: DecisionLayout, rows: Int) {
        self.layout = layout
        decision = Buffer(layout.count)
        items = Buffer(rows * layout.itemWidth)
        user = Buffer(layout.userWidth)
    }

    /// Takes over the gradients of the query set's inputs.
    func setQuery(_ pass: DecisionPass<Scalar>) {
        queryCount = pass.count
        supportCount = 0
        items.start.update(from: pass.itemGradients.start, count: pass.count * layout.itemWidth)
        user.start.update(from: pass.userGradients.start, count: layout.userWidth)
    }

    /// Makes room for the support set's rows.
    func clearSupport(_ count: Int) {
        supportCount = count
        (items.start + queryCount * layout.itemWidth).update(repeating: 0, count: count * layout.itemWidth)
    }

    /// Goes one local step back: v ← v − α H v, and −α times the mixed derivative for the inputs.
    func addSupport(_ pass: DirectionalPass<Scalar>, rate: Scalar) {
        Scalar.addScaled(layout.count, -rate, pass.hessianProduct.start, decision.start)
        Scalar.addScaled(
            supportCount * layout.itemWidth, -rate, pass.itemGradients.start,
            items.start + queryCount * layout.itemWidth)
        Scalar.addScaled(layout.userWidth, -rate, pass.userGradients.start, user.start)
    }

    /// Adds the item inputs' gradients to those of the embedding rows that one item feature has.
    func scatter(
        _ task: UserTask, item feature: TokenFeature, into gradient: UnsafeMutablePointer<Scalar>,
        touch: (Int) -> Void
    ) {
        var row = UnsafePointer(items.start)
        for item in task.queryItems {
            feature.scatter(row, of: Int(item), into: gradient, touch: touch)
            row += layout.itemWidth
        }
        guard supportCount > 0 else { return }
        for item in task.supportItems {
            feature.scatter(row, of: Int(item), into: gradient, touch: touch)
            row += layout.itemWidth
        }
    }

    /// Adds the user inputs' gradients to those of the embedding rows that one user feature has.
    func scatter(
        _ task: UserTask, user feature: TokenFeature, into gradient: UnsafeMutablePointer<Scalar>,
        touch: (Int) -> Void
    ) {
        feature.scatter(user.start, of: Int(task.user), into: gradient, touch: touch)
    }
}
