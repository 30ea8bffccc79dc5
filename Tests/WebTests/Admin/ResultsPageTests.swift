import Foundation
import HTTPTypes
import Study
import Support
import Testing

@Suite("Administrators' results") struct ResultsPageTests {
    private static let refresh = HTTPField.Name("Refresh")

    @Test("withhold the tests while the study runs, unless they are asked for with a warning")
    func interim() async throws {
        let fixture = try StudyFixture()
        try fixture.addAdministrator()
        try await fixture.complete(4)
        try await fixture.open { visitor in
            _ = try await visitor.logIn()
            let page = try await visitor.open(fixture.results)
            #expect(
                page.status == .ok && page.html.contains("4 of 8 planned") && !page.html.contains("95% from"))
            #expect(
                !String(buffer: try await visitor.request(.get, "\(fixture.results)/results.csv").body)
                    .contains("summary"))
            let early = try await visitor.open("\(fixture.results)?interim=yes")
            #expect(
                early.html.contains("Interim.") && early.html.contains("Measures, one value per participant"))
            let csv = String(
                buffer: try await visitor.request(.get, "\(fixture.results)/results.csv?interim=yes").body)
            #expect(csv.contains("summary,arm-secret-0,,mean-rating,count,\r\n"))
        }
    }

    @Test("show what was planned once enough completed, the same as the library computes")
    func complete() async throws {
        let fixture = try StudyFixture(targetSize: 12)
        try fixture.addAdministrator()
        try await fixture.complete(12)
        let results = StudyResults(
            design: fixture.study.design, designHash: fixture.study.designHash,
            sessions: try await fixture.sessions())
        try await fixture.open { visitor in
            _ = try await visitor.logIn()
            let page = try await visitor.open(fixture.results)
            #expect(!page.html.contains("Interim.") && page.html.contains("95% from"))
            for sentence in results.primarySentences {
                #expect(
                    page.html.contains(sentence.replacing("<", with: "&lt;").replacing("'", with: "&#39;")))
            }
            let json = try await visitor.request(.get, "\(fixture.results)/results.json")
            #expect(try JSONDecoder().decode(StudyResults.self, from: Data(buffer: json.body)) == results)
            let csv = try await visitor.request(.get, "\(fixture.results)/results.csv")
            #expect(String(buffer: csv.body) == results.csv)
            #expect(csv.headers[.contentDisposition]?.hasSuffix("-results.csv\"") == true)
        }
    }

    @Test("name the design's hash, whose bytes can be had")
    func design() async throws {
        let fixture = try StudyFixture()
        try fixture.addAdministrator()
        try await fixture.open { visitor in
            _ = try await visitor.logIn()
            let page = try await visitor.open(fixture.results)
            let hash = try #require(fixture.study.designHash)
            #expect(
                page.html.contains("<code>\(hash)</code>")
                    && page.html.contains("The design is the one that was launched."))
            let bytes = try await visitor.request(.get, "\(fixture.results)/design.json").body
            #expect(Data(buffer: bytes) == (try CanonicalJSON.data(fixture.study.design)))
            let material = try await visitor.request(.get, "\(fixture.results)/material.json").body
            let read = try JSONDecoder().decode(StudyMaterial.self, from: Data(buffer: material))
            #expect(try CanonicalJSON.data(read) == Data(buffer: material))
            #expect(try read.hash() == fixture.study.design.materialHash)
            #expect(page.html.contains("0 of 8 places taken; open"))
            #expect(page.html.contains("12 months after closing"))
        }
    }

    @Test("launch and close a study, and reload by themselves only if asked to")
    func actions() async throws {
        let fixture = try StudyFixture(launch: false)
        try fixture.addAdministrator()
        let (name, refresh) = (fixture.study.design.name, try #require(Self.refresh))
        try await fixture.open { visitor in
            _ = try await visitor.logIn()
            let draft = try await visitor.open(fixture.results)
            #expect(draft.headers[refresh] == nil && draft.html.contains("not locked yet"))
            #expect(try await visitor.send(draft, to: "launch").html.contains("cannot be launched yet"))
            let (contact, period) = (("contact", "Dr Kim"), ("retention", "12m"))
            #expect(
                try await visitor.send(draft, [contact, ("retention", "long")], to: "launch").html.contains(
                    "such as 90d"))
            #expect(try await fixture.store.study(named: name)?.status == .draft)
            let launched = try await visitor.send(draft, [contact, period], to: "launch")
            #expect(launched.notice == "The study is open to participants.")
            #expect(try await fixture.store.study(named: name)?.status == .launched)
            _ = try await visitor.send(launched, to: "close")
            #expect(try await fixture.store.study(named: name)?.status == .closed)
            #expect(try await visitor.send(launched, to: "close").status == .ok)
            #expect(try await visitor.send(draft, to: "launch").status == .conflict)
            for (asked, seconds) in [("30", "30"), ("0", "5"), ("999999", "3600")] {
                #expect(
                    try await visitor.open("\(fixture.results)?refresh=\(asked)").headers[refresh] == seconds)
            }
            #expect(try await visitor.open("/admin/studies/nope").status == .notFound)
        }
    }

    @Test("erase a participant by the id or the private link, if one is sure")
    func erase() async throws {
        let fixture = try StudyFixture()
        try fixture.addAdministrator()
        try await fixture.complete(2)
        try await fixture.open { visitor in
            _ = try await visitor.logIn()
            let page = try await visitor.open(fixture.results)
            let (first, second) = (StudyFixture.participant(0), StudyFixture.participant(1))
            #expect(
                try await visitor.send(page, [("participant", first)], to: "erase").status
                    == .unprocessableContent)
            for wrong in ["", "nobody", String(repeating: "B", count: 22), "'; DROP TABLE participant; --"] {
                let answer = try await visitor.send(
                    page, [("participant", wrong), ("sure", "yes")], to: "erase")
                #expect(answer.status == .unprocessableContent && answer.html.contains("Nothing was erased"))
            }
            let link = "https://example.org/study/films/p/\(second).c2lnbmF0dXJl/rate/1/2?x=1"
            for participant in [" \(first) ", link] {
                let answer = try await visitor.send(
                    page, [("participant", participant), ("sure", "yes")], to: "erase")
                #expect(answer.notice == "The participant's answers are erased.")
            }
            #expect(try await fixture.sessions().allSatisfy { $0.withdrawnAt != nil && $0.answers.isEmpty })
        }
    }

    @Test("keep to the content security policy: no script and no style of their own")
    func policy() async throws {
        let fixture = try StudyFixture(targetSize: 12)
        try fixture.addAdministrator()
        try await fixture.complete(12)
        try await fixture.open { visitor in
            _ = try await visitor.logIn()
            for path in ["/admin", "/admin/login", fixture.results] {
                let page = try await visitor.open(path)
                #expect(!page.html.contains("style=\"") && !page.html.contains("<script"))
                #expect(page.headers[.contentSecurityPolicy]?.contains("default-src 'none'") == true)
                #expect(page.elements.all("h1").count == 1)
            }
        }
    }
}
