import Elicitation
import Hummingbird
import Storage
import Support

/// `GET` and `POST /api/v1/onboarding`: what to ask a new user, the stored list or the next question of an
/// interview.
struct OnboardingRoutes: WebRoutes {
    let services: WebServices
    let limit: Int
    /// The number of questions of an interview that does not say.
    static let interviewLength = 20

    func add(to router: Router<WebContext>) {
        let group = router.group("api/v1").add(middleware: services.accessCheck)
        group.get("onboarding") { request, _ in Response.json(try answer(try OnboardingRequest(request))) }
        group.post("onboarding") { request, _ in
            Response.json(
                try answer(try await JSONBody.decode(OnboardingRequest.self, from: request, limit: limit)))
        }
    }

    private func answer(_ request: OnboardingRequest) throws -> JSONText {
        let served = services.served
        let answers = try AnswerCheck(dataset: served.dataset, field: "answers").checked(request.answers)
        switch request.strategy {
        case .list: return try Self.list(served, count: request.count, answered: Set(answers.map(\.item)))
        case .adaptive:
            return try Self.question(served, answers, count: request.count ?? Self.interviewLength)
        }
    }

    /// The list, and how many of its items have been answered.
    private static func list(_ served: ServedDataset, count: Int?, answered: Set<Int>) throws -> JSONText {
        guard let list = served.onboarding.list else {
            throw WebError.noList(served.firstList)
        }
        let items = list.items.prefix(count ?? list.items.count)
        var text = head("list", served, list: list)
        text.raw(",\"name\":")
        text.string(list.name)
        text.raw(",\"version\":")
        text.integer(list.version)
        text.raw(",\"asked\":")
        text.integer(answered.count)
        text.raw(",\"items\":")
        text.array(items) { append($1, served, to: &$0) }
        text.raw("}")
        return text
    }

    private static func append(_ item: LabelledListItem, _ served: ServedDataset, to text: inout JSONText) {
        text.raw("{\"rank\":")
        text.integer(item.item.rank)
        text.raw(",")
        if let position = served.dataset.items.position(of: item.item.itemID) {
            text.raw(served.catalogue.members(ofItem: position))
        }
        text.raw(",\"score\":")
        text.number(item.item.score)
        text.raw(",\"knownShare\":")
        text.rounded(item.item.knownShare)
        text.raw(",\"why\":")
        text.string(item.item.why)
        text.raw("}")
    }

    /// The next question of an interview.
    private static func question(
        _ served: ServedDataset, _ answers: [(item: Int, rating: Double?)], count: Int
    ) throws -> JSONText {
        guard served.dataset.feedback == .explicit else {
            throw WebError(
                .badRequest, "no_ratings",
                "The dataset has interactions without ratings, and an interview asks for ratings; ask for the strategy list.",
                field: "strategy")
        }
        guard let plan = served.onboarding.plan else {
            throw WebError(
                .serviceUnavailable, "not_ready",
                "Interviews are still being prepared; try again in a moment.", retryAfter: 5)
        }
        let interview = AdaptiveInterview(
            plan, answers: answers.map { ($0.item, $0.rating.map(InterviewAnswer.rating) ?? .unknown) })
        let next = answers.count < count ? interview.next() : nil
        var text = head(StrategyID.adaptive.name, served, list: served.onboarding.list)
        text.raw(",\"asked\":")
        text.integer(answers.count)
        text.raw(",\"count\":")
        text.integer(count)
        text.raw(",\"done\":")
        text.raw(next == nil ? "true" : "false")
        text.raw(",\"next\":")
        text.optional(next) { text, next in
            text.raw("{")
            text.raw(served.catalogue.members(ofItem: next.item))
            text.raw(",\"knowProbability\":")
            text.rounded(min(max(next.knowProbability, 0), 1))
            text.raw(",\"expectedGain\":")
            text.rounded(next.expectedGain)
            text.raw("}")
        }
        text.raw("}")
        return text
    }

    private static func head(
        _ strategy: String, _ served: ServedDataset, list: OnboardingCache.List?
    ) -> JSONText {
        var text = JSONText(capacity: 8192)
        text.raw("{\"strategy\":")
        text.string(strategy)
        text.raw(",\"model\":")
        text.optional(served.models.current) { $0.integer(Int($1.id)) }
        text.raw(",\"list\":")
        text.optional(list) { $0.integer(Int($1.id)) }
        return text
    }
}
