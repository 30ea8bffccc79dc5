import Algebra
import Elicitation
import Foundation
import Logging
import Storage
import Tasks
import Workflows

/// Keeps the interviews those of the model that is served: from all ratings of the users and items that it was
/// trained on; without a model, from all there are.
struct InterviewRefresh: Sendable {
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
            let plan = try InterviewFitting(served.dataset, holdout: holdout).plan(until: cancellation)
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
}

/// Keeps what recommends from taps that of the dataset and the list that are served: counts of who took what, of
/// all users and the whole catalogue.
struct TapRefresh: Sendable {
    private let services: WebServices

    init(_ services: WebServices) { self.services = services }

    /// Counts again where another version of the dataset is served, or a list by which something else counts
    /// as taken or with another λ.
    /// - Parameter cancellation: ends the work between its parts.
    func prepare(until cancellation: Cancellation) {
        let served = services.served
        if served.taps.search == nil {
            served.taps.serve(TitleSearch(served.catalogue.titles, known: served.catalogue.known.counts))
        }
        let positiveFrom = served.dataset.lowestTaken(served.onboarding.list?.rules.positiveFrom)
        let current = served.taps.current
        let ridge = served.onboarding.list?.rules.ridge ?? GridDesign.standardRidge
        guard !cancellation.isRequested, current?.positiveFrom != positiveFrom || current?.ridge != ridge
        else { return }
        let threads = max(1, ProcessInfo.processInfo.activeProcessorCount - 1)
        served.taps.serve(
            TapRecommender(served.dataset, positiveFrom: positiveFrom, ridge: ridge, threads: threads))
        services.logger.info("recommendations from taps ready")
    }
}
