import Datasets
import Preference
import Storage
import Study

/// The recommendations of a part: those of the study's model after the local update on the participant's
/// answers, or of the table of the arm's grid.
///
/// The support set is what the participant rated in this part, answers taken over from an earlier one among
/// them, so that every arm recommends from its own list alone. What was rated in the part is not recommended;
/// what was not known may be, since it is new to the participant. Earlier parts' recommendations may come
/// again, else a later arm would have fewer items to choose from than an earlier one. Whatever the dataset
/// has become, only the items that could be recommended at the launch can be.
struct StudyRecommendations: Sendable {
    let served: ServedDataset

    /// The best items of a part, ranked from 1.
    /// - Throws: `PageFault.failed` where the study's model is not in the workspace, this service's dataset
    ///   lacks an item that the participant rated, or fewer items are left than the participant was promised.
    func best(
        for session: ParticipantSession, part: Int, study: StudyRecord, material: StudyMaterial
    ) throws -> [OfferedRecommendation] {
        if let grids = material.grids {
            return try best(for: session, part: part, study: study, material: material, grids: grids)
        }
        guard let model = study.design.model, let entry = try served.models.entry(model) else {
            throw PageFault.failed
        }
        let items = served.dataset.items
        let ratings = try session.answers.filter { $0.part == part }.compactMap { answer in
            try answer.rating.map { rating in
                guard let item = items.position(of: ExternalID(answer.item)) else { throw PageFault.failed }
                return GivenRating(item: item, rating: rating)
            }
        }
        let user = try NewUser(session.about ?? [:], of: served.dataset)
        let found = entry.recommender.recommendations(
            to: user, ratings: ratings, count: study.design.recommendations,
            excluding: excluded(items, material))
        // A launched study has enough items for everyone; one from before that was checked offers what there
        // is.
        guard
            found.count == study.design.recommendations || study.design.materialHash == nil && !found.isEmpty
        else {
            throw PageFault.failed
        }
        return found.enumerated().map { place, recommendation in
            OfferedRecommendation(
                part: part, rank: place + 1, item: items.ids[recommendation.item].description,
                estimate: recommendation.estimate)
        }
    }

    /// The best items by the table of the arm's grid, without its tiles: whoever left one untapped has seen
    /// it as well.
    private func best(
        for session: ParticipantSession, part: Int, study: StudyRecord, material: StudyMaterial,
        grids: [GridWeights]
    ) throws -> [OfferedRecommendation] {
        guard session.condition.indices.contains(part), grids.indices.contains(session.condition[part]) else {
            throw PageFault.failed
        }
        let weights = grids[session.condition[part]]
        let tiles = Set(weights.tiles)
        let found = weights.best(study.design.recommendations, tapping: session.taps(ofPart: part)) {
            !tiles.contains(material.candidates[$0])
        }
        guard found.count == study.design.recommendations else { throw PageFault.failed }
        return found.enumerated().map { rank, item in
            OfferedRecommendation(
                part: part, rank: rank + 1, item: material.candidates[item.place], estimate: item.score)
        }
    }

    /// The items of the dataset that are not candidates; both are in the order of ids.
    private func excluded(_ items: EntityTable, _ material: StudyMaterial) -> [Int] {
        var candidates = material.candidates.lazy.map { ExternalID($0) }.makeIterator()
        var next = candidates.next()
        var excluded: [Int] = []
        for (item, id) in items.ids.enumerated() {
            while let candidate = next, candidate < id { next = candidates.next() }
            if next != id { excluded.append(item) }
        }
        return excluded
    }
}
