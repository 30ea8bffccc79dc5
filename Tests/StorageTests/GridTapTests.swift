import Foundation
import Storage
import Study
import Testing

@Suite("Taps on a study's grid")
struct GridTapTests {
    let folder: TemporaryFolder
    let store: StudyStore
    let study: StudyRecord

    init() throws {
        folder = try TemporaryFolder()
        store = try SampleStudy.store(folder.path())
        study = try SampleStudy.launched(in: store, SampleStudy.gridDesign(pages: 2))
    }

    private func begin() async throws -> ParticipantSession {
        _ = try await store.enrol("p", study: study, language: "en")
        return try await store.setAbout([:], of: "p", study: study)
    }

    private func tap(_ taps: [String], page: Int, part: Int = 0) async throws -> ParticipantSession {
        try await store.setTaps(taps, part: part, page: page, milliseconds: 900, of: "p", study: study)
    }

    /// The tile of a page: each has one.
    private func tile(_ page: Int, _ session: ParticipantSession, part: Int = 0) throws -> String {
        try #require(session.tiles(ofPart: part, page: page, in: study.design).first)
    }

    @Test("are stored with the tiles that were left untapped and the time, and may be sent twice and changed")
    func stored() async throws {
        var session = try await begin()
        let first = try tile(0, session)
        session = try await tap([first], page: 0)
        let answer = GridAnswer(
            part: 0, page: 0, tiles: [first], taps: [first], milliseconds: 900, answeredAt: SampleStudy.date)
        #expect(session.grids == [answer])
        #expect(try await tap([first], page: 0) == session)
        session = try await tap([], page: 0)
        #expect(session.grids.map(\.taps) == [[]] && session.grids.map(\.tiles) == [[first]])
        #expect(session.nextStep(in: study.design) == .grid(part: 0, page: 1))
        session = try await tap([try tile(1, session)], page: 1)
        #expect(session.nextStep(in: study.design) == .recommendations(part: 0))
        #expect(session.taps(ofPart: 0) == [try tile(1, session)])
    }

