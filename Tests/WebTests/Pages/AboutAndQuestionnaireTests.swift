import Testing

@Suite("What participants say of themselves") struct AboutTests {
    @Test("is asked by the kind of each feature and stored by its name")
    func stored() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.consent()
            let labels = page.elements.all("legend").map(\.text) + page.elements.all("label").map(\.text)
            #expect(labels.contains("Gender") && labels.contains(" Woman") && labels.contains("Occupation"))
            #expect(page.elements.all("option").map(\.text).contains("Programming"))
            #expect(!labels.contains("remark"), "a text is no input of the estimator")
            _ = try await visitor.send(
                page,
                [
                    ("feature-1", "F"), ("feature-2", "12"), ("feature-3", "noir"), ("feature-3", "a & b"),
                    ("feature-4", " 33,5 "),
                    ("feature-5", "z1007"), ("feature-9", "x"), ("other", "y"),
                ])
        }
        #expect(
            try await fixture.sessions().first?.about == [
                "gender": ["F"], "occupation": ["12"], "likes <b>": ["a & b", "noir"], "years": ["33.5"],
                "area": ["Z1007"],
            ])
    }

    @Test("may be left out altogether")
    func empty() async throws {
        let fixture = try StudyFixture()
        #expect(try await fixture.open { try await $0.begin() }.path.hasSuffix("/rate/1/1"))
        #expect(try await fixture.sessions().first?.about == [:])
    }

    @Test(
        "is shown again with what to correct, and everything that was sent is kept",
        arguments: [
            ("feature-4", "tall", "from 0 to 98"), ("feature-4", "1e300", "from 0 to 98"),
            ("feature-4", "nan", "from 0 to 98"),
            ("feature-5", "Z9<9", "“Z9&lt;9”"), ("feature-1", "X", "Please choose"),
            ("feature-2", "21", "Please choose"),
            ("feature-3", "jazz", "Please choose"),
        ])
    func mistakes(name: String, value: String, words: String) async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.send(
                try await visitor.consent(),
                [("feature-1", "M"), ("feature-5", "Z1001")].filter { $0.0 != name } + [(name, value)])
            #expect(page.status == .unprocessableContent && page.html.contains(words))
            let summary = page.elements.elements.first { $0.attributes["role"] == "alert" }
            #expect(summary?.attributes["autofocus"] != nil && page.html.contains("<title>Error – "))
            let chosen = page.elements.all("input").filter { $0.attributes["checked"] != nil }
            #expect(name == "feature-1" || chosen.contains { $0.attributes["value"] == "M" })
            #expect(
                name == "feature-5"
                    || page.elements.all("input").contains { $0.attributes["value"] == "Z1001" })
            let occupation = page.elements.all("option").first { $0.attributes["selected"] != nil }
            #expect(
                name == "feature-2" || occupation?.attributes["value"] == "", "what was not told stays so")
            let target = page.elements.all("a").compactMap { $0.attributes["href"] }.first {
                $0.hasPrefix("#feature")
            }
            #expect(page.elements.elements.contains { "#\($0.attributes["id"] ?? "")" == target })
        }
        #expect(try await fixture.sessions().first?.about == nil)
    }

    @Test("may be changed until recommendations are made from it, then stays")
    func change() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let about = try await visitor.consent()
            let item = try await visitor.send(about, [("feature-1", "F")])
            let again = try await visitor.open(about.path)
            #expect(
                again.elements.all("input").contains {
                    $0.attributes["checked"] != nil && $0.attributes["value"] == "F"
                })
            #expect(try await visitor.send(again, [("feature-1", "M")]).path == item.path)
            let recommendation = try await visitor.send(try await visitor.rateAll(item))
            let locked = try await visitor.send(about, [("feature-1", "F")])
            #expect(locked.path == recommendation.path + "?notice=locked")
        }
        #expect(try await fixture.sessions().first?.about == ["gender": ["M"]])
    }
}

@Suite("The questionnaire") struct QuestionnairePageTests {
    @Test("asks again for what is missing and keeps the other answers")
    func missing() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.finishPart(try await visitor.rateAll(try await visitor.begin()))
            let again = try await visitor.answer(page, except: ["answer-attention", "answer-effort-easy"])
            #expect(again.status == .unprocessableContent && again.code == nil)
            let links = again.elements.all("a").compactMap { $0.attributes["href"] }.filter {
                $0.hasPrefix("#answer")
            }
            #expect(links == ["#answer-attention-1", "#answer-effort-easy-1"])
            #expect(again.elements.all("input").count { $0.attributes["checked"] != nil } == 9)
            #expect(try await visitor.open(page.path).status == .ok, "nothing was completed")
            let thanks = try await visitor.send(
                again, [("answer-attention", "2"), ("answer-effort-easy", "5")])
            #expect(thanks.code != nil)
            #expect(try await visitor.open(page.path).path == thanks.path)
        }
        let session = try #require(try await fixture.sessions().first)
        #expect(session.questionnaire["effort-easy"] == 5 && session.questionnaire["novelty-new"] == 2)
    }

    @Test("takes only answers that it offers", arguments: ["0", "6", "x", "2.5", ""])
    func invalid(value: String) async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.finishPart(try await visitor.rateAll(try await visitor.begin()))
            #expect(try await visitor.send(page, [("answer-attention", value)]).status == .badRequest)
        }
        #expect(try await fixture.sessions().first?.completedAt == nil)
    }

    @Test("asks within subjects which part was better")
    func preference() async throws {
        let fixture = try StudyFixture(assignment: .withinSubjects)
        let page = try await fixture.open { visitor in
            let second = try await visitor.finishPart(try await visitor.rateAll(try await visitor.begin()))
            return try await visitor.finishPart(try await visitor.rateAll(second))
        }
        let values = page.elements.all("input").filter { $0.attributes["name"] == "answer-preference" }
        #expect(values.map { $0.attributes["value"] } == ["0", "1", "2"])
        #expect(page.html.contains("Those of part 2"))
    }
}
