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
    ///   - shown: how many tiles each grid has.
    ///   - flags: what counts as taken, and how many titles somebody needs.
    /// - Throws: ``SmallCatalogue`` or ``NobodyToShow``.
    init(
        model: TrainedModel? = nil, holdout: Holdout, dataset: Dataset, shown: Int, flags: GridComparisonFlags
    ) throws {
        (self.model, self.holdout) = (model, holdout)
        let table = TapTable(of: dataset, holdout: holdout, isHeldOut: true, positiveFrom: flags.positiveFrom)
        let minimum = flags.minTaken ?? TapPerson.usualMinimum
        people = TapPerson.all(of: table, minimum: minimum)
        let nobody = NobodyToShow(
            taken: (0..<table.personCount).map { table.items(of: $0).count }, minimum: minimum,
            positiveFrom: flags.positiveFrom)
        let items = holdout.newItems.count { !$0 }
        guard 2 * shown < items else {
            throw SmallCatalogue(
                items: items, shown: shown, minimum: people.isEmpty ? nobody.lowerMinimum : flags.minTaken)
        }
        guard !people.isEmpty else { throw nobody }
    }
}

/// The catalogue is so small that its halves have no more titles than a grid, so that all grids would be the
/// same.
struct SmallCatalogue: Error, CustomStringConvertible {
    let items: Int
    let shown: Int
    /// The fewest titles with which somebody takes part, where the command has to say it.
    let minimum: Int?

    var description: String {
        let fewer = "--shown \(max(1, items / 4))" + (minimum.map { " --min-taken \($0)" } ?? "")
        return
            "tiles are chosen from one half of the \(items) titles and judged by the other, and half has no more than the "
            + "\(shown) tiles of a grid, so that all grids would be the same: add \(fewer)"
    }
}

/// No held-out user has taken enough titles to be shown a grid and judged by the rest.
struct NobodyToShow: Error, CustomStringConvertible {
    /// How many titles each held-out user has taken.
    let taken: [Int]
    let minimum: Int
    let positiveFrom: Double?

    /// A number of titles that at least half of the held-out users have; `nil` where that is too few to be
    /// judged by.
    var lowerMinimum: Int? {
        let median = taken.sorted(by: >).dropFirst(taken.count / 2).first ?? 0
        return median >= 2 ? min(median, minimum) : nil
    }

    var description: String {
        guard !taken.isEmpty else {
            return
                "no user is held out, so there is nobody to show a grid to: run `icebreaker compare --answers taps --holdout 0.2`"
        }
        let floor = positiveFrom.map { " rated \($0) or more" } ?? " taken"
        let fix =
            lowerMinimum.map { "let users with fewer take part, such as with --min-taken \($0)" }
            ?? (positiveFrom == nil
                ? "hold out more users, such as with --holdout 0.5, or import more interactions"
                : "lower --positive-from")
        return
            "none of the \(taken.count) held-out users has \(minimum) titles\(floor), which a comparison of grids needs; the "
            + "most that one has is \(taken.max() ?? 0): \(fix)"
    }
}
