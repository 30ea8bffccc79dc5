import Foundation
import Storage
import Study
import Synchronization

/// A study on the lists of `SampleRecords`, for a workspace that it filled.
enum SampleStudy {
    static let date = Date(timeIntervalSince1970: 1_700_000_000.125)
    /// The list `spring` has 🎬 and 2; this one shares 2 with it.
    static let known = [
        ListItemRecord(rank: 1, itemID: 2, score: 1, why: "most known", knownShare: 0.5),
        ListItemRecord(rank: 2, itemID: 1, score: 0.5, why: "known", knownShare: 0.25),
    ]
    static let about = ["occupation": ["b"], "age": ["31"]]

    static func design(
        _ name: String = "films", assignment: StudyAssignment = .withinSubjects, arms: [Int64] = [1, 2],
        model: Int64 = 1,
        targetSize: Int = 10
    ) -> StudyDesign {
        StudyDesign(
            name: name, model: model,
            arms: zip(["spring", "known"], arms).map { StudyArm(name: $0, list: $1) },
            assignment: assignment, itemsToRate: 2, recommendations: 2, targetSize: targetSize, seed: 7,
            contact: "Dr Kim",
            retention: StudyRetention(12, .months))
    }

    /// A study that shows the same lists as grids of two tiles; everybody sees `spring` or `known` first.
    static func gridDesign(_ name: String = "tiles", pages: Int = 1) -> StudyDesign {
        var design = design(name)
        (design.model, design.grid) = (nil, StudyGrid(pages: pages))
        return design
    }

    /// Fills a workspace and gives its store, with a clock that stands still and known completion codes.
    static func store(_ path: String) throws -> StudyStore {
        try Workspace.creating(path) { workspace in
            try SampleRecords.fill(workspace)
            _ = try workspace.saveList(
                SampleRecords.list("known", run: 1), items: known, displaced: [SampleRecords.displaced[1]],
                at: SampleRecords.date)
        }
        let words = Mutex<UInt64>(0)
        return try StudyStore(
            path, now: { date },
            randomWord: {
                words.withLock { word in
                    word += 1
                    return word
                }
            })
    }

    /// The study, open to participants.
    static func launched(in store: StudyStore, _ design: StudyDesign = design()) throws -> StudyRecord {
        _ = try store.create(design, texts: StudyTexts.builtIn)
        return try store.launch(named: design.name)
    }

    static func offered(_ part: Int, _ items: [String] = ["tt-1", "9007199254740993"])
        -> [OfferedRecommendation]
    {
        items.enumerated().map {
            OfferedRecommendation(part: part, rank: $0 + 1, item: $1, estimate: 4.5 - Double($0))
        }
    }

    /// Agreement 2 with everything, which the attention check asks for, and the first part preferred.
    static func answers(to questionnaire: Questionnaire) -> [String: Int] {
        Dictionary(questionnaire.questions.map { ($0.id, $0.kind == .preference ? 1 : 2) }) { $1 }
    }

    /// Takes a participant through everything before a part's recommendations.
    static func rateItems(_ id: String, part: Int, _ store: StudyStore, _ study: StudyRecord) async throws {
        for place in 0..<2 {
            _ = try await store.setAnswer(
                part: part, place: place, rating: place == 0 ? 4.25 : nil, milliseconds: 1500 + place, of: id,
                study: study)
        }
    }

    /// Has recommendations stored that were made from what the participant has told so far.
    static func offer(
        _ recommendations: [OfferedRecommendation], part: Int, of id: String, _ store: StudyStore,
        _ study: StudyRecord
    ) async throws -> ParticipantSession {
        guard let session = try await store.session(of: id, study: study) else {
            throw StudyError.unknownParticipant(study: study.design.name)
        }
        return try await store.offer(
            recommendations, part: part, from: session, dataset: SampleDatasets.hash, study: study)
    }

    /// Takes a participant through a part whose items are answered.
    static func rateRecommendations(_ id: String, part: Int, _ store: StudyStore, _ study: StudyRecord)
        async throws
    {
        _ = try await offer(offered(part), part: part, of: id, store, study)
        for rank in 1...2 {
            _ = try await store.setRating(
                part: part, rank: rank, rating: 3, isSelected: rank == 1, of: id, study: study)
        }
        _ = try await store.finish(part: part, of: id, study: study)
    }

    /// Takes a participant through the whole study.
    static func complete(_ id: String, _ store: StudyStore, _ study: StudyRecord) async throws
        -> ParticipantSession
    {
        let session = try await store.enrol(id, study: study, language: "ko")
        _ = try await store.setAbout(about, of: id, study: study)
        for part in session.condition.indices {
            try await rateItems(id, part: part, store, study)
            try await rateRecommendations(id, part: part, store, study)
        }
        return try await store.complete(
            questionnaire: answers(to: study.design.questionnaire), of: id, study: study)
    }

    /// Fills every table of a new workspace.
    static func fill(_ path: String) async throws {
        let store = try store(path)
        let study = try launched(in: store)
        _ = try await complete("p1", store, study)
        let tiles = try launched(in: store, gridDesign())
        _ = try await store.enrol("p3", study: tiles, language: "en")
        _ = try await store.setAbout([:], of: "p3", study: tiles)
        _ = try await store.setTaps(["2"], part: 0, page: 0, milliseconds: 1200, of: "p3", study: tiles)
        _ = try await store.enrol("p2", study: study, language: "en")
        try await store.withdraw("p2", study: study)
        _ = try store.access.addKey(name: "shop", hash: "sha256:00")
        try store.access.setAdministrator(name: "ada", passwordHash: "scrypt:00")
    }
}
