import Datasets
import Elicitation
import Logging
import Preference
import Storage
import Tasks

/// Fits what interviews rest on, from all ratings of the users and items that the served model was trained on.
struct InterviewFitting: Sendable {
    private let path: String
    private let services: WebServices

    init(_ path: String, services: WebServices) { (self.path, self.services) = (path, services) }

    /// Fits the interviews again where they belong to another model than the one that is served.
    /// - Parameter cancellation: ends the fitting before its end.
    func prepare(until cancellation: Cancellation) {
        let served = services.served
        let current = served.models.current.id
        guard served.onboarding.planModel != current, served.dataset.feedback == .explicit else { return }
        do {
            try services.store.checkFiles()
            let workspace = try Workspace(path, for: .reading)
            defer { workspace.close() }
            let model = try workspace.trainedModel(.id(current), dataset: served.dataset)
            let rows = RatingRows(warmRowsOf: served.dataset, holdout: model.holdout, withoutQueriesOf: [])
            let plan = try Self.plan(rows, users: model.holdout.newUsers.count { !$0 }, until: cancellation)
            served.onboarding.serve(plan, model: current)
            services.logger.info("interviews ready", metadata: ["model": .stringConvertible(Int(current))])
        } catch is CancellationError {
            services.logger.info("interviews left unfinished", metadata: ["model": .stringConvertible(Int(current))])
        } catch {
            services.logger.error("no interviews", metadata: ["error": "\(error)"])
        }
    }

    /// The plan of interviews from the ratings of that many users.
    /// - Throws: `CancellationError`.
    static func plan(_ rows: RatingRows, users: Int, until cancellation: Cancellation) throws -> InterviewPlan {
        let factors = try LatentFactorModel(fitting: rows, until: cancellation)
        let knowledge = try KnowledgeModel(fitting: RatingTable(rows, userCount: users), until: cancellation)
        return try InterviewPlan(model: factors, knowledge: knowledge)
    }
}
