import Foundation
import HTTPTypes
import Study
import Testing

@Suite("A hostile request") struct HostileRequestTests {
    @Test("to a study that is not there, to a draft or with a made-up link learns nothing of which it is")
    func links() async throws {
        let (fixture, draft) = (try StudyFixture(), try StudyFixture(launch: false))
        let unknown = try await fixture.open { try await $0.open("/study/none") }
        #expect(unknown.status == .notFound && !unknown.html.contains("none"))
        #expect(try await draft.open { try await $0.open(Visitor.start) }.html == unknown.html)
        try await fixture.open { visitor in
            for address in [
                "/study", "/study/", "\(Visitor.start)/x", "\(Visitor.start)/p", "\(Visitor.start)/p/",
            ] {
                #expect(try await visitor.open(address).html == unknown.html, "\(address)")
            }
            let link = try await visitor.begin().link
            let token = try #require(link.split(separator: "/").last)
            let id = token.prefix(22)
            let forged = [
                "\(id)", "\(id).", "\(id).\(String(repeating: "A", count: 22))", "\(token)x",
                "\(token.dropLast())",
                String(token.reversed()), "' OR 1=1 --", "%00", "..%2f..",
                String(repeating: "9", count: 5000),
                "\(id)%00.\(token)",
                "<script>alert(1)</script>",
            ]
            let other = visitor.another()
            for token in forged {
                let path =
                    token.addingPercentEncoding(withAllowedCharacters: .urlPathAllowed.subtracting(["/"]))
                    ?? ""
                for page in ["", "/about", "/rate/1/1", "/thanks", "/withdraw"] {
                    let response = try await other.open("\(Visitor.start)/p/\(path)\(page)")
                    #expect(response.status == .notFound && response.html == unknown.html, "\(token)\(page)")
                }
            }
            for page in [
                "/rate/0/1", "/rate/x/1", "/rate/1/99999999999999999999", "/rate/-1/-1",
                "/recommendations/1/x",
            ] {
                let response = try await visitor.open(link + page)
                #expect(response.status == .notFound || response.path.hasSuffix("/rate/1/1"), "\(page)")
            }
        }
    }

    @Test("with a participant's link of another study is refused")
    func otherStudy() async throws {
        let fixture = try StudyFixture()
        let design = StudyDesign(
            name: "other", model: fixture.study.design.model, arms: fixture.study.design.arms,
            assignment: .betweenSubjects,
            itemsToRate: 2, recommendations: 2, targetSize: 8, seed: 1, contact: "Dr Kim",
            retention: StudyRetention(1, .years))
        _ = try fixture.store.create(design, texts: StudyTexts.builtIn)
        _ = try fixture.store.launch(named: "other")
        try await fixture.open { visitor in
            let link = try await visitor.begin().link
            let token = try #require(link.split(separator: "/").last)
            #expect(try await visitor.open("/study/other/p/\(token)").status == .notFound)
        }
    }

