import Workflows

/// Why an item is recommended to whoever picked some titles, in the words of a page.
struct GridReason {
    let recommender: TapRecommender
    let titles: [String]
    let texts: GridTexts

    /// The picks that raised it most, and what is true of those who know the first of them: a figure that can
    /// be checked. Where no pick raised it, how well it is known.
    /// - Parameter isShort: whether the figure is left out, where there is little room.
    func sentence(for item: TapRecommendation, isShort: Bool) -> String {
        let all = texts.percent(recommender.share(of: item.item))
        let kind = recommender.isOfLikes ? "like" : "know"
        guard let first = item.reasons.first else { return texts.text("popular.\(kind)", ["all": all]) }
        // A second pick that did much less is not worth a reader's time.
        let named = item.reasons.prefix(2).filter { $0.effect >= first.effect / 2 }
        let because = texts.text("because", ["titles": texts.list(named.map { titles[$0.item] })])
        if isShort { return because }
        let share = texts.percent(recommender.share(of: item.item, amongThoseWith: first.item))
        let fact = named.count == 1 ? "fact.one.\(kind)" : "fact.\(kind)"
        return because + " " + texts.text(fact, ["share": share, "title": titles[first.item], "all": all])
    }
}
