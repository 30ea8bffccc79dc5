import Datasets

/// Why an item is on a list, in words for a person who knows the product and no statistics.
package struct Explanation: Sendable, Equatable, CustomStringConvertible {
    /// One or two sentences, such as
    /// `Known by 46% of users (3rd most popular); one answer moves the estimate 1.2 times as much as the average item's.`
    package let description: String

    /// Explains an item of a ranking.
    /// - Parameters:
    ///   - ranked: the item with what its strategy says of it; `nil` where the strategy did not rank it.
    ///   - item: the position of the item.
    ///   - counts: how many users know each item.
    ///   - isPinned: whether the item was pinned to the list.
    ///   - feedback: whether users rate items, or only take them.
    package init(
        _ ranked: RankedItem?, item: Int, counts: KnownCounts, isPinned: Bool = false,
        feedback: Feedback = .explicit
    ) {
        let reason = ranked?.reason.map { "; \($0)" } ?? ""
        description =
            Explanation.knowledge(ofItem: item, counts: counts, feedback: feedback) + reason + "."
            + (isPinned ? " Pinned to the list." : "")
    }

    /// Who knows the item: by share, or by number where there are fewer than 1,000 users, and its place by
    /// popularity.
    private static func knowledge(ofItem item: Int, counts: KnownCounts, feedback: Feedback) -> String {
        let (count, users) = (counts.counts[item], counts.userCount)
        guard count > 0 else { return "No user has \(feedback == .implicit ? "taken" : "rated") it yet" }
        return "Known by \(people(count, of: users)) (\(place(ofItem: item, counts: counts)))"
    }

    private static func people(_ count: Int, of users: Int) -> String {
        guard users >= 1000 else { return "\(count) of \(Wording.count(users, "user", "users"))" }
        let percent = Int((100 * Double(count) / Double(users)).rounded())
        if percent == 0 { return "fewer than 1% of users" }
        return percent == 100 && count < users ? "over 99% of users" : "\(percent)% of users"
    }

    private static func place(ofItem item: Int, counts: KnownCounts) -> String {
        let rank = counts.rank(ofItem: item)
        let joint = counts.sharesRank(item: item) ? "joint " : ""
        return joint + (rank == 1 ? "most popular" : "\(Wording.ordinal(rank)) most popular")
    }
}
