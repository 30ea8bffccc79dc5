import Foundation
import Storage
import Study
import Testing

@Suite("A stored study")
struct StudyStoreTests {
    let folder: TemporaryFolder
    let store: StudyStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SampleStudy.store(folder.path())
    }

    @Test("begins as a draft, with the items of its lists and the hashes of its texts")
    func draft() async throws {
        let study = try store.create(SampleStudy.design(), texts: [.korean, .english])
        #expect(study.status == .draft)
        #expect(study.designHash == nil)
        #expect(study.design.arms.map(\.items) == [["🎬", "2"], ["2", "1"]])
        #expect(
            study.design.textHashes == [
                "en": try StudyTexts.english.hash(), "ko": try StudyTexts.korean.hash(),
            ])
        #expect(study.texts == [.english, .korean])
        #expect(try await store.study(named: "films") == study)
        #expect(try await store.studies() == [study])
        #expect(try await store.study(named: "other") == nil)
    }

    @Test("has the hash of its design from the launch on, is launched and closed once")
    func life() async throws {
        let draft = try store.create(SampleStudy.design(), texts: [.english])
        #expect(throws: StudyError.notLaunched("films")) { try store.close(named: "films") }
        let launched = try store.launch(named: "films")
        #expect(launched.status == .launched)
        #expect(launched.design == draft.design)
        #expect(launched.designHash == (try draft.design.hash()))
        #expect(launched.launchedAt == Date(timeIntervalSince1970: 1_700_000_000))
        #expect(try store.launch(named: "films") == launched)
        let closed = try store.close(named: "films")
        #expect(closed.status == .closed)
        #expect(try store.close(named: "films") == closed)
        #expect(throws: StudyError.closed("films")) { try store.launch(named: "films") }
        #expect(throws: StudyError.unknownStudy("x", available: ["films"])) { try store.launch(named: "x") }
    }

    @Test("is refused when its design is unsound, its name taken, or its lists or model are not there")
    func refusals() throws {
        #expect(throws: StudyError.self) { try store.create(SampleStudy.design("Films"), texts: [.english]) }
        #expect(throws: StudyError.self) { try store.create(SampleStudy.design(), texts: []) }
        #expect(throws: StudyError.self) {
            try store.create(SampleStudy.design(), texts: [.english, .english])
        }
        #expect(throws: WorkspaceError.self) {
            try store.create(SampleStudy.design(arms: [1, 9]), texts: [.english])
        }
        #expect(throws: WorkspaceError.self) {
            try store.create(SampleStudy.design(model: 9), texts: [.english])
        }
        var other = SampleStudy.design()
        other.arms[0].items = ["2", "🎬"]
        #expect(throws: StudyError.self) { try store.create(other, texts: [.english]) }
        other = SampleStudy.design()
        other.questionnaire.questions.append(Question(id: "more", construct: .novelty))
        let error = #expect(throws: StudyError.self) { try store.create(other, texts: [.english]) }
        #expect(error?.description.contains("lack question.more") == true)
        _ = try store.create(SampleStudy.design(), texts: [.english])
        #expect(throws: StudyError.duplicateName("films")) {
            try store.create(SampleStudy.design(), texts: [.english])
        }
    }

    @Test(
        "keeps its design from the launch on, whoever writes",
        .enabled(if: SQLiteShell.path != nil, "sqlite3 is not installed"),
        arguments: [
            "UPDATE study SET design_json = '{}'", "UPDATE study SET name = 'other'",
            "UPDATE study SET status = 'draft'",
            "UPDATE study_arm SET name = name || '2'", "DELETE FROM study_arm",
            "DELETE FROM study_text WHERE language = 'ko'",
            "UPDATE study_text SET texts_json = '{}'", "INSERT INTO study_arm VALUES (1, 2, 'third', 1)",
            "INSERT INTO study_text SELECT 1, 'fr', texts_json, hash FROM study_text LIMIT 1",
            "DELETE FROM list WHERE list_id = 1", "UPDATE study_material SET material_json = '{}'",
            "DELETE FROM study_material",
            "INSERT INTO study_material SELECT 2, material_json, hash FROM study_material",
        ])
    func locked(statement: String) throws {
        _ = try SampleStudy.launched(in: store)
        #expect(throws: SQLiteShell.Failure.self) {
            try SQLiteShell.run(folder.path(), "PRAGMA foreign_keys = ON; \(statement)")
        }
    }

    @Test("keeps its dataset from being replaced, until it is erased as a whole")
    func replacement() async throws {
        let study = try SampleStudy.launched(in: store)
        _ = try await SampleStudy.complete("p1", store, study)
        let workspace = try Workspace(folder.path(), for: .writing)
        #expect(throws: WorkspaceError.holdsStudies(file: folder.path(), names: ["films"])) {
            try workspace.store(SampleDatasets.bare, contentHash: SampleDatasets.otherHash, replace: true)
        }
        #expect(try await store.sessions(of: study).count == 1)
        #expect(
            try workspace.store(SampleDatasets.mixed, contentHash: SampleDatasets.hash, replace: true)
                == .unchanged)
        try await store.erase(named: "films")
        #expect(try await store.studies() == [])
        await #expect(throws: StudyError.self) { try await store.enrol("p2", study: study, language: "en") }
        _ = try workspace.store(SampleDatasets.bare, contentHash: SampleDatasets.otherHash, replace: true)
    }

    @Test("is counted by what its participants did")
    func counts() async throws {
        let study = try SampleStudy.launched(in: store)
        let empty = try SampleStudy.launched(in: store, SampleStudy.design("empty"))
        _ = try await SampleStudy.complete("p1", store, study)
        for id in ["p2", "p3"] { _ = try await store.enrol(id, study: study, language: "en") }
        try await store.withdraw("p3", study: study)
        #expect(
            try await store.counts() == [
                study.id: StudyCounts(enrolled: 3, completed: 1, withdrawn: 1), empty.id: StudyCounts(),
            ])
    }

    @Test("needs a workspace, which it makes no other use of than to write what it is told")
    func workspace() throws {
        #expect(throws: WorkspaceError.missing(file: folder.path("none.sqlite"))) {
            try StudyStore(folder.path("none.sqlite"))
        }
        try Data("user,item\n".utf8).write(to: folder.url.appending(path: "text"))
        #expect(throws: WorkspaceError.notADatabase(file: folder.path("text"))) {
            try StudyStore(folder.path("text"))
        }
    }

    @Test("offers the steps of the dataset's ratings")
    func choices() async throws {
        let choices = try await store.material(of: try store.create(SampleStudy.design(), texts: [.english]))
            .ratings
        #expect(choices == stride(from: 0.5, through: 5, by: 0.25).map { $0 })
    }

    @Test("has errors of whole sentences")
    func sentences() {
        let errors: [StudyError] = [
            .unsound(study: "s", problems: ["It is too small."]), .duplicateName("s"),
            .unknownStudy("s", available: []),
            .unknownStudy("s", available: ["a", "b"]), .notLaunched("s"), .closed("s"),
            .unknownParticipant(study: "s"),
            .unlaunchable(study: "s", problems: ["It is too small."]), .alreadyLaunched("s"),
            .full("s", places: 8),
            .withdrawn, .outOfTurn("First things first."), .locked("Too late."),
            .notAnOption("Choose another."),
        ]
        for error in errors { #expect(error.description.hasSuffix(".") && !error.description.contains("\n")) }
    }
}
