import Datasets
import Hummingbird
import NIOPosix
import Preference

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
        let user = try user(request.features)
        let ratings = try AnswerCheck(dataset: services.dataset, field: "ratings").checked(request.ratings)
            .map { GivenRating(item: $0.item, rating: $0.rating ?? 0) }
        let entry = services.models.current
        let items = entry.recommender.recommendations(
            to: user, ratings: ratings, count: request.count,
            excluding: services.catalogue.items(knownToFewerThan: request.minimumKnown))
        var text = JSONText(capacity: 768 * items.count + 64)
        text.raw("{\"model\":")
        text.integer(Int(entry.id))
        text.raw(",\"recommendations\":")
        let given = Dictionary(ratings.map { ($0.item, $0.rating) }, uniquingKeysWith: { first, _ in first })
        text.array(items) { append($1, given, to: &$0) }
        text.raw("}")
        return text
    }

    private func append(_ item: Recommendation, _ given: [Int: Double], to text: inout JSONText) {
        let catalogue = services.catalogue
        text.raw("{")
        text.raw(catalogue.members(ofItem: item.item))
        text.raw(",\"estimate\":")
        text.rounded(item.estimate)
        text.raw(",\"estimateBefore\":")
        text.rounded(item.estimateBefore)
        text.raw(",\"reason\":{\"text\":")
        text.raw("\"")
        RecommendationReason.tell(item) { piece in
            switch piece {
            case .words(let words): text.raw(words)
            case .title(let item): text.raw(catalogue.title(ofItem: item))
            }
        }
        text.raw("\",\"ratings\":")
        text.array(item.reasons) { text, reason in
            text.raw("{\"item\":")
            text.raw(catalogue.id(ofItem: reason.item))
            text.raw(",\"rating\":")
            text.number(given[reason.item] ?? 0)
            text.raw(",\"effect\":")
            text.rounded(reason.effect)
            text.raw("}")
        }
        text.raw("}}")
    }

    private func user(_ features: [String: [String]]) throws(WebError) -> NewUser {
        do {
            return try NewUser(features, of: services.dataset)
        } catch {
            throw WebError(
                .badRequest, "invalid_feature", "user.features.\(error.description)", field: "user.features.\(error.feature)")
        }
    }
}
