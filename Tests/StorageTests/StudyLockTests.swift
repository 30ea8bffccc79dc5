import Datasets
import Foundation
import Storage
import Study
import Testing

@Suite("A launched study")
struct StudyLockTests {
    let folder: TemporaryFolder
    let store: StudyStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SampleStudy.store(folder.path())
    }

    /// The sample dataset with a rating of 10, a title where there was none, another item and another kind of
    /// user.
    private static let grown: Dataset = {
        let base = SampleDatasets.mixed
        var users = base.users
        users.features[0].values = .categorical(TokenColumn(rows: [["b"], ["new"], ["a"], [""], ["b"], []]))
        var items = EntityTable(ids: base.items.ids + ["🎭"])
        items.features = base.items.features.map { feature in
            var more = feature
            switch feature.values {
            case .categorical(let column):
                more.values = .categorical(TokenColumn(rows: (0..<5).map { column.tokens(ofRow: $0) } + [[]]))
            case .multivalued(let column):
                more.values = .multivalued(
                    TokenColumn(rows: (0..<5).map { column.tokens(ofRow: $0) } + [["Drama"]]))
            case .numeric(let cells): more.values = .numeric(cells + [1980])
            case .text(let cells): more.values = .text(cells.map { $0 ?? "https://a/new.jpg" } + ["Masks"])
            }
            return more
        }
        let rows = base.interactions
        return Dataset(
            name: base.name, format: base.format, users: users, items: items,
            interactions: Interactions(
                users: rows.users + [5], items: rows.items + [5], ratings: rows.ratings + [10],
                timestamps: rows.timestamps.map { $0 + [4] }),
            scale: RatingScale(minimum: 0.5, maximum: 10), rejections: base.rejections)
    }()

    /// A dataset grows while no study takes new participants; those who began may finish.
    private func grow() throws {
        let workspace = try Workspace(folder.path(), for: .writing)
        _ = try workspace.grow(
            to: Self.grown, from: SampleDatasets.mixed, baseHash: SampleDatasets.hash,
            contentHash: SampleDatasets.otherHash)
        workspace.close()
    }

    @Test(
        "keeps its scale, its items as shown, its questions and what it recommends from when the dataset grows"
    )
    func keeps() async throws {
        let study = try SampleStudy.launched(in: store)
        let before = try await store.material(of: study)
        #expect(before.ratings.last == 5 && study.design.ratings == before.ratings)
        let hash = try before.hash()
        #expect(study.design.dataset == SampleDatasets.hash && study.design.materialHash == hash)
        _ = try await store.enrol("p", study: study, language: "en")
        _ = try store.close(named: "films")
        try grow()
        for store in [store, try StudyStore(folder.path())] {
            let again = try #require(try await store.study(named: "films"))
            #expect(try await store.material(of: again) == before)
            #expect(try again.design.hash() == study.designHash)
        }
        #expect(before.item("2")?.title == "2" && before.item("2")?.poster == nil && before.item("🎭") == nil)
        #expect(!before.candidates.contains("🎭"))
        await #expect(throws: StudyError.self) {
            try await store.setAbout(["occupation": ["new"]], of: "p", study: study)
        }
        _ = try await store.setAbout(["occupation": ["a"]], of: "p", study: study)
        for rating in [5.25, 10] {
            await #expect(throws: StudyError.self) {
                try await store.setAnswer(
                    part: 0, place: 0, rating: rating, milliseconds: nil, of: "p", study: study)
            }
        }
        _ = try await store.setAnswer(part: 0, place: 0, rating: 5, milliseconds: nil, of: "p", study: study)
    }

    @Test("has what the dataset was at its launch, not when its draft was made")
    func draft() async throws {
        let draft = try store.create(SampleStudy.design(), texts: [.english])
        #expect(draft.design.ratings?.last == 5)
        try grow()
        let launched = try store.launch(named: "films")
        #expect(launched.design.ratings?.last == 9.5 && launched.design.dataset == SampleDatasets.otherHash)
        #expect(try await store.material(of: launched).item("2")?.poster == "https://a/new.jpg")
    }

    @Test("is not launched without contact and retention, and takes them at the launch")
    func consent() throws {
        var design = SampleStudy.design()
        (design.contact, design.retention) = (" ", nil)
        _ = try store.create(design, texts: [.english])
        let error = #expect(throws: StudyError.self) { try store.launch(named: "films") }
        #expect(
            error?.description.contains("--contact \"NAME, ADDRESS\" --retention 12m") == true,
            "\(error?.description ?? "")")
        #expect(throws: StudyError.self) { try store.launch(named: "films", contact: "Dr Kim") }
        let study = try store.launch(named: "films", contact: "Dr Kim", retention: StudyRetention(90, .days))
        #expect(
            study.status == .launched && study.design.contact == "Dr Kim"
                && study.design.retention?.description == "90d")
        #expect(study.designHash == (try study.design.hash()))
        #expect(throws: StudyError.alreadyLaunched("films")) {
            try store.launch(named: "films", contact: "Somebody else")
        }
    }

    @Test("is not made where too few items are left to recommend, and the value that the message names works")
    func recommendations() throws {
        var design = SampleStudy.design()
        design.minimumKnown = 400
        let error = #expect(throws: StudyError.self) { try store.create(design, texts: [.english]) }
        #expect(error?.description.contains("no item is left that at least 400 users know") == true)
        let value = try #require(error?.description.firstMatch(of: /--min-known (\d+)/)?.1)
        design.minimumKnown = Int(value)
        #expect(try store.create(design, texts: [.english]).design.minimumKnown == 1)
        design = SampleStudy.design("many")
        design.recommendations = 20
        let many = #expect(throws: StudyError.self) { try store.create(design, texts: [.english]) }
        #expect(
            many?.description.contains(
                "3 items are left, and 20 recommendations are wanted; give --recommendations 3.") == true)
        #expect(
            try store.create(SampleStudy.design("chosen"), texts: [.english], choosesMinimumKnown: true)
                .design.minimumKnown == 1)
    }

    @Test(
        "takes as many participants as it has places, however many come at once, and another when one withdraws"
    )
    func enrolment() async throws {
        var design = SampleStudy.design(targetSize: 4)
        design.overRecruitment = 2
        let study = try SampleStudy.launched(in: store, design)
        let refused = await withTaskGroup(of: Bool.self) { group in
            for person in 0..<40 {
                group.addTask { [store] in
                    do {
                        _ = try await store.enrol("p\(person)", study: study, language: "en")
                        return false
                    } catch { return error as? StudyError == .full("films", places: 6) }
                }
            }
            return await group.reduce(0) { $0 + ($1 ? 1 : 0) }
        }
        #expect(refused == 34)
        let enrolled = try await store.sessions(of: study)
        #expect(enrolled.count == 6)
        #expect(
            try await store.enrol(enrolled[0].id, study: study, language: "en") == enrolled[0],
            "who began comes back")
        try await store.withdraw(enrolled[0].id, study: study)
        #expect(try await store.enrol("late", study: study, language: "en").number == 6)
        await #expect(throws: StudyError.self) {
            try await store.enrol("later", study: study, language: "en")
        }
    }

    @Test("takes nobody new once as many as planned completed it, though there are places")
    func completed() async throws {
        var design = SampleStudy.design(targetSize: 2)
        design.overRecruitment = 5
        let study = try SampleStudy.launched(in: store, design)
        for id in ["p1", "p2"] { _ = try await SampleStudy.complete(id, store, study) }
        await #expect(throws: StudyError.full("films", places: 7)) {
            try await store.enrol("p3", study: study, language: "en")
        }
        let counts = try #require(try await store.counts()[study.id])
        #expect(study.enrolmentWord(counts) == "full" && study.enrolment(counts).taken == 2)
    }
}
