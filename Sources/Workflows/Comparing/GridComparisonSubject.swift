import Datasets
import Elicitation
import Evaluation
import Storage
import Tasks

/// Whom grids are shown to: the users that a model held out, or users held out for this alone.
package struct GridComparisonSubject {
    /// The model; `nil` where none takes part.
    package let model: TrainedModel?
    /// The users and items that are new.
    package let holdout: Holdout
    /// The held-out users who have taken enough.
    package let people: [TapPerson]

    /// The users that are held out for this, or else by a model, or else a fifth of all.
    /// - Parameters:
    ///   - holdout: who is held out, without a model.
    ///   - model: which model; the latest that held out users where `nil`.
    ///   - seed: what the fifth is drawn by.
    ///   - options: how many tiles a grid has, what counts as taken, and how many titles somebody needs.
    /// - Throws: ``SmallCatalogue`` or ``NobodyToShow``.
    package init(
        _ holdout: Holdout?, model reference: RecordReference?, in workspace: Workspace, dataset: Dataset,
        seed: UInt64, options: GridComparisonSession.Options, progress: WorkProgress
    ) throws {
        if let holdout {
            try self.init(model: nil, holdout: holdout, dataset: dataset, options: options)
            return
        }
        if try reference != nil || !workspace.models().isEmpty {
            let model = try workspace.trainedModel(
                reference ?? workspace.defaultModel(for: .measuring), dataset: dataset)
            if reference != nil || model.holdout.newUsers.contains(true) {
                progress.notes(about: model)
                try self.init(
                    model: model, holdout: model.holdout, dataset: dataset, options: options)
                return
            }
        }
        progress.note("without a model that held out users, a fifth of all users is held out here")
        try self.init(
            model: nil, holdout: HoldoutChoice.share(0.2).newUsers(of: dataset, seed: seed), dataset: dataset,
            options: options)
    }

    private init(
        model: TrainedModel?, holdout: Holdout, dataset: Dataset, options: GridComparisonSession.Options
    ) throws {
        (self.model, self.holdout) = (model, holdout)
        let table = TapTable(
            of: dataset, holdout: holdout, isHeldOut: true, positiveFrom: options.positiveFrom)
        let minimum = options.minimumTaken ?? TapPerson.usualMinimum
        people = TapPerson.all(of: table, minimum: minimum)
        let nobody = NobodyToShow(
            taken: (0..<table.personCount).map { table.items(of: $0).count }, minimum: minimum,
            positiveFrom: options.positiveFrom)
        let items = holdout.newItems.count { !$0 }
        guard 2 * options.shown < items else {
            throw SmallCatalogue(
                items: items, shown: options.shown,
                minimum: people.isEmpty ? nobody.lowerMinimum : options.minimumTaken)
        }
        guard !people.isEmpty else { throw nobody }
    }

    /// The recommenders that can take part: all, or all but the one of a model where there is none.
    package var recommenders: [GridRecommenderName] {
        GridRecommenderName.allCases.filter { model != nil || $0 != .localUpdate }
    }
}

/// The catalogue is so small that its halves have no more titles than a grid, so that all grids would be the
/// same.
package struct SmallCatalogue: Error, CustomStringConvertible {
    let items: Int
    let shown: Int
    /// The fewest titles with which somebody takes part, where it has to be said.
    package let minimum: Int?
    /// A number of tiles that is possible.
    package var fewer: Int { max(1, items / 4) }

    /// What is wrong.
    package var problem: String {
        "tiles are chosen from one half of the \(items) titles and judged by the other, and half has no more than the "
            + "\(shown) tiles of a grid, so that all grids would be the same"
    }
    package var description: String {
        "\(problem): show \(fewer) tiles"
            + (minimum.map { ", and let users with \($0) titles take part" } ?? "")
    }
}

/// No held-out user has taken enough titles to be shown a grid and judged by the rest.
package struct NobodyToShow: Error, CustomStringConvertible {
    /// How many titles each held-out user has taken.
    let taken: [Int]
    let minimum: Int
    package let positiveFrom: Double?

    /// A number of titles that at least half of the held-out users have; `nil` where that is too few to be
    /// judged by.
    package var lowerMinimum: Int? {
        let median = taken.sorted(by: >).dropFirst(taken.count / 2).first ?? 0
        return median >= 2 ? min(median, minimum) : nil
    }
    /// Whether nobody is held out at all.
    package var isOfNobody: Bool { taken.isEmpty }

    /// What is wrong.
    package var problem: String {
        guard !isOfNobody else { return "no user is held out, so there is nobody to show a grid to" }
        let floor = positiveFrom.map { " rated \($0) or more" } ?? " taken"
        return
            "none of the \(taken.count) held-out users has \(minimum) titles\(floor), which a comparison of grids needs; the "
            + "most that one has is \(taken.max() ?? 0)"
    }
    package var description: String {
        if let lowerMinimum { return "\(problem): let users with \(lowerMinimum) titles take part" }
        let isFloor = !isOfNobody && positiveFrom != nil
        return "\(problem): \(isFloor ? "let lower ratings count as taken" : "hold out more users")"
    }
}
