import Datasets
import Preference
import Storage
import Study

/// The recommendations of a part: those of the study's model after the local update on the participant's answers.
///
/// The support set is what the participant rated in this part, answers taken over from an earlier one among them, so that
/// every arm recommends from its own list alone. What was rated in the part is not recommended; what was not known may be,
/// since it is new to the participant. Earlier parts' recommendations may come again, else a later arm would have fewer
/// items to choose from than an earlier one. The design may leave out items that few users rated.
struct StudyRecommendations: Sendable {
    let served: ServedDataset

    /// The best items of a part, ranked from 1.
    /// - Throws: `PageFault.failed` where the study's model is not in the workspace, or nothing is left to recommend.
    func best(for session: ParticipantSession, part: Int, study: StudyRecord) throws -> [OfferedRecommendation] {
        guard let entry = try served.models.entry(study.design.model) else { throw PageFault.failed }
        let items = served.dataset.items
        let ratings = session.answers.filter { $0.part == part }.compactMap { answer in
            answer.rating.flatMap { rating in
                items.position(of: ExternalID(answer.item)).map { GivenRating(item: $0, rating: rating) }
            }
        }
        let user = try NewUser(session.about ?? [:], of: served.dataset)
        let found = entry.recommender.recommendations(
            to: user, ratings: ratings, count: study.design.recommendations,
            excluding: served.catalogue.items(knownToFewerThan: study.design.minimumKnown ?? 0))
        guard !found.isEmpty else { throw PageFault.failed }
        return found.enumerated().map { place, recommendation in
            OfferedRecommendation(
                part: part, rank: place + 1, item: items.ids[recommendation.item].description,
                estimate: recommendation.estimate)
        }
    }
}
