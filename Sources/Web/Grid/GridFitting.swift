import Algebra
import Elicitation
import Foundation
import Logging

/// Makes what recommends from taps: counts of who took what, of all users and the whole catalogue.
struct GridFitting: Sendable {
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
