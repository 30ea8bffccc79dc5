import Datasets
import Foundation
import Preference
import Support

extension DemoView {
    /// The recommendations with how they changed.
    static func recommendations(
        _ now: [Recommendation], before: [Recommendation]?, dataset: Dataset, titles: [String],
        texts: DemoTexts
    ) -> [Recommended] {
        now.enumerated().map { place, item in
            let label = dataset.label(ofItem: item.item)
            return Recommended(
                rank: place + 1, title: label.titleAndYear,
                reason: before == nil
                    ? texts.text("unanswered")
                    : reason(item, isRated: dataset.feedback == .explicit, titles: titles, texts),
                genres: genres(label),
                estimate: dataset.feedback == .explicit ? estimate(item.estimate, on: dataset.scale) : nil,
                change: before.map { change(place, before: $0.firstIndex { $0.item == item.item }, texts) })
        }
    }

    /// What the figures mean, and which items may be recommended.
    static func hints(_ dataset: Dataset, minimumKnown: Int, texts: DemoTexts) -> [String] {
        let (low, high) = (dataset.scale.minimum.plainText, dataset.scale.maximum.plainText)
        return [
            texts.text("hint", isRated: dataset.feedback == .explicit, ["lowest": low, "highest": high]),
            minimumKnown > 0 ? texts.text("known", ["count": "\(minimumKnown)"]) : texts.text("known.all"),
        ]
    }

    /// An estimate as a rating of the scale: what lies beyond an end is that end.
    static func estimate(_ estimate: Double, on scale: RatingScale) -> String {
        String(format: "%.2f", min(max(estimate, scale.minimum), scale.maximum))
    }

    private static func change(_ place: Int, before: Int?, _ texts: DemoTexts) -> String {
        guard let before else { return texts.text("new") }
        if before == place { return texts.text("same") }
        return texts.text(before > place ? "up" : "down", ["count": "\(abs(before - place))"])
    }

    /// The same in the page's language as `RecommendationReason` tells programs.
    private static func reason(_ item: Recommendation, isRated: Bool, titles: [String], _ texts: DemoTexts)
        -> String
    {
        let raised = item.reasons.filter { $0.effect > 0 }.map { titles[$0.item] }
        if let last = raised.last {
            let first = raised.dropLast().joined(separator: ", ")
            let all = raised.count == 1 ? last : first + texts.text("and") + last
            return texts.text(
                isRated && raised.count == 1 ? "raised.one" : "raised", isRated: isRated, ["titles": all])
        }
        guard let lowered = item.reasons.first else { return texts.text("unmoved", isRated: isRated) }
        return texts.text("lowered", isRated: isRated, ["titles": titles[lowered.item]])
    }
}
