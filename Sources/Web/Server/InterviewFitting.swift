import Algebra
import Elicitation
import LatentFactors
import Logging
import Storage
import Tasks

/// Fits what interviews rest on, from all ratings of the users and items that the served model was trained
/// on; without a model, from all there are.
struct InterviewFitting: Sendable {
    private let path: String
    private let services: WebServices

    init(_ path: String, services: WebServices) { (self.path, self.services) = (path, services) }

    /// Fits the interviews again where they belong to another model than the one that is served.
    /// - Parameter cancellation: ends the fitting before its end.
    func prepare(until cancellation: Cancellation) {
        let served = services.served
        let current = served.models.current?.id
        guard served.onboarding.plan == nil || served.onboarding.planModel != current,
            served.dataset.feedback == .explicit
        else {
            return
        }
        do {
            try services.store.checkFiles()
            let workspace = try Workspace(path, for: .reading)
            defer { workspace.close() }
            let model = try current.map { try workspace.trainedModel(.id($0), dataset: served.dataset) }
            let holdout = model?.holdout ?? Holdout(nothingOf: served.dataset)
            let rows = RatingRows(warmRowsOf: served.dataset, holdout: holdout, withoutQueriesOf: [])
            let plan = try Self.plan(rows, users: holdout.newUsers.count { !$0 }, until: cancellation)
            served.onboarding.serve(plan, model: current)
            services.logger.info(
                "interviews ready", metadata: ["model": .string(current.map { "\($0)" } ?? "none")])
        } catch is CancellationError {
            services.logger.info(
                "interviews left unfinished", metadata: ["model": .string(current.map { "\($0)" } ?? "none")])
        } catch {
            services.logger.error("no interviews", metadata: ["error": "\(error)"])
        }
    }

    /// The plan of interviews from the ratings of that many users.
    /// - Throws: `CancellationError`.
    static func plan(_ rows: RatingRows, users: Int, until cancellation: Cancellation) throws -> InterviewPlan
    {
        let factors = try LatentFactorModel(fitting: rows, until: cancellation)
        let knowledge = try KnowledgeModel(fitting: RatingTable(rows, userCount: users), until: cancellation)
        return try InterviewPlan(model: factors, knowledge: knowledge)
    }
}
