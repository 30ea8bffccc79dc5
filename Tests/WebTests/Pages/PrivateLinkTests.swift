import Study
import Testing

@Suite("A private link in another browser") struct PrivateLinkTests {
    @Test("asks who opens it, and without a yes changes and shows nothing of the participant")
    func asks() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.send(try await visitor.begin(), [("rating", "2")])
            let other = visitor.another()
            for address in ["", "/rate/1/1", "/about", "/withdraw", "/thanks", "/no/such"] {
                let question = try await other.open(page.link + address)
                #expect(
                    question.path == page.link + "/resume"
                        && question.heading == "Are you the person who began here?")
                #expect(!question.html.contains("Film") && question.html.contains(" UTC"))
            }
            #expect(other.cookies["participant"] == nil)
            // A form that somebody prepared in that browser is asked about, too.
            let form = try page.form()
            let token = try await other.open(page.link).form().fields.first { $0.0 == "csrf" }?.1 ?? ""
            let answer = try await other.request(
                .post, form.action, body: form.body([("rating", "5"), ("csrf", token)]))
            #expect(answer.headers[.location] == page.link + "/resume")
            #expect(try await fixture.sessions().first?.answers.count == 1)
            #expect(try await visitor.open(page.link).path == page.path, "the first browser continues")
        }
    }

    @Test("leads whoever is somebody else to consent, and to a number of their own")
    func startsAnew() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.begin()
            let other = visitor.another()
            let question = try await other.open(page.link)
            let link = try #require(
                question.elements.all("a").first { $0.text == "No, start for myself" }?.attributes["href"])
            let consent = try await other.open(link)
            #expect(
                consent.heading == StudyTexts.english.text("study.title")
                    && consent.html.contains("I agree and take part"))
            #expect(try await fixture.sessions().count == 1, "nothing before consent")
            let begun = try await other.send(consent)
            #expect(begun.link != page.link && begun.path.hasSuffix("/about"))
            // Their own link is theirs; the other one still asks, and leads back to their own.
            #expect(try await other.open(begun.link).path.hasSuffix("/about"))
            let again = try await other.open(page.link)
            let back = try #require(
                again.elements.all("a").first { $0.text == "No, start for myself" }?.attributes["href"])
            #expect(try await other.open(back).link == begun.link)
        }
        #expect(try await fixture.sessions().count == 2)
    }

    @Test("takes a yes from its own form alone")
    func forgery() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.begin()
            let other = visitor.another()
            for body in ["", "csrf=", "csrf=\(String(repeating: "A", count: 22))"] {
                #expect(
                    try await other.request(.post, page.link + "/resume", body: body).status == .forbidden)
            }
            #expect(other.cookies["participant"] == nil)
            #expect(try await other.open(page.link + "x/resume").status == .notFound)
            let yes = try await other.send(try await other.open(page.link))
            #expect(yes.path == page.link + "/about" || yes.path == page.path)
            #expect(other.cookies["participant"] == visitor.cookies["participant"])
        }
        #expect(try await fixture.sessions().count == 1)
    }

    @Test("asks in the participant's language, and after withdrawing asks nobody")
    func languages() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.begin("?language=ko")
            let other = visitor.another()
            #expect(try await other.open(page.link).heading == StudyTexts.korean.text("resume.title"))
            _ = try await visitor.send(try await visitor.open(page.link + "/withdraw"))
            for visitor in [visitor, other, visitor.another()] {
                #expect(try await visitor.open(page.link).path.hasSuffix("/withdrawn"))
                #expect(try await visitor.open(page.link + "/resume").path.hasSuffix("/withdrawn"))
            }
        }
    }
}

@Suite("A study with all its participants") struct FullStudyTests {
    @Test("thanks new visitors, also those who read its consent page before, and lets those who began go on")
    func full() async throws {
        let fixture = try StudyFixture(targetSize: 2)
        try await fixture.open { visitor in
            let late = visitor.another()
            let consent = try await late.open(Visitor.start)
            let first = try await visitor.begin()
            _ = try await visitor.another().begin()
            for page in [try await late.send(consent), try await visitor.another().open(Visitor.start)] {
                #expect(page.status == .gone && page.heading == "Thank you, we have enough participants")
            }
            let korean = visitor.another()
            korean.headers[.acceptLanguage] = "ko"
            #expect(
                try await korean.open(Visitor.start).heading == StudyTexts.korean.text("error.full.title"))
            #expect(try await visitor.open(Visitor.start).path == first.path)
            _ = try await visitor.finishPart(try await visitor.rateAll(first))
        }
        #expect(try await fixture.sessions().count == 2)
    }

    @Test("announces questions about the participant only where there are some", arguments: ["en", "ko"])
    func about(language: String) async throws {
        let texts = try #require(StudyTexts.builtIn.first { $0.language == language })
        let words = texts.text("consent.task.about").dropFirst(2)
        for (dataset, isAsked) in [(SampleCatalogue.dataset, true), (SampleCatalogue.bare, false)] {
            let page = try await StudyFixture(dataset).open {
                try await $0.open(Visitor.start + "?language=\(language)")
            }
            #expect(page.html.contains("<li>\(words)</li>") == isAsked)
            #expect(page.elements.all("ul").count == 2, "the languages, and one list of what there is to do")
        }
    }

    @Test("says whom to ask and how long answers are kept")
    func consent() async throws {
        let page = try await StudyFixture().open { try await $0.open(Visitor.start) }
        #expect(page.html.contains("erased at the latest 12 months after"))
        #expect(page.html.contains(#"ask Dr Kim, <a href="mailto:kim@example.org">kim@example.org</a>."#))
    }

    @Test("tells whoever knew none of the titles what their recommendations are made from")
    func unknown() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let ready = try await visitor.rateAll(try await visitor.begin(), "unknown")
            #expect(ready.html.contains("You did not know any of these titles."))
            #expect(try await visitor.finishPart(ready).path.hasSuffix("/questionnaire"))
        }
        #expect(try await fixture.sessions().first?.recommendations.count == 2)
    }
}
