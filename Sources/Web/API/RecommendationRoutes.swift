import Datasets
import Hummingbird
import NIOPosix
import Preference
import Support

/// `POST /api/v1/recommendations`: the best items for a user after the local update on their ratings.
struct RecommendationRoutes: WebRoutes {
    let services: WebServices
    let limit: Int

    func add(to router: Router<WebContext>) {
        router.group("api/v1").add(middleware: services.accessCheck).post("recommendations") { request, _ in
            let wanted = try await JSONBody.decode(RecommendationRequest.self, from: request, limit: limit)
            return Response.json(try await NIOThreadPool.singleton.runIfActive { try answer(wanted) })
        }
    }

    private func answer(_ request: RecommendationRequest) throws -> JSONText {
        let served = services.served
        let user = try Self.user(request.features, of: served.dataset)
        if let taps = request.taps {
            return try TapRecommendationAnswer(served: served, request: request, user: user).text(
                shown: taps.shown, taps: taps.taps)
        }
        let check = AnswerCheck(dataset: served.dataset, field: "ratings", isLenient: request.isLenient)
        let ratings = try check.checked(request.ratings).map {
            GivenRating(item: $0.item, rating: $0.rating ?? 0)
        }
        guard let entry = served.models.current else {
            throw WebError.noModel(
                "This workspace has no model to recommend with; lists, interviews and recommendations from taps need none.",
                served.models)
        }
        var notes = try Self.remarks(on: user, by: entry.recommender).map { RecommendationNote($0) }
        let rated = Set(ratings.map(\.item))
        let least =
            request.minimumKnown ?? served.catalogue.minimumKnown(leaving: request.count, without: rated)
        let items = entry.recommender.recommendations(
            to: user, ratings: ratings, count: request.count,
            excluding: served.catalogue.items(knownToFewerThan: least))
        if items.count < request.count {
            let shortfall = try Self.shortfall(
                served, items.count, of: request.count, rated: rated, minimumKnown: least)
            notes.append(RecommendationNote(shortfall))
        }
        var text = JSONText(capacity: 768 * items.count + 64)
        text.raw("{\"model\":")
        text.integer(Int(entry.id))
        text.raw(",\"minKnown\":")
        text.integer(least)
        text.raw(",\"recommendations\":")
        let given = Dictionary(ratings.map { ($0.item, $0.rating) }, uniquingKeysWith: { first, _ in first })
        text.array(items) { Self.append($1, given, served, to: &$0) }
        if request.isLenient {
            text.raw(",\"unknown\":")
            text.array(check.unknown(request.ratings)) { $0.string($1) }
        }
        text.raw(",\"notes\":")
        text.array(notes) { $1.append(to: &$0) }
        text.raw("}")
        return text
    }

    /// Why fewer items were found than asked for.
    /// - Throws: `WebError` where items are left and the model has no estimate of any: that is no answer.
    private static func shortfall(
        _ served: ServedDataset, _ found: Int, of wanted: Int, rated: Set<Int>, minimumKnown: Int
    ) throws(WebError) -> RecommendationShortfall {
        let little = served.catalogue.best(knownToFewerThan: minimumKnown, without: rated)
        let shortfall = RecommendationShortfall(
            found: found, wanted: wanted, items: served.dataset.items.count, rated: rated.count,
            tooLittleKnown: little.count, minimumKnown: minimumKnown,
            isRated: served.dataset.feedback == .explicit,
            mostKnown: little.known)
        guard found > 0 || shortfall.withoutEstimate == 0 else { throw WebError.noEstimates }
        return shortfall
    }

    private static func append(
        _ item: Recommendation, _ given: [Int: Double], _ served: ServedDataset, to text: inout JSONText
    ) {
        let catalogue = served.catalogue
        text.raw("{")
        text.raw(catalogue.members(ofItem: item.item))
        let isRated = served.dataset.feedback == .explicit
        text.raw(isRated ? ",\"estimate\":" : ",\"score\":")
        text.rounded(isRated ? item.estimate : item.score)
        text.raw(isRated ? ",\"estimateBefore\":" : ",\"scoreBefore\":")
        text.rounded(isRated ? item.estimateBefore : item.scoreBefore)
        text.raw(",\"reason\":{\"text\":")
        text.raw("\"")
        RecommendationReason.tell(item, isRated: isRated) { piece in
            switch piece {
            case .words(let words): text.raw(words)
            case .title(let item): text.raw(catalogue.title(ofItem: item))
            }
        }
        text.raw(isRated ? "\",\"ratings\":" : "\",\"answers\":")
        text.array(item.reasons) { text, reason in
            text.raw("{\"item\":")
            text.raw(catalogue.id(ofItem: reason.item))
            if isRated {
                text.raw(",\"rating\":")
                text.number(given[reason.item] ?? 0)
            } else {
                text.raw(given[reason.item] == 1 ? ",\"taken\":true" : ",\"taken\":false")
            }
            text.raw(",\"effect\":")
            text.rounded(reason.effect)
            text.raw("}")
        }
        text.raw("}}")
    }

    private static func user(_ features: [String: [String]], of dataset: Dataset) throws(WebError) -> NewUser
    {
        do { return try NewUser(features, of: dataset) } catch { throw WebError(error) }
    }

    /// What counts as another value than the one given.
    static func remarks(on user: NewUser, by recommender: Recommender) throws(WebError)
        -> [FeatureRemark]
    {
        do { return try recommender.remarks(on: user) } catch { throw WebError(error) }
    }
}

extension WebError {
    /// There is no model to recommend with.
    /// - Parameter sentence: what needs one, and what does not.
    static func noModel(_ sentence: String, _ models: ModelCache) -> WebError {
        WebError(.serviceUnavailable, "no_model", "\(sentence) \(models.advice)", retryAfter: 60)
    }

    static let noEstimates = WebError(
        .internalServerError, "no_estimates",
        "The model has no finite estimate of any item for this user; serve a model that was trained with a smaller "
            + "--local-learning-rate.")

    /// A feature that cannot be read is a wrong request; a number that can be read and is hardly meant cannot
    /// be answered.
    fileprivate init(_ error: UserFeatureError) {
        self.init(
            error.isImplausible ? .unprocessableContent : .badRequest,
            error.isImplausible ? "implausible_feature" : "invalid_feature",
            "user.features.\(error.description)",
            field: "user.features.\(error.feature)")
    }
}
