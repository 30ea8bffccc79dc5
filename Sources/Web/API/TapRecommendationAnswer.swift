import Datasets
import Support
import Workflows

/// The answer to `POST /api/v1/recommendations` with taps: the best items by the linear recommender.
struct TapRecommendationAnswer {
    let served: ServedDataset
    let request: RecommendationRequest

    /// Answers.
    /// - Parameters:
    ///   - shown: the ids of the tiles that the user saw; nil where the request does not say.
    ///   - taps: the ids of what they tapped, among the tiles or elsewhere.
    func text(shown: [ExternalID]?, taps: [ExternalID]) throws -> JSONText {
        let given = try GivenTaps(
            shown: shown ?? [], taps: taps, isLenient: request.isLenient, dataset: served.dataset)
        guard let recommender = served.taps.current else { throw WebError.tapsNotReady }
        let answered = Set(given.shown).union(given.taps)
        let least =
            request.minimumKnown ?? served.catalogue.minimumKnown(leaving: request.count, without: answered)
        let items = recommender.recommendations(
            shown: given.shown, taps: given.taps, features: request.features, count: request.count,
            excluding: answered.union(served.catalogue.items(knownToFewerThan: least)))
        var notes = notes(hasShown: shown != nil, recommender)
        if items.count < request.count {
            notes.append(shortfall(items.count, answered: answered, minimumKnown: least))
        }
        var text = JSONText(capacity: 768 * items.count + 64)
        text.raw("{\"model\":null,\"recommender\":\"linear\",\"list\":")
        text.optional(served.onboarding.list) { $0.integer(Int($1.id)) }
        text.raw(",\"minKnown\":")
        text.integer(least)
        text.raw(",\"recommendations\":")
        text.array(items) { append($1, to: &$0) }
        if request.isLenient {
            text.raw(",\"unknown\":")
            text.array(given.unknown) { $0.string($1) }
        }
        text.raw(",\"notes\":")
        text.array(notes) { $1.append(to: &$0) }
        text.raw("}")
        return text
    }

    private func notes(hasShown: Bool, _ recommender: TapRecommender) -> [RecommendationNote] {
        let used = recommender.usedFeatures(request.features)
        let unused = request.features.filter { !$0.value.isEmpty && !used.contains($0.key) }.keys.sorted()
        return (hasShown ? [] : [.tapsOnly]) + unused.map { .unusedFeature($0) }
    }

    private func shortfall(_ found: Int, answered: Set<Int>, minimumKnown: Int) -> RecommendationNote {
        let little = served.catalogue.best(knownToFewerThan: minimumKnown, without: answered)
        return RecommendationNote(
            RecommendationShortfall(
                found: found, wanted: request.count, items: served.dataset.items.count, rated: answered.count,
                tooLittleKnown: little.count, minimumKnown: minimumKnown, isRated: false,
                mostKnown: little.known))
    }

    private func append(_ item: TapRecommendation, to text: inout JSONText) {
        let catalogue = served.catalogue
        text.raw("{")
        text.raw(catalogue.members(ofItem: item.item))
        text.raw(",\"score\":")
        text.number(item.score)
        text.raw(",\"scoreBefore\":")
        text.number(item.scoreBefore)
        text.raw(",\"reason\":{\"text\":\"")
        appendReason(item, to: &text)
        text.raw("\",\"taps\":")
        text.array(item.reasons) { text, reason in
            text.raw("{\"item\":")
            text.raw(catalogue.id(ofItem: reason.item))
            text.raw(",\"effect\":")
            text.number(reason.effect)
            text.raw("}")
        }
        text.raw("}}")
    }

    /// The sentence, within quotes that are there.
    private func appendReason(_ item: TapRecommendation, to text: inout JSONText) {
        let named = item.reasons.prefix(2)
        guard !named.isEmpty else {
            text.raw("None of your taps raised this; ")
            text.integer(Int((item.scoreBefore * 100).rounded()))
            return text.raw("% of all people take it.")
        }
        text.raw("Because you tapped ")
        for (place, reason) in named.enumerated() {
            if place > 0 { text.raw(" and ") }
            text.raw(served.catalogue.title(ofItem: reason.item))
        }
        text.raw(".")
    }
}
