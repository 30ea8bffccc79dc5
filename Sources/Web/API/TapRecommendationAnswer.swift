import Datasets
import Elicitation
import Preference
import Support
import Workflows

/// The answer to `POST /api/v1/recommendations` with taps: the best items by the recommender that the request
/// names.
struct TapRecommendationAnswer {
    let served: ServedDataset
    let request: RecommendationRequest
    let user: NewUser

    /// What a recommender found.
    private struct Found {
        /// The number of the model; nil where none is needed.
        var model: Int64?
        var items: [TapRecommendation]
        var notes: [RecommendationNote]
    }

    /// Answers.
    /// - Parameters:
    ///   - shown: the ids of the tiles that the user saw; nil where the request does not say.
    ///   - taps: the ids of what they tapped, among the tiles or elsewhere.
    func text(shown: [ExternalID]?, taps: [ExternalID]) throws -> JSONText {
        let given = try GivenTaps(
            shown: shown ?? [], taps: taps, isLenient: request.isLenient, dataset: served.dataset)
        let answered = Set(given.shown).union(given.taps)
        let least =
            request.minimumKnown ?? served.catalogue.minimumKnown(leaving: request.count, without: answered)
        let excluded = answered.union(served.catalogue.items(knownToFewerThan: least))
        var found =
            request.recommender == .localUpdate
            ? try byLocalUpdate(given, excluding: excluded) : try byCounts(given, excluding: excluded)
        if shown == nil { found.notes.insert(.tapsOnly, at: 0) }
        if found.items.count < request.count {
            found.notes.append(
                try shortfall(found.items.count, answered: answered, minimumKnown: least))
        }
        var text = JSONText(capacity: 768 * found.items.count + 64)
        text.raw("{\"model\":")
        text.optional(found.model) { $0.integer(Int($1)) }
        text.raw(",\"recommender\":")
        text.string(request.recommender.rawValue)
        text.raw(",\"list\":")
        text.optional(served.onboarding.list) { $0.integer(Int($1.id)) }
        text.raw(",\"minKnown\":")
        text.integer(least)
        text.raw(",\"recommendations\":")
        text.array(found.items) { append($1, to: &$0) }
        if request.isLenient {
            text.raw(",\"unknown\":")
            text.array(given.unknown) { $0.string($1) }
        }
        text.raw(",\"notes\":")
        text.array(found.notes) { $1.append(to: &$0) }
        text.raw("}")
        return text
    }

    /// The linear recommender, from counts of who took what.
    private func byCounts(_ given: GivenTaps, excluding excluded: Set<Int>) throws(WebError) -> Found {
        guard let recommender = served.taps.current else { throw WebError.tapsNotReady }
        let items = recommender.recommendations(
            shown: given.shown, taps: given.taps, features: request.features, count: request.count,
            excluding: excluded)
        let used = recommender.usedFeatures(request.features)
        let unused = request.features.filter { !$0.value.isEmpty && !used.contains($0.key) }.keys.sorted()
        return Found(model: nil, items: items, notes: unused.map { .unusedFeature($0) })
    }

    /// The model after its local update on tapped and untapped tiles.
    private func byLocalUpdate(_ given: GivenTaps, excluding excluded: Set<Int>) throws(WebError) -> Found {
        guard let entry = served.models.current else {
            throw WebError.noModel(
                "This workspace has no model, which the recommender local-update needs; linear needs none.",
                served.models)
        }
        var notes = try RecommendationRoutes.remarks(on: user, by: entry.recommender).map {
            RecommendationNote($0)
        }
        let targets = entry.tapTargets
        if targets.areRatings { notes.append(.tapsAsRatings(targets)) }
        let items = entry.recommender.recommendations(
            to: user, ratings: targets.ratings(shown: given.shown, taps: given.taps), count: request.count,
            excluding: excluded, reasonsAmong: Set(given.taps))
        return Found(
            model: entry.id, items: items.map { TapRecommendation($0, isRated: targets.areRatings) },
            notes: notes)
    }

    /// Why fewer items were found than asked for.
    /// - Throws: where items are left and the model has no estimate of any: that is no answer.
    private func shortfall(_ found: Int, answered: Set<Int>, minimumKnown: Int) throws(WebError)
        -> RecommendationNote
    {
        let little = served.catalogue.best(knownToFewerThan: minimumKnown, without: answered)
        let shortfall = RecommendationShortfall(
            found: found, wanted: request.count, items: served.dataset.items.count, rated: answered.count,
            tooLittleKnown: little.count, minimumKnown: minimumKnown, isRated: false, mostKnown: little.known)
        guard found > 0 || shortfall.withoutEstimate == 0 else { throw WebError.noEstimates }
        return RecommendationNote(shortfall)
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
            guard request.recommender == .linear else {
                return text.raw("it is what the model expects of a user like you.")
            }
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

extension TapRecommendation {
    /// What a model recommends after its local update on the tiles, with the taps that raised it.
    /// - Parameters:
    ///   - item: the item, with taps alone as its reasons.
    ///   - isRated: whether the estimates are ratings; else the scores are from 0 to 1.
    init(_ item: Recommendation, isRated: Bool) {
        self.init(
            item: item.item, score: isRated ? item.estimate : item.score,
            scoreBefore: isRated ? item.estimateBefore : item.scoreBefore,
            reasons: item.reasons.filter { $0.effect > 0 }.map {
                TapEffect(item: $0.item, effect: $0.effect)
            })
    }
}
