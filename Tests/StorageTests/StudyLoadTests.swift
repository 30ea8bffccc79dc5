import Foundation
import Storage
import Testing

@Suite("A study under load")
struct StudyLoadTests {
    let folder: TemporaryFolder
    let store: StudyStore

    init() throws {
        folder = try TemporaryFolder()
        store = try SampleStudy.store(folder.path())
    }

    @Test("loses, doubles and crosses nothing when 200 take part at once and everything is sent twice")
    func concurrency() async throws {
        let study = try SampleStudy.launched(
            in: store, SampleStudy.design(assignment: .betweenSubjects, targetSize: 200))
        let ratings = try await store.material(of: study).ratings
        try await withThrowingTaskGroup(of: Void.self) { group in
            for person in 0..<200 {
                for _ in 0..<2 {
                    group.addTask { [store] in
                        let id = "p\(person)"
                        _ = try await store.enrol(id, study: study, language: person % 2 == 0 ? "en" : "ko")
                        _ = try await store.setAbout(["age": ["\(person)"]], of: id, study: study)
                        for place in 0..<2 {
                            _ = try await store.setAnswer(
                                part: 0, place: place, rating: ratings[(person + place) % ratings.count],
                                milliseconds: person,
                                of: id, study: study)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let sessions = try await store.sessions(of: study)
        #expect(sessions.map(\.number) == Array(0..<200))
        #expect(Set(sessions.map(\.id)).count == 200)
        for session in sessions {
            let person = try #require(Int(session.id.dropFirst()))
            #expect(session.condition == study.design.allocation.condition(of: session.number))
            #expect(session.about == ["age": ["\(person)"]])
            #expect(session.answers.map(\.rating) == (0..<2).map { ratings[(person + $0) % ratings.count] })
            #expect(session.answers.map(\.item) == study.design.arms[session.condition[0]].items)
        }
        #expect(sessions.count { $0.condition == [0] } == 100)
    }

    @Test("goes on for a second store on the same file")
    func secondStore() async throws {
        let study = try SampleStudy.launched(in: store, SampleStudy.design(targetSize: 40))
        let (store, other) = (
            try StudyStore(folder.path(), busyTimeout: 60), try StudyStore(folder.path(), busyTimeout: 60)
        )
        try await withThrowingTaskGroup(of: Void.self) { group in
            for person in 0..<40 {
                group.addTask { [store] in
                    _ = try await (person % 2 == 0 ? store : other).enrol(
                        "p\(person)", study: study, language: "en")
                }
            }
            try await group.waitForAll()
        }
        #expect(try await other.sessions(of: study).map(\.number) == Array(0..<40))
    }

    @Test("has what was acknowledged in a copy of its files, which is what a kill would leave")
    func kill() async throws {
        let study = try SampleStudy.launched(in: store)
        _ = try await store.enrol("p", study: study, language: "en")
        _ = try await store.setAbout([:], of: "p", study: study)
        for place in 0..<2 {
            let session = try await store.setAnswer(
                part: 0, place: place, rating: 2, milliseconds: nil, of: "p", study: study)
            for suffix in ["", "-wal"] {
                try FileManager.default.copyItem(
                    atPath: folder.path() + suffix, toPath: folder.path("copy-\(place).sqlite\(suffix)"))
            }
            #expect(
                try await StudyStore(folder.path("copy-\(place).sqlite")).session(of: "p", study: study)
                    == session)
        }
    }

    @Test("leaves one file when the store is gone")
    func close() async throws {
        let path = folder.path("other.sqlite")
        try await SampleStudy.fill(path)
        #expect(try folder.names.filter { $0.hasPrefix("other") } == ["other.sqlite"])
    }
}
