import Testing

@Suite("A participant's way through a study") struct StudyFlowTests {
    @Test(
        "leads from consent to the completion code, and what was answered is stored", arguments: ["en", "ko"])
    func whole(language: String) async throws {
        let fixture = try StudyFixture()
        let page = try await fixture.open { try await $0.complete("?language=\(language)") }
        let session = try #require(try await fixture.sessions().first)
        #expect(try await fixture.sessions().count == 1)
        #expect(page.status == .ok && page.language == language && page.path.hasSuffix("/thanks"))
        #expect(page.code == session.completionCode && session.language == language)
        #expect(session.answers.map(\.place) == [0, 1, 2] && session.answers.allSatisfy { $0.rating == 4 })
        #expect(session.answers.allSatisfy { ($0.milliseconds ?? -1) >= 0 })
        #expect(session.recommendations.map(\.rank) == [1, 2])
        #expect(session.recommendations.allSatisfy { $0.rating == 3.5 && $0.isSelected })
        #expect(session.questionnaire.count == fixture.study.design.questionnaire.questions.count)
        let asked = Set(session.answers.map(\.item))
        #expect(
            session.recommendations.allSatisfy { !asked.contains($0.item) },
            "what was rated is not recommended")
    }

    @Test("goes through every part within subjects, asks nothing twice and names no arm")
    func parts() async throws {
        let fixture = try StudyFixture(assignment: .withinSubjects)
        let (page, pages) = try await fixture.open { visitor in
            (try await visitor.complete(parts: 2), visitor.pages)
        }
        #expect(page.code != nil)
        let session = try #require(try await fixture.sessions().first)
        #expect(session.finishedParts == [0, 1] && session.answers.count == 6)
        // Item 3 is in both lists.
        #expect(session.answers.count { $0.isCarriedOver } == 1)
        #expect(pages.count { $0.path.contains("/rate/2/") } == 2)
        #expect(pages.contains { $0.notice?.contains("Part 2") == true })
        for page in pages {
            #expect(!page.html.contains("secret") && !page.html.contains("popularity"), "\(page.path)")
        }
        #expect(pages.contains { $0.html.contains("Part 2 of 2") })
    }

    @Test("takes “I do not know this” for an answer; a part without any rating is recommended for too")
    func unknown() async throws {
        let fixture = try StudyFixture()
        let page = try await fixture.open { visitor in
            try await visitor.send(try await visitor.rateAll(try await visitor.begin(), "unknown"))
        }
        let session = try #require(try await fixture.sessions().first)
        #expect(session.answers.count == 3 && session.answers.allSatisfy { $0.rating == nil })
        #expect(session.recommendations.count == 2 && page.path.hasSuffix("/recommendations/1/1"))
    }

    @Test("skips the page about the participant where the dataset has no features of users")
    func bare() async throws {
        let fixture = try StudyFixture(SampleCatalogue.bare)
        let page = try await fixture.open { try await $0.consent() }
        #expect(page.path.hasSuffix("/rate/1/1"))
        #expect(page.buttons("rating") == ["1", "2", "3", "4", "5", "unknown"])
        #expect(try await fixture.sessions().first?.about == [:])
    }

    @Test("offers the steps of the dataset's scale, and no others are taken")
    func steps() async throws {
        let fixture = try StudyFixture()
        try await fixture.open { visitor in
            let page = try await visitor.begin()
            let steps = ["0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5"]
            #expect(page.buttons("rating") == steps + ["unknown"])
            for wrong in ["0", "5.5", "4.0", "4,5", "", "NaN", "1e400", "-1"] {
                #expect(try await visitor.send(page, [("rating", wrong)]).status == .badRequest, "\(wrong)")
            }
            #expect(try await visitor.send(page).status == .badRequest)
        }
        #expect(try await fixture.sessions().first?.answers == [])
    }

    @Test("recommends from the answers by the local update: other answers, other estimates")
    func recommendations() async throws {
        let fixture = try StudyFixture(recommendations: 13)
        try await fixture.open { visitor in
            for rating in ["0.5", "5"] {
                let other = visitor.another()
                _ = try await other.send(try await other.rateAll(try await other.begin(), rating))
            }
        }
        let offered = try await fixture.sessions().map(\.recommendations)
        #expect(offered.map(\.count) == [13, 13], "all but the three rated")
        #expect(offered[0].map(\.estimate) != offered[1].map(\.estimate))
        #expect(zip(offered[0], offered[0].dropFirst()).allSatisfy { $0.estimate >= $1.estimate })
    }

    @Test("recommends nothing that fewer users rated than the design says")
    func known() async throws {
        let fixture = try StudyFixture(recommendations: 10, minimumKnown: 15)
        try await fixture.open { visitor in
            _ = try await visitor.send(try await visitor.rateAll(try await visitor.begin(), "3"))
        }
        let dataset = SampleCatalogue.dataset
        let known = dataset.items.ids.indices.filter { item in
            dataset.interactions.items.count { Int($0) == item } >= 15
        }
        let offered = try await fixture.sessions().first?.recommendations.map(\.item) ?? []
        #expect(known.count < dataset.items.count && !offered.isEmpty)
        #expect(Set(offered).isSubset(of: known.map { dataset.items.ids[$0].description }))
    }
}