    @Test("that another site sends is refused with a page that says how to go on")
    func forgery() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.begin()
            let form = try page.form()
            let sound = form.body([("rating", "4")])
            let token = try #require(form.fields.first { $0.0 == "csrf" }?.1)
            let attacker = visitor.another()
            let theirs = try await attacker.open(page.link)
            let stolen = try theirs.form().fields.first { $0.0 == "csrf" }?.1 ?? ""
            let unsigned = form.body([("rating", "4"), ("csrf", "")])
            for body in [
                unsigned, unsigned.replacing("csrf=", with: "x="),
                form.body([("rating", "4"), ("csrf", stolen)]),
                form.body([("rating", "4"), ("csrf", String(token.reversed()))]),
            ] {
                let response = try await visitor.request(.post, form.action, body: body)
                #expect(response.status == .forbidden)
                let text = String(buffer: response.body)
                #expect(
                    text.contains(StudyTexts.english.text("error.guard.title")) && text.contains(page.link))
            }
            let forged = visitor.another()
            for cookie in [nil, "", "x", String(repeating: "A", count: 22), token] {
                forged.cookies["icebreaker"] = cookie
                #expect(try await forged.request(.post, form.action, body: sound).status == .forbidden)
            }
            #expect(try await fixture.sessions().first?.answers == [])
            for path in [
                "/withdraw", "/about", "/recommend", "/finish", "/questionnaire", "/recommendations",
            ] {
                #expect(
                    try await visitor.request(.post, page.link + path, body: "part=0").status == .forbidden,
                    "\(path)")
            }
            #expect(try await visitor.request(.post, Visitor.start, body: "enrolment=x").status == .forbidden)
        }
        #expect(try await fixture.sessions().count == 1)
    }

    @Test("with forged cookies is a request without them")
    func cookies() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let link = try await visitor.begin().link
            let token = try #require(link.split(separator: "/").last)
            let forged = visitor.another()
            for cookie in ["x", "\(token)1", String(token.prefix(22)), "../..", "\"\(token)\""] {
                forged.cookies = ["participant": cookie]
                let page = try await forged.open(Visitor.start)
                #expect(page.status == .ok && page.path == Visitor.start, "\(cookie)")
            }
        }
    }

    @Test("with an enrolment that this server did not offer enrols nobody")
    func enrolment() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.open(Visitor.start)
            for id in [
                "", "1", String(repeating: "A", count: 22), "\(String(repeating: "A", count: 22)).x", "' --",
            ] {
                #expect(try await visitor.send(page, [("enrolment", id)]).status == .badRequest, "\(id)")
            }
            for language in ["", "xx", "EN", "en' --"] {
                #expect(
                    try await visitor.send(page, [("language", language)]).status == .badRequest,
                    "\(language)")
            }
        }
        #expect(try await fixture.sessions().isEmpty)
    }

    @Test("that is no form, or too large a one, is refused")
    func forms() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.begin()
            let form = try page.form()
            let sound = form.body([("rating", "4")])
            func status(_ body: String, _ type: String = "application/x-www-form-urlencoded") async throws
                -> Int
            {
                try await visitor.request(.post, form.action, body: body, headers: [.contentType: type])
                    .status.code
            }
            #expect(try await status("{}", "application/json") == 415)
            #expect(try await status(sound, "multipart/form-data; boundary=x") == 415)
            #expect(try await status(sound + "&x=" + String(repeating: "a", count: 3000)) == 413)
            #expect(try await status(sound + "&x=" + String(repeating: "a&", count: 40_000)) == 413)
            #expect(try await status(sound + "&x=%ff") == 400)
            #expect(try await status(sound + "&x=%zz") == 400)
            #expect(try await status(sound + "&x=%00") == 400)
            #expect(try await fixture.sessions().first?.answers == [])
            for (name, value) in [
                ("part", "9"), ("part", "-1"), ("place", "99"), ("place", "x"), ("part", ""),
            ] {
                #expect(
                    try await visitor.send(page, [("rating", "4"), (name, value)]).status == .badRequest,
                    "\(name) \(value)")
            }
            #expect(try await status(sound + "&more=1&more=2&=3&&") == 303, "unknown fields do not matter")
        }
        #expect(try await fixture.sessions().first?.answers.count == 1)
    }

    @Test("with another time than was shown has no time")
    func times() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            var page = try await visitor.begin()
            let first = try #require(page.form().fields.first { $0.0 == "shown" }?.1)
            for time in ["", "0.x", "1.\(first.split(separator: ".")[1])"] {
                page = try await visitor.send(page, [("rating", "4"), ("shown", time)])
            }
        }
        #expect(try await fixture.sessions().first?.answers.map(\.milliseconds) == [nil, nil, nil])
    }

    @Test("finds a closed study closed, while those who began go on")
    func closed() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let other = visitor.another()
            let consent = try await other.open(Visitor.start)
            let item = try await visitor.begin()
            _ = try fixture.store.close(named: StudyFixture.name)
            #expect(try await other.open(Visitor.start).status == .gone)
            #expect(try await other.send(consent).status == .gone)
            #expect(try await visitor.open(Visitor.start).path == item.path)
            #expect(try await visitor.send(item, [("rating", "4")]).status == .ok)
        }
        #expect(try await fixture.sessions().count == 1)
    }
}
