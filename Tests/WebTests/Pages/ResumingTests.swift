import Study
import Testing

@Suite("A participant who comes back") struct ResumingTests {
    @Test("finds the next step by the private link, by the study's address and after a reload")
    func resume() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.send(try await visitor.begin(), [("rating", "2")])
            #expect(page.path.hasSuffix("/rate/1/2"))
            let forms = ["rate", "recommend", "recommendations", "finish", "no/such/page"].map {
                "\(page.link)/\($0)"
            }
            for address in forms + [
                page.link, Visitor.start, page.path, page.link + "/thanks", page.link + "/rate/1/3",
            ] {
                #expect(try await visitor.open(address).path == page.path, "\(address)")
            }
            // Another device knows the link only, and is asked; from then on the study's address is enough
            // there too.
            let other = visitor.another()
            let question = try await other.open(page.link)
            #expect(question.path == page.link + "/resume")
            #expect(try await other.send(question).path == page.path)
            #expect(try await other.open(page.link).path == page.path)
            #expect(try await other.open(Visitor.start).path == page.path)
            let next = try await other.send(try await other.open(page.link), [("rating", "2")])
            #expect(next.path.hasSuffix("/rate/1/3"))
            #expect(try await visitor.open(page.link).path == next.path)
        }
        #expect(try await fixture.sessions().count == 1)
    }

    @Test("sends every form twice and changes nothing by it")
    func doubleSubmits() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let consent = try await visitor.open(Visitor.start)
            let about = try await visitor.send(consent)
            #expect(try await visitor.send(consent).path == about.path)
            // A browser whose first answer was lost has no cookie of the participant, but the same form.
            let lost = visitor.another()
            lost.cookies["icebreaker"] = visitor.cookies["icebreaker"]
            #expect(try await lost.send(consent).link == about.link)
            var page = about
            while page.code == nil {
                let answers =
                    page.path.contains("questionnaire")
                    ? fixture.study.design.questionnaire.questions.map { ("answer-\($0.id)", "2") }
                    : page.buttons("rating").isEmpty ? [] : [("rating", "3")]
                let next = try await visitor.send(page, answers)
                #expect(try await visitor.send(page, answers).path == next.path, "\(page.path)")
                #expect(visitor.pages.last?.notice == nil, "\(page.path)")
                page = next
            }
        }
        let session = try #require(try await fixture.sessions().first)
        #expect(try await fixture.sessions().count == 1)
        #expect(
            session.answers.count == 3 && session.recommendations.count == 2 && session.completedAt != nil)
    }

    @Test("makes one participant of two tabs with the consent page")
    func twoConsents() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let (first, second) = (
                try await visitor.open(Visitor.start), try await visitor.open(Visitor.start)
            )
            let page = try await visitor.send(first)
            #expect(try await visitor.send(second).link == page.link)
            // On a browser that several people share, the next one begins anew.
            let anew = try await visitor.send(try await visitor.open(Visitor.start + "?start=new"))
            #expect(anew.link != page.link)
        }
        #expect(try await fixture.sessions().count == 2)
    }

    @Test("may change an answer by the back button until recommendations are made from it")
    func change() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let first = try await visitor.begin()
            let second = try await visitor.send(first, [("rating", "1")])
            let back = try await visitor.open(first.path)
            #expect(back.html.contains("Your answer so far: 1."))
            #expect(try await visitor.send(back, [("rating", "5")]).path == second.path)
            #expect(try await fixture.sessions().first?.answers.map(\.rating) == [5])
            let ready = try await visitor.rateAll(second)
            #expect(ready.path.hasSuffix("/recommendations/1"))
            // The last answer may still be changed.
            let last = try await visitor.open(ready.link + "/rate/1/3")
            #expect(try await visitor.send(last, [("rating", "unknown")]).path == ready.path)
            let recommendation = try await visitor.send(ready)
            let locked = try await visitor.send(first, [("rating", "2")])
            #expect(locked.path == recommendation.path + "?notice=locked")
            #expect(locked.notice == StudyTexts.english.text("notice.locked"))
            #expect(try await visitor.open(first.path).path == recommendation.path)
        }
        #expect(try await fixture.sessions().first?.answers.map(\.rating) == [5, 4, nil])
    }

    @Test("may answer in two tabs: the stale one changes its own answer only")
    func twoTabs() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let tab = try await visitor.begin()
            let other = try await visitor.open(tab.path)
            let second = try await visitor.send(tab, [("rating", "1")])
            #expect(try await visitor.send(other, [("rating", "2")]).path == second.path)
            #expect(try await fixture.sessions().first?.answers.map(\.rating) == [2])
            // A form of a step that is not reached yet saves nothing.
            let ahead = try await visitor.send(second, [("rating", "3"), ("place", "2")])
            #expect(
                ahead.path == second.path + "?notice=stale"
                    && ahead.notice == StudyTexts.english.text("notice.stale"))
            #expect(try await fixture.sessions().first?.answers.count == 1)
        }
    }

    @Test("may change what they said of a recommendation until the part is finished")
    func recommendations() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let first = try await visitor.send(try await visitor.rateAll(try await visitor.begin()))
            let second = try await visitor.send(first, [("rating", "1"), ("choose", "yes")])
            let overview = try await visitor.send(second, [("rating", "2")])
            #expect(
                overview.path.hasSuffix("/recommendations/1")
                    && overview.heading == "All your recommendations")
            let again = try await visitor.open(first.path)
            #expect(again.elements.all("input").contains { $0.attributes["checked"] != nil })
            #expect(try await visitor.send(again, [("rating", "5")]).path == overview.path)
            let stored = try await fixture.sessions().first?.recommendations
            #expect(stored?.map(\.rating) == [5, 2] && stored?.map(\.isSelected) == [true, false])
            let questionnaire = try await visitor.send(overview)
            #expect(
                try await visitor.send(first, [("rating", "3")]).path == questionnaire.path + "?notice=stale")
            #expect(try await visitor.open(overview.path).path == questionnaire.path)
            #expect(try await fixture.sessions().first?.recommendations.map(\.rating) == [5, 2])
        }
    }

    @Test("withdraws after a question: everything is erased, and every old page says so")
    func withdraw() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let item = try await visitor.begin("?language=ko", about: [("feature-1", "F")])
            let ask = try await visitor.open(item.link + "/withdraw")
            #expect(ask.heading == StudyTexts.korean.text("withdraw.title"))
            #expect(
                try await fixture.sessions().first?.withdrawnAt == nil, "the question alone changes nothing")
            let done = try await visitor.send(ask)
            #expect(done.heading == StudyTexts.korean.text("withdrawn.title") && done.language == "ko")
            for address in ["", "/rate/1/1", "/thanks", "/withdraw", "/withdrawn"] {
                #expect(
                    try await visitor.open(item.link + address).path.hasSuffix("/withdrawn"), "\(address)")
            }
            #expect(try await visitor.send(item, [("rating", "1")]).path.hasSuffix("/withdrawn"))
            #expect(try await visitor.send(ask).path.hasSuffix("/withdrawn"))
            #expect(visitor.cookies["participant"] == nil)
        }
        let session = try #require(try await fixture.sessions().first)
        #expect(session.withdrawnAt != nil && session.answers.isEmpty && (session.about ?? [:]).isEmpty)
    }
}
