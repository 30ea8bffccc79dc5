import Datasets
import Elicitation
import Evaluation
import Storage
import Tasks

/// Whom grids are shown to: the users that a model held out, or users held out for this alone.
struct GridComparisonSubject {
    /// The model; `nil` where none takes part.
    let model: TrainedModel?
    /// The users and items that are new.
    let holdout: Holdout
    /// The held-out users who have taken enough.
    let people: [TapPerson]

    /// - Parameters:
    ///   - model: whose held-out users these are, if a model's.
    ///   - holdout: the users and items that are new.
    ///   - dataset: the dataset.
    ///   - positiveFrom: the lowest rating that counts as taken.
    /// - Throws: ``NobodyToShow``.
    init(model: TrainedModel? = nil, holdout: Holdout, dataset: Dataset, positiveFrom: Double?) throws {
        (self.model, self.holdout) = (model, holdout)
        let table = TapTable(of: dataset, holdout: holdout, isHeldOut: true, positiveFrom: positiveFrom)
        people = TapPerson.all(of: table)
        guard people.isEmpty else { return }
        throw NobodyToShow(
            heldOut: table.personCount, most: (0..<table.personCount).map { table.items(of: $0).count }.max() ?? 0,
            positiveFrom: positiveFrom)
    }
}

/// No held-out user has taken enough titles to be shown a grid and judged by the rest.
struct NobodyToShow: Error, CustomStringConvertible {
    let heldOut: Int
    let most: Int
    let positiveFrom: Double?

    var description: String {
        guard heldOut > 0 else {
            return
                "no user is held out, so there is nobody to show a grid to: run `icebreaker compare --answers taps --holdout 0.2`"
        }
        let floor = positiveFrom.map { " rated \($0) or more" } ?? " taken"
        let fix =
            positiveFrom == nil
            ? "hold out more users, such as with --holdout 0.5, or import more interactions" : "lower --positive-from"
        return "none of the \(heldOut) held-out users has \(TapPerson.minimumTaken) titles\(floor), which a comparison of grids "
            + "needs; the most that one has is \(most): \(fix)"
    }
}
