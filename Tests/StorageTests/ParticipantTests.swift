import Foundation
import Storage
import Study
import Testing

@Suite("A participant of a study")
struct ParticipantTests {
    let folder: TemporaryFolder
    let store: StudyStore
    let study: StudyRecord

    init() throws {
        folder = try TemporaryFolder()
        store = try SampleStudy.store(folder.path())
        study = try SampleStudy.launched(in: store)
    }

    private func answer(
        _ rating: Double?, part: Int = 0, place: Int = 0, milliseconds: Int? = 900, of id: String = "p"
    ) async throws -> ParticipantSession {
        try await store.setAnswer(
            part: part, place: place, rating: rating, milliseconds: milliseconds, of: id, study: study)
    }

    private func rate(_ rank: Int, _ rating: Double?, selected: Bool = false, part: Int = 0) async throws
        -> ParticipantSession
    {
        try await store.setRating(
            part: part, rank: rank, rating: rating, isSelected: selected, of: "p", study: study)
    }

    private func begin() async throws -> ParticipantSession {
        _ = try await store.enrol("p", study: study, language: "en")
        return try await store.setAbout(SampleStudy.about, of: "p", study: study)
    }

    @Test("is enrolled once, with the next number and the condition of the allocation")
    func enrolment() async throws {
        let first = try await store.enrol("p", study: study, language: "ko")
        #expect(
            first
                == ParticipantSession(
                    id: "p", number: 0, condition: study.design.allocation.condition(of: 0), language: "ko",
                    consentedAt: SampleStudy.date))
        #expect(try await store.enrol("p", study: study, language: "en") == first)
        let second = try await store.enrol("q", study: study, language: "en")
        #expect(second.number == 1)
        #expect(second.condition == study.design.allocation.condition(of: 1))
        #expect(try await store.session(of: "p", study: study) == first)
        #expect(try await store.sessions(of: study) == [first, second])
        #expect(first.nextStep(in: study.design) == .about)
    }

    @Test(
        "is not enrolled in a draft, nor newly in a closed study, whatever the record says that the caller still has"
    )
    func open() async throws {
        let draft = try store.create(SampleStudy.design("later"), texts: [.english])
        await #expect(throws: StudyError.notLaunched("later")) {
            try await store.enrol("p", study: draft, language: "en")
        }
        _ = try store.launch(named: "later")
        let early = try await store.enrol("p", study: draft, language: "en")
        _ = try store.close(named: "later")
        await #expect(throws: StudyError.closed("later")) {
            try await store.enrol("q", study: draft, language: "en")
        }
        #expect(try await store.enrol("p", study: draft, language: "en") == early)
        _ = try await store.setAbout([:], of: "p", study: draft)
    }

    @Test("chooses one of the languages, and has an id that is safe in an address")
    func enrolmentOptions() async throws {
        await #expect(throws: StudyError.self) { try await store.enrol("p", study: study, language: "fr") }
        for id in ["", "a b", "'; DROP TABLE participant; --", String(repeating: "a", count: 129), "é"] {
            await #expect(throws: StudyError.self) { try await store.enrol(id, study: study, language: "en") }
        }
        #expect(try await store.sessions(of: study) == [])
    }

    @Test("of another study is unknown here")
    func foreign() async throws {
        let other = try SampleStudy.launched(in: store, SampleStudy.design("other"))
        _ = try await store.enrol("p", study: other, language: "en")
        #expect(try await store.session(of: "p", study: study) == nil)
        let unknown = StudyError.unknownParticipant(study: "films")
        await #expect(throws: unknown) { try await store.enrol("p", study: study, language: "en") }
        await #expect(throws: unknown) { try await answer(3) }
        await #expect(throws: unknown) { try await answer(3, of: "nobody") }
        await #expect(throws: unknown) { try await store.withdraw("p", study: study) }
    }

    @Test("tells what they like of themselves, until recommendations were made from it")
    func about() async throws {
        _ = try await store.enrol("p", study: study, language: "en")
        #expect(try await store.setAbout(["age": []], of: "p", study: study).about == [:])
        #expect(try await store.setAbout(SampleStudy.about, of: "p", study: study).about == SampleStudy.about)
        for wrong in [
            ["age": ["old"]], ["age": ["1", "2"]], ["occupation": ["king"]], ["shoe": ["44"]],
            ["age": ["inf"]],
        ] {
            await #expect(throws: StudyError.self) { try await store.setAbout(wrong, of: "p", study: study) }
        }
        try await SampleStudy.rateItems("p", part: 0, store, study)
        _ = try await SampleStudy.offer(SampleStudy.offered(0), part: 0, of: "p", store, study)
        #expect(try await store.setAbout(SampleStudy.about, of: "p", study: study).about == SampleStudy.about)
        let error = await #expect(throws: StudyError.self) {
            try await store.setAbout([:], of: "p", study: study)
        }
        guard case .locked? = error else { throw error ?? .withdrawn }
    }

    @Test("answers about items in the list of the part's arm, and the latest answer counts")
    func answers() async throws {
        let session = try await begin()
        let list = study.design.arms[session.condition[0]].items
        let first = try await answer(4.25).answers
        #expect(
            first
                == [
                    ItemAnswer(
                        part: 0, place: 0, item: list[0], rating: 4.25, milliseconds: 900,
                        answeredAt: SampleStudy.date)
                ])
        #expect(try await answer(4.25, milliseconds: 5).answers == first)
        let changed = try await answer(nil, milliseconds: 70).answers
        #expect(changed.map(\.rating) == [nil])
        #expect(changed.map(\.milliseconds) == [70])
        #expect(try await answer(5, place: 1, milliseconds: nil).answers.map(\.place) == [0, 1])
        if SQLiteShell.path != nil {
            #expect(
                try SQLiteShell.run(folder.path(), "SELECT place, arm, rating, revisions FROM study_response")
                    == "0|\(session.condition[0])||1\n1|\(session.condition[0])|5.0|0\n")
        }
    }

    @Test(
        "cannot answer off the list, off the scale, or between its steps",
        arguments: [0, 5.25, 3.1, -1, .nan, .infinity])
    func wrongAnswers(rating: Double) async throws {
        _ = try await begin()
        await #expect(throws: StudyError.self) { try await answer(rating) }
        for (part, place) in [(0, 2), (0, -1), (2, 0), (-1, 0)] {
            let error = await #expect(throws: StudyError.self) {
                try await answer(3, part: part, place: place)
            }
            guard case .notAnOption? = error else { throw error ?? .withdrawn }
        }
        #expect(try await store.session(of: "p", study: study)?.answers == [])
    }

    @Test("cannot run ahead")
    func order() async throws {
        func expectOutOfTurn(_ body: () async throws -> Void) async throws {
            let error = await #expect(throws: StudyError.self) { try await body() }
            guard case .outOfTurn? = error else { throw error ?? .withdrawn }
        }
        _ = try await store.enrol("p", study: study, language: "en")
        try await expectOutOfTurn { _ = try await answer(3) }
        _ = try await begin()
        try await expectOutOfTurn { _ = try await answer(3, part: 1) }
        _ = try await answer(3)
        try await expectOutOfTurn {
            _ = try await SampleStudy.offer(SampleStudy.offered(0), part: 0, of: "p", store, study)
        }
        try await expectOutOfTurn { _ = try await rate(1, 3) }
        _ = try await answer(3, place: 1)
        try await expectOutOfTurn { _ = try await store.finish(part: 0, of: "p", study: study) }
        _ = try await SampleStudy.offer(SampleStudy.offered(0), part: 0, of: "p", store, study)
        _ = try await rate(1, 3)
        try await expectOutOfTurn { _ = try await store.finish(part: 0, of: "p", study: study) }
        try await expectOutOfTurn {
            _ = try await store.complete(
                questionnaire: SampleStudy.answers(to: study.design.questionnaire), of: "p", study: study)
        }
    }

    @Test("keeps the answers and the recommendations that were made from them")
    func offer() async throws {
        _ = try await begin()
        try await SampleStudy.rateItems("p", part: 0, store, study)
        for wrong in [
            [], SampleStudy.offered(1), SampleStudy.offered(0, ["1", "2", "tt-1"]),
            [SampleStudy.offered(0)[1]],
        ] {
            await #expect(throws: StudyError.self) {
                try await SampleStudy.offer(wrong, part: 0, of: "p", store, study)
            }
        }
        let offered = try await SampleStudy.offer(SampleStudy.offered(0), part: 0, of: "p", store, study)
        #expect(offered.recommendations == SampleStudy.offered(0))
        #expect(
            try await SampleStudy.offer(SampleStudy.offered(0, ["1"]), part: 0, of: "p", store, study)
                == offered)
        #expect(try await answer(4.25) == offered)
        let error = await #expect(throws: StudyError.self) { try await answer(1) }
        guard case .locked? = error else { throw error ?? .withdrawn }
    }

    @Test(
        "gets no recommendations that were made from an answer that has changed since, or from another dataset"
    )
    func outdated() async throws {
        _ = try await begin()
        try await SampleStudy.rateItems("p", part: 0, store, study)
        let before = try #require(await store.session(of: "p", study: study))
        func offer(from basis: ParticipantSession, dataset: String = SampleDatasets.hash) async throws
            -> ParticipantSession
        {
            try await store.offer(
                SampleStudy.offered(0), part: 0, from: basis, dataset: dataset, study: study)
        }
        func expectOutdated(_ body: () async throws -> ParticipantSession) async throws {
            let error = await #expect(throws: StudyError.self) { _ = try await body() }
            guard case .outdated? = error else { throw error ?? .withdrawn }
        }
        let changed = try await answer(2)
        try await expectOutdated { try await offer(from: before) }
        _ = try await store.setAbout(["age": ["50"]], of: "p", study: study)
        try await expectOutdated { try await offer(from: changed) }
        let now = try #require(await store.session(of: "p", study: study))
        try await expectOutdated { try await offer(from: now, dataset: String(repeating: "0", count: 64)) }
        #expect(try await store.session(of: "p", study: study)?.recommendations == [])
        #expect(try await offer(from: now).recommendations == SampleStudy.offered(0))
        // The first call wins, from whatever the second was made.
        #expect(try await offer(from: before).recommendations == SampleStudy.offered(0))
    }

    @Test("rates and selects recommendations until the part is finished")
    func recommendations() async throws {
        _ = try await begin()
        try await SampleStudy.rateItems("p", part: 0, store, study)
        _ = try await SampleStudy.offer(SampleStudy.offered(0), part: 0, of: "p", store, study)
        #expect(try await rate(1, nil, selected: true).recommendations[0].isSelected)
        _ = try await rate(1, 3)
        let changed = try await rate(1, 5, selected: true).recommendations[0]
        #expect(changed.rating == 5 && changed.isSelected && changed.answeredAt == SampleStudy.date)
        await #expect(throws: StudyError.self) { try await rate(3, 3) }
        await #expect(throws: StudyError.self) { try await rate(2, 3.1) }
        _ = try await rate(2, 0.5)
        let finished = try await store.finish(part: 0, of: "p", study: study)
        #expect(finished.finishedParts == [0])
        #expect(try await store.finish(part: 0, of: "p", study: study) == finished)
        #expect(try await rate(1, 5, selected: true) == finished)
        let error = await #expect(throws: StudyError.self) { try await rate(1, 4) }
        guard case .locked? = error else { throw error ?? .withdrawn }
    }

    @Test(
        "is not asked again about an item that an earlier part asked about, and may still change that answer")
    func carryOver() async throws {
        let session = try await begin()
        let shared = try #require(study.design.arms[session.condition[0]].items.firstIndex(of: "2"))
        let place = try #require(study.design.arms[session.condition[1]].items.firstIndex(of: "2"))
        try await SampleStudy.rateItems("p", part: 0, store, study)
        try await SampleStudy.rateRecommendations("p", part: 0, store, study)
        let carried = try #require(
            try await store.session(of: "p", study: study)?.answers.filter { $0.part == 1 })
        #expect(
            carried
                == [
                    ItemAnswer(
                        part: 1, place: place, item: "2", rating: shared == 0 ? 4.25 : nil,
                        answeredAt: SampleStudy.date,
                        isCarriedOver: true)
                ])
        let changed = try await answer(1, part: 1, place: place).answers
        #expect(changed.first { $0.part == 1 }?.isCarriedOver == false)
        #expect(changed.first { $0.part == 0 && $0.item == "2" }?.rating == (shared == 0 ? 4.25 : nil))
    }

    @Test("completes the study once, with a code that nobody misreads")
    func completion() async throws {
        let answers = SampleStudy.answers(to: study.design.questionnaire)
        _ = try await begin()
        for part in 0..<2 {
            try await SampleStudy.rateItems("p", part: part, store, study)
            try await SampleStudy.rateRecommendations("p", part: part, store, study)
        }
        let wrong: [[String: Int]] = [
            [:], answers.merging(["preference": 3]) { $1 }, answers.merging(["novelty-new": 0]) { $1 },
            answers.merging(["shoe": 1]) { $1 }, answers.filter { $0.key != "attention" },
        ]
        for answers in wrong {
            await #expect(throws: StudyError.self) {
                try await store.complete(questionnaire: answers, of: "p", study: study)
            }
        }
        let done = try await store.complete(questionnaire: answers, of: "p", study: study)
        #expect(done.questionnaire == answers)
        #expect(done.completedAt == SampleStudy.date)
        #expect(done.completionCode?.wholeMatch(of: /[A-HJKMNP-Z2-9]{8}/) != nil)
        #expect(done.nextStep(in: study.design) == .complete)
        #expect(try await store.complete(questionnaire: [:], of: "p", study: study) == done)
        #expect(try await store.sessions(of: study) == [done])
        let second = try await SampleStudy.complete("q", store, study)
        #expect(second.completionCode != done.completionCode)
    }

    @Test("leaves the number and the condition after withdrawing, and nothing else in the file")
    func withdrawal() async throws {
        let id = "Participant-Who-Withdraws"
        let done = try await SampleStudy.complete(id, store, study)
        let code = try #require(done.completionCode)
        _ = try await SampleStudy.complete("q", store, study)
        try await store.withdraw(id, study: study)
        let left = try #require(try await store.session(of: id, study: study))
        #expect(
            left
                == ParticipantSession(
                    id: id, number: 0, condition: done.condition, language: "", consentedAt: SampleStudy.date,
                    withdrawnAt: SampleStudy.date))
        #expect(left.nextStep(in: study.design) == .withdrawn)
        for name in ["w.sqlite", "w.sqlite-wal"] {
            #expect(
                try folder.bytes(name).range(of: Data(code.utf8)) == nil,
                "\(name) still has the completion code")
        }
        try await store.withdraw(id, study: study)
        #expect(try await store.enrol(id, study: study, language: "en") == left)
        await #expect(throws: StudyError.withdrawn) { try await answer(3, of: id) }
        await #expect(throws: StudyError.withdrawn) { try await store.setAbout([:], of: id, study: study) }
        await #expect(throws: StudyError.withdrawn) {
            try await store.complete(questionnaire: [:], of: id, study: study)
        }
        #expect(try await store.sessions(of: study).map(\.answers.count) == [0, 4])
        #expect(try await store.enrol("r", study: study, language: "en").number == 2)
    }

    @Test("is in no unused place of the file once it was written anew, whoever deleted the rows")
    func rewriting() async throws {
        try #require(SQLiteShell.path != nil)
        let done = try await SampleStudy.complete("p", store, study)
        let code = Data(try #require(done.completionCode).utf8)
        _ = try await SampleStudy.complete("q", store, study)
        _ = try SQLiteShell.run(
            folder.path(),
            "PRAGMA secure_delete = OFF; PRAGMA foreign_keys = ON; DELETE FROM participant WHERE participant_id = 'p'"
        )
        func isInFile() throws -> Bool {
            try ["w.sqlite", "w.sqlite-wal"].contains { try folder.bytes($0).range(of: code) != nil }
        }
        #expect(try isInFile())
        try await store.rewriteFile()
        #expect(try !isInFile())
        #expect(try await store.sessions(of: study).map(\.id) == ["q"])
        #expect(
            try SQLiteShell.run(folder.path(), "PRAGMA integrity_check; PRAGMA user_version")
                == "ok\n\(SchemaHistory.newest)\n")
    }
}