    @Test("come page by page and part by part, and only of tiles that the page has")
    func order() async throws {
        let session = try await begin()
        await #expect(throws: StudyError.outOfTurn("Page 1 of the grid of part 1 comes before page 2.")) {
            try await tap([], page: 1)
        }
        await #expect(throws: StudyError.notAnOption("The grid of part 1 has 2 pages and no page 3.")) {
            try await tap([], page: 2)
        }
        await #expect(throws: StudyError.outOfTurn("Part 1 has to be finished before part 2 begins.")) {
            try await tap([], page: 0, part: 1)
        }
        let other = try tile(1, session)
        await #expect(throws: StudyError.notAnOption("There is no tile “\(other)” on page 1 of part 1.")) {
            try await tap([other], page: 0)
        }
        await #expect(throws: StudyError.notAnOption("This study has grids, whose tiles are tapped.")) {
            try await store.setAnswer(part: 0, place: 0, rating: 3, milliseconds: nil, of: "p", study: study)
        }
        #expect(try await store.session(of: "p", study: study)?.grids == [])
    }

    @Test(
        "stay once recommendations were made from them, which need every page and the taps they were made from"
    )
    func locked() async throws {
        let basis = try await begin()
        let offered = SampleStudy.offered(0)
        func offer(from basis: ParticipantSession) async throws -> ParticipantSession {
            try await store.offer(offered, part: 0, from: basis, dataset: "another version", study: study)
        }
        await #expect(throws: StudyError.outOfTurn("Page 1 of the grid of part 1 was not sent yet.")) {
            try await offer(from: basis)
        }
        _ = try await tap([], page: 0)
        let before = try await tap([], page: 1)
        let first = try tile(0, before)
        let session = try await tap([first], page: 0)
        await #expect(
            throws: StudyError.outdated(
                "An answer of part 1 was changed after its recommendations were made.")
        ) {
            try await offer(from: before)
        }
        #expect(try await offer(from: session).recommendations == offered, "whatever the dataset has become")
        await #expect(
            throws: StudyError.locked("The taps of part 1 stay once recommendations were made from them.")
        ) {
            try await tap([], page: 0)
        }
        #expect(try await tap([first], page: 0).grids == session.grids)
    }

    @Test("are erased with what else a participant told")
    func erased() async throws {
        let session = try await begin()
        _ = try await tap([try tile(0, session)], page: 0)
        try await store.withdraw("p", study: study)
        #expect(try await store.session(of: "p", study: study)?.grids == [])
        guard SQLiteShell.path != nil else { return }
        let counts = "SELECT (SELECT count(*) FROM study_tile), (SELECT count(*) FROM study_grid_page)"
        #expect(try SQLiteShell.run(folder.path(), counts) == "0|0\n")
    }

    @Test("need no model, and the tables that recommend are part of the locked material")
    func material() async throws {
        let material = try await store.material(of: study)
        #expect(material.grids?.count == 2)
        #expect(
            material.grids?.map(\.candidateCount) == [material.candidates.count, material.candidates.count])
        let hash = try material.hash()
        #expect(study.design.model == nil && study.design.materialHash == hash)
        guard SQLiteShell.path != nil else { return }
        #expect(try SQLiteShell.run(folder.path(), "SELECT model_id IS NULL FROM study") == "1\n")
    }

    @Test("have the ridge of a tuned list, and none of their own where it is the usual one")
    func ridge() throws {
        let path = folder.path("tuned.sqlite")
        let store = try SampleStudy.store(path)
        let workspace = try Workspace(path, for: .writing)
        let options = GridOptions(
            strategy: "design", exponent: 1.25, ridge: 0.03, positiveFrom: nil, threeTaps: nil,
            candidates: nil, tuned: true)
        let json = String(decoding: try JSONEncoder().encode(options), as: UTF8.self)
        let run = try workspace.saveScoringRun(
            NewScoringRun(
                strategy: "design", seed: 1, optionsJSON: json, datasetHash: SampleDatasets.hash,
                softwareVersion: "1"),
            scores: [], at: SampleStudy.date)
        let tuned = try workspace.saveList(
            SampleRecords.list("tuned", run: run), items: SampleStudy.known, displaced: [],
            at: SampleStudy.date)
        workspace.close()
        var design = SampleStudy.gridDesign("ridges")
        design.arms[1] = StudyArm(name: "tuned", list: tuned.id)
        #expect(try store.create(design, texts: StudyTexts.builtIn).design.arms.map(\.ridge) == [nil, 0.03])
        design = SampleStudy.design("rated")
        design.arms[1] = StudyArm(name: "tuned", list: tuned.id)
        #expect(try store.create(design, texts: StudyTexts.builtIn).design.arms.map(\.ridge) == [nil, nil])
    }

    @Test(
        "are refused where people rated below the level that counts, and a study of ratings where there are none"
    )
    func unfit() throws {
        let clicks = folder.path("clicks.sqlite")
        try Workspace.creating(clicks) { workspace in
            _ = try workspace.store(SampleDatasets.clicks, contentHash: SampleDatasets.hash)
            let run = try workspace.saveScoringRun(
                NewScoringRun(
                    strategy: "popularity", normalization: "maximum", seed: 1, optionsJSON: "{}",
                    datasetHash: SampleDatasets.hash,
                    softwareVersion: "1"),
                scores: ["a", "b"].map {
                    ItemScoreRecord(itemID: $0, popularity: 1, popularityNormalized: 1, score: 1)
                },
                at: SampleStudy.date)
            for (name, item) in [("one", "a"), ("two", "b")] {
                _ = try workspace.saveList(
                    SampleRecords.list(name, run: run),
                    items: [
                        ListItemRecord(rank: 1, itemID: .init(item), score: 1, why: "known", knownShare: 1)
                    ], displaced: [],
                    at: SampleStudy.date)
            }
        }
        let store = try StudyStore(clicks)
        var design = SampleStudy.design("clicks", assignment: .betweenSubjects, model: 0)
        (design.model, design.itemsToRate, design.recommendations) = (nil, 1, 1)
        func problems(_ design: StudyDesign) -> [String] {
            do { _ = try store.create(design, texts: StudyTexts.builtIn) } catch StudyError.unsound(
                _, let problems)
            {
                return problems
            } catch { return ["\(error)"] }
            return []
        }
        #expect(
            problems(design).last
                == "The dataset has no ratings, so its participants can only tap; give --answers taps.")
        design.grid = StudyGrid(positiveFrom: 3)
        #expect(
            problems(design)
                == [
                    "The dataset has no ratings, so that everything in it counts as taken; leave --positive-from out."
                ])
        design.grid = StudyGrid()
        #expect(problems(design) == [])
    }
}
