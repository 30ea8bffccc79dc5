import Datasets
import Study
import Support
import Testing

@Suite("The launch of a study") struct StudyLaunchTests {
    private static func design(_ change: (inout StudyDesign) -> Void = { _ in }) -> StudyDesign {
        var design = StudyDesign(
            name: "films", model: 2,
            arms: [
                StudyArm(name: "melu", list: 1, items: ["1", "2"]),
                StudyArm(name: "popularity", list: 2, items: ["3", "4"]),
            ],
            assignment: .betweenSubjects, itemsToRate: 2, targetSize: 8, seed: 1,
            textHashes: ["en": String(repeating: "0", count: 64)], contact: "Dr Kim",
            retention: StudyRetention("12m"))
        change(&design)
        return design
    }

    @Test(
        "needs a contact and a retention period, and names the flags for what is missing",
        arguments: [
            ("", "1y", "--contact"), (" \n", "1y", "--contact"), ("Kim", "", "--retention 12m"),
            ("", "", "--retention"),
        ])
    func consent(contact: String, retention: String, flag: String) {
        #expect(Self.design().launchProblems.isEmpty)
        let problems = Self.design { ($0.contact, $0.retention) = (contact, StudyRetention(retention)) }
            .launchProblems
        #expect(
            problems.count == 1 && problems[0].contains("icebreaker study launch films")
                && problems[0].contains(flag))
        #expect(problems[0].contains("--contact") == contact.allSatisfy(\.isWhitespace))
    }

    @Test("reads a retention period as it is written", arguments: ["1d", "90d", "12m", "2y", "100y"])
    func retention(text: String) throws {
        let period = try #require(StudyRetention(text))
        #expect(period.description == text)
        #expect(try CanonicalJSON.data([period]) == CanonicalJSON.data([text]))
    }

    @Test(
        "refuses what is no period",
        arguments: ["", "d", "0d", "-1m", "12", "12w", "1.5y", "101y", "99999999999999999999d"])
    func noRetention(text: String) { #expect(StudyRetention(text) == nil) }

    @Test("says so of a period in words of both languages")
    func periods() throws {
        #expect(StudyTexts.english.period(try #require(StudyRetention("1y"))) == "1 year")
        #expect(StudyTexts.english.period(try #require(StudyRetention("90d"))) == "90 days")
        #expect(StudyTexts.korean.period(try #require(StudyRetention("6m"))) == "6개월")
    }

    @Test("remarks that lists come from different models, or from another than the one that recommends")
    func models() {
        #expect(Self.design().remarks.isEmpty)
        #expect(Self.design { $0.arms[0].model = 2 }.remarks.isEmpty, "a popularity list needs no model")
        let other = Self.design { $0.arms[0].model = 1 }.remarks
        #expect(other.count == 1 && other[0].contains("another model than the one that recommends"))
        let different = Self.design { ($0.arms[0].model, $0.arms[1].model) = (1, 2) }.remarks
        #expect(different.count == 1 && different[0].contains("different models (that of melu with model 1"))
    }

    @Test("refuses a target of nobody, and a number of people beyond it that is none", arguments: [0, -1])
    func sizes(size: Int) {
        #expect(Self.design { $0.targetSize = size }.problems.contains { $0.contains("it is \(size).") })
        #expect(Self.design { $0.overRecruitment = size }.problems.contains { $0.contains("it is \(size).") })
    }

    @Test("closes the enrolment at the target, at what is allowed beyond it, or when the target completed")
    func enrolment() {
        let (exact, more) = (Self.design(), Self.design { $0.overRecruitment = 3 })
        func isFull(_ design: StudyDesign, _ enrolled: Int, _ completed: Int, _ withdrawn: Int) -> Bool {
            Enrolment(design, enrolled: enrolled, completed: completed, withdrawn: withdrawn).isFull
        }
        #expect(!isFull(exact, 7, 0, 0) && isFull(exact, 8, 0, 0) && !isFull(exact, 8, 0, 1))
        #expect(!isFull(more, 10, 7, 0) && isFull(more, 11, 0, 0) && isFull(more, 9, 8, 0))
    }

    @Test("counts what every arm can recommend beyond what it asks, and names a number that works")
    func recommendable() {
        let known: [ExternalID: Int] = ["1": 50, "2": 40, "3": 30, "4": 20, "5": 15, "6": 8, "7": 2, "8": 0]
        let items = RecommendableItems(known: known, users: 100, arms: [["1", "2"], ["3", "8"]])
        #expect(
            items.left(minimumKnown: 0) == 6 && items.left(minimumKnown: 10) == 3
                && items.left(minimumKnown: 400) == 0)
        #expect(items.problem(minimumKnown: 10, wanted: 3) == nil)
        let problem = items.problem(minimumKnown: 10, wanted: 5) ?? ""
        #expect(
            problem.contains(
                "3 items are left that at least 10 users know, and 5 recommendations are wanted;"))
        #expect(problem.contains("give --min-known 2, or --recommendations 3."))
        #expect(
            items.problem(minimumKnown: 2, wanted: 5) == nil
                && items.problem(minimumKnown: 10, wanted: 3) == nil)
        #expect(items.problem(minimumKnown: 400, wanted: 3)?.contains("no item is left") == true)
        #expect(items.problem(minimumKnown: nil, wanted: 9)?.hasSuffix("give --recommendations 6.") == true)
        #expect(
            items.problem(minimumKnown: 5, wanted: 9)?.hasSuffix("give --recommendations 6 --min-known 0.")
                == true)
        #expect(items.sensibleMinimum(leaving: 3) == 10 && items.sensibleMinimum(leaving: 5) == 2)
        #expect(items.sensibleMinimum(leaving: 6) == nil, "every item, also one that nobody knows")
        #expect(
            RecommendationFloor.minimumKnown(users: 6040) == 13
                && RecommendationFloor.minimumKnown(users: 610) == 10)
    }
}
