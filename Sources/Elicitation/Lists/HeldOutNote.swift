/// What a reader must know of a list whose model held users or items out: training never saw them, so that
/// the model could be measured on them.
package struct HeldOutNote: Sendable, Equatable {
    /// Whose ratings the gradient norms are of.
    package enum Scored: Sendable, Equatable {
        /// Of all users, those held out among them.
        case everything
        /// Of the users and items that the model was trained on.
        case trainingUsers
    }

    /// The number of the model.
    package let model: Int64
    /// How many users it held out.
    package let users: Int
    /// How many items it held out.
    package let items: Int
    /// Whose ratings were scored.
    package let scored: Scored

    /// Describes what a model held out; `nil` where it held out nothing.
    package init?(model: Int64, users: Int, items: Int, scored: Scored) {
        guard users > 0 || items > 0 else { return nil }
        (self.model, self.users, self.items, self.scored) = (model, users, items, scored)
    }
}

extension HeldOutNote: CustomStringConvertible {
    /// Two sentences.
    package var description: String {
        let parts = [
            users > 0 ? Wording.count(users, "user", "users") : nil,
            items > 0 ? Wording.count(items, "item", "items") : nil,
        ].compactMap { $0 }
        let who = "Model \(model) never saw \(Wording.list(parts)), held out to measure it."
        switch scored {
        case .everything:
            return
                "\(who) This list is scored over all users and items, those included; for a model that was fitted on "
                + "everything, run `icebreaker train` without --holdout, or with --final-fit beside it."
        case .trainingUsers:
            let lost =
                items > 0
                ? "No held-out item is on this list unless it is pinned, since only the ratings that the model was trained on were scored"
                : "Only the ratings that the model was trained on were scored"
            return
                "\(who) \(lost); `icebreaker select --model \(model) --popularity users` scores everything."
        }
    }
}
