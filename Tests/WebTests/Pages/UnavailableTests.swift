import Datasets
import Foundation
import HTTPTypes
import Preference
import Storage
import Study
import TestSupport
import Testing

@Suite("A study that cannot be served at the moment")
struct UnavailableTests {
    /// A study with an item that the served dataset does not have, as one that was made after an append.
    private func newerStudy() throws -> StudyFixture {
        let fixture = try StudyFixture()
        let path = fixture.folder.appending(path: "w.sqlite").path(percentEncoded: false)
        let newer = try fixture.newer()
        let workspace = try Workspace(path, for: .writing)
        defer { workspace.close() }
        _ = try fixture.store.close(named: StudyFixture.name)
        _ = try workspace.grow(
            to: newer, from: SampleCatalogue.dataset, baseHash: SampleCatalogue.hash,
            contentHash: newer.contentHash)
        let run = try workspace.saveScoringRun(
            NewScoringRun(
                strategy: "popularity", seed: 0, optionsJSON: "{}", datasetHash: newer.contentHash,
                softwareVersion: "1"),
            scores: [
                ItemScoreRecord(itemID: ExternalID("17"), popularity: 1, popularityNormalized: 1, score: 1)
            ],
            at: Date(timeIntervalSince1970: 1_700_000_000))
        let items = ["17", "1", "2"].enumerated().map { place, id in
            ListItemRecord(rank: place + 1, itemID: ExternalID(id), score: 1, why: "new", knownShare: 0.5)
        }
        let list = try workspace.saveList(
            NewList(name: "newer", scoringRunID: run, overlapWithPopularity: 1, softwareVersion: "1"),
            items: items,
            at: Date(timeIntervalSince1970: 1_700_000_000))
        let design = StudyDesign(
            name: "newer", model: fixture.study.design.model,
            arms: [StudyArm(name: "a", list: list.id), StudyArm(name: "b", list: 2)],
            assignment: .betweenSubjects,
            itemsToRate: 3, recommendations: 2, targetSize: 8, seed: 7, contact: "Dr Kim",
            retention: StudyRetention(1, .years))
        _ = try fixture.store.create(design, texts: StudyTexts.builtIn)
        _ = try fixture.store.launch(named: "newer")
        return fixture
    }

    @Test("since the server has an older dataset says so on its first page, and takes nobody in")
    func newer() async throws {
        let fixture = try newerStudy()
        try await fixture.open { visitor in
            let page = try await visitor.open("/study/newer")
            #expect(page.status == .serviceUnavailable && page.headers[.retryAfter] == "10")
            #expect(page.heading == "The study is not available at the moment")
            let answer = try await visitor.request(.post, "/study/newer", body: "a=b")
            #expect(answer.status == .serviceUnavailable)
        }
        let study = try #require(await fixture.store.study(named: "newer"))
        #expect(try await fixture.store.sessions(of: study) == [])
    }

    @Test(
        "answers 503 with the time to wait while another program is writing, and takes the answer once when it is sent again"
    )
    func locked() async throws {
        guard HeldLock.isAvailable else { return }
        let fixture = try StudyFixture(busyTimeout: 0.2)
        try await fixture.open { visitor in
            let page = try await visitor.begin()
            let lock = try HeldLock(fixture.folder.appending(path: "w.sqlite").path(percentEncoded: false))
            let refused = try await visitor.send(page, [("rating", "4")])
            #expect(refused.status == .serviceUnavailable && refused.headers[.retryAfter] == "5")
            #expect(refused.heading == "The study is not available at the moment")
            // Reading goes on.
            #expect(try await visitor.open(page.link).status == .ok)
            lock.release()
            _ = try await visitor.send(page, [("rating", "4")])
            _ = try await visitor.send(page, [("rating", "4")])
            let answers = try await fixture.sessions().flatMap(\.answers)
            #expect(answers.map(\.rating) == [4])
        }
    }

    @Test("answers 503 once another file is under the path, on every page")
    func replaced() async throws {
        let fixture = try StudyFixture()
        let path = fixture.folder.appending(path: "w.sqlite").path(percentEncoded: false)
        try await fixture.open { visitor in
            let page = try await visitor.begin()
            try FileManager.default.copyItem(atPath: path, toPath: path + ".copy")
            try FileManager.default.removeItem(atPath: path)
            try FileManager.default.moveItem(atPath: path + ".copy", toPath: path)
            #expect(try await visitor.send(page, [("rating", "4")]).status == .serviceUnavailable)
            #expect(try await visitor.open(page.path).status == .serviceUnavailable)
            #expect(try await visitor.open("/admin/login").status == .ok)
            #expect(try await visitor.logIn().status == .serviceUnavailable)
        }
    }

    @Test("is nowhere once it was erased while pages were open")
    func erased() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let consent = try await visitor.open(Visitor.start)
            let other = visitor.another()
            let page = try await other.begin()
            try await fixture.store.erase(named: StudyFixture.name)
            #expect(try await visitor.send(consent).status == .notFound)
            #expect(try await other.send(page, [("rating", "4")]).status == .notFound)
        }
    }

    @Test(
        "stores recommendations of the answers that are stored, however many tabs send at once",
        arguments: 0..<5)
    func race(round: Int) async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            for _ in 0..<8 {
                let one = visitor.another()
                let first = try await one.begin()
                let ready = try await one.rateAll(first)
                let change = try await one.open(first.path)
                let other = visitor.another()
                other.cookies = one.cookies
                async let made = one.send(ready)
                async let changed = other.send(change, [("rating", "0.5")])
                _ = try await (made, changed)
            }
        }
        for session in try await fixture.sessions() where !session.recommendations.isEmpty {
            let ratings = session.answers.compactMap { answer in
                answer.rating.flatMap { rating in
                    SampleCatalogue.dataset.items.position(of: ExternalID(answer.item)).map {
                        GivenRating(item: $0, rating: rating)
                    }
                }
            }
            let user = try NewUser(session.about ?? [:], of: SampleCatalogue.dataset)
            let best = fixture.recommender.recommendations(
                to: user, ratings: ratings, count: 2, excluding: [Int]())
            #expect(session.recommendations.map(\.estimate) == best.map(\.estimate))
        }
    }
}
