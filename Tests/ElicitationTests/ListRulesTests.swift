import Elicitation
import Testing

@Suite("List rules") struct ListRulesTests {
    @Test("read ids and features of the dataset")
    func read() throws {
        let rules = try ListRules(
            count: 3, pins: ["40", "10", "40"], exclusions: ["20"], caps: ["genre=2", " country = 0 "],
            dataset: Films.dataset)
        #expect(rules.pins == [0, 3])
        #expect(rules.exclusions == [1])
        #expect(rules.caps.map(\.description) == ["genres=2", "country=0"])
    }

    @Test("ask for 20 items by default")
    func defaults() throws { #expect(try ListRules(dataset: Films.dataset).count == 20) }

    @Test("refuse contradictions and unknown ids in one sentence")
    func contradictions() {
        expect("pin: no item has the id \"7\"; give an id of the dataset, such as 10, 20 and 30") {
            try ListRules(pins: ["7"], dataset: Films.dataset)
        }
        expect("exclude: no item has the id \"Ash\"; give an id of the dataset, such as 10, 20 and 30") {
            try ListRules(exclusions: ["Ash"], dataset: Films.dataset)
        }
        expect("pin: the item \"20\" is also excluded; take it out of one of the two") {
            try ListRules(pins: ["10", "20"], exclusions: ["20"], dataset: Films.dataset)
        }
        expect("pin: 2 pinned items do not fit on a list of 1; pin fewer or ask for a longer list") {
            try ListRules(count: 1, pins: ["10", "20"], dataset: Films.dataset)
        }
        expect("count: a list holds at least 1 item, not 0; ask for 1 or more") {
            try ListRules(count: 0, dataset: Films.dataset)
        }
        expect("min-known: -3 is not a number of users; give 0 or more") {
            try ListRules(minimumKnown: -3, dataset: Films.dataset)
        }
    }

    @Test(
        "refuse caps that cannot be read",
        arguments: [
            (
                "genre",
                "cap: \"genre\" is not FEATURE=NUMBER; write for example genre=4, with a number of 0 or more"
            ),
            (
                "genre=few",
                "cap: \"genre=few\" is not FEATURE=NUMBER; write for example genre=4, with a number of 0 or more"
            ),
            (
                "genre=-1",
                "cap: \"genre=-1\" is not FEATURE=NUMBER; write for example genre=4, with a number of 0 or more"
            ),
            (
                "mood=1",
                "cap: items have no feature \"mood\"; the features are: name, genres, released, length and country"
            ),
            (
                "title=1",
                "cap: \"name\" is text for people to read and cannot be capped; cap one of: genres, length and country"
            ),
        ])
    func caps(text: String, sentence: String) {
        expect(sentence) { try ListRules(caps: [text], dataset: Films.dataset) }
    }

    private func expect(_ sentence: String, from make: () throws -> ListRules) {
        let error = #expect(throws: RuleError.self) { _ = try make() }
        #expect(error?.description == sentence)
    }
}
