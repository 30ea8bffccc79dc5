/// What a reader must know of a list whose model held users or items out: training never saw them, so that the model could be
/// measured on them.
public struct HeldOutNote: Sendable, Equatable {
    /// Whose ratings the gradient norms are of.
    public enum Scored: Sendable, Equatable {
        /// Of all users, those held out among them.
        case everything
        /// Of the users and items that the model was trained on.
        case trainingUsers
    }

    /// The number of the model.
    public let model: Int64
    /// How many users it held out.
    public let users: Int
    /// How many items it held out.
    public let items: Int
    /// Whose ratings were scored.
    public let scored: Scored

    /// Describes what a model held out; `nil` where it held out nothing.
    public init?(model: Int64, users: Int, items: Int, scored: Scored) {
        guard users > 0 || items > 0 else { return nil }
        (self.model, self.users, self.items, self.scored) = (model, users, items, scored)
    }
}

extension HeldOutNote: CustomStringConvertible {
    /// Two sentences.
    public var description: String {
        let parts = [
            users > 0 ? Wording.count(users, "user", "users") : nil, items > 0 ? Wording.count(items, "item", "items") : nil,
        ].compactMap { $0 }
        let who = "Model \(model) never saw \(Wording.list(parts)), held out to measure it."
        switch scored {
        case .everything:
            return "\(who) This list is scored over all users and items, those included; for a model that was fitted on "
                + "everything, run `icebreaker train` without --holdout, or with --final-fit beside it."
        case .trainingUsers:
            let lost =
                items > 0
                ? "No held-out item is on this list unless it is pinned, since only the ratings that the model was trained on were scored"
                : "Only the ratings that the model was trained on were scored"
            return "\(who) \(lost); `icebreaker select --model \(model) --popularity users` scores everything."
        }
    }
}
