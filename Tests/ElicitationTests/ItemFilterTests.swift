import Elicitation
import Testing

@Suite("Item filter") struct ItemFilterTests {
    @Test(
        "keeps the items that meet it",
        arguments: [
            ("genres=Drama", [0, 1, 2, 5]), ("genre=Drama", [0, 1, 2, 5]), ("genre!=Drama", [3, 4, 6]),
            ("genre = Drama and genre != Comedy", [0, 2, 5]), ("country=Norway", [0, 5, 6]),
            ("country!=Norway", [1, 2, 3, 4]),
            ("year>=1990", [1, 2, 4, 5, 6]), ("year<1990", [0]), ("released>1990", [4, 5, 6]),
            ("year<=1990", [0, 1, 2]),
            ("year=1990", [1, 2]), ("year!=1990", [0, 3, 4, 5, 6]), ("length=100", [1, 5]),
            ("length>=110.5", [3]),
            ("length!=100", [0, 2, 3, 4, 6]), ("title=Salt and Sand", [3]), ("name=Elm and year>=1990", [4]),
            ("title=Salt and Sand and year=1990", []),
        ])
    func keep(text: String, items: [Int]) throws {
        #expect(try Films.list(8, filters: [text]).items.map(\.item) == items)
    }

    @Test("reads back as its plain form")
    func plain() throws {
        #expect(
            try ItemFilter("genre = Drama and year >= 1990", dataset: Films.dataset).description
                == "genres=Drama and released>=1990")
    }

    @Test(
        "says what is wrong in one sentence",
        arguments: [
            (
                "genre",
                "where: \"genre\" is not a comparison; write for example genre=Comedy, genre!=Horror or year>=1990, several joined by \" and \""
            ),
            (
                "=Drama",
                "where: \"=Drama\" is not a comparison; write for example genre=Comedy, genre!=Horror or year>=1990, several joined by \" and \""
            ),
            (
                "genre!Drama",
                "where: \"genre!Drama\" is not a comparison; write for example genre=Comedy, genre!=Horror or year>=1990, several joined by \" and \""
            ),
            (
                "genre=",
                "where: \"genre=\" is not a comparison; write for example genre=Comedy, genre!=Horror or year>=1990, several joined by \" and \""
            ),
            (
                "mood=glad",
                "where: items have no feature \"mood\"; the features are: name, genres, released, length and country"
            ),
            (
                "genre=Comdey",
                "where: in \"genre=Comdey\" no item has the value \"Comdey\" of \"genres\"; nearest are: Comedy, Horror and Drama"
            ),
            (
                "year>=old",
                "where: \"year>=old\" compares the numeric feature \"released\" with \"old\"; give a number"
            ),
            (
                "length<nan",
                "where: \"length<nan\" compares the numeric feature \"length\" with \"nan\"; give a number"
            ),
            (
                "genre<Drama",
                "where: \"genre<Drama\" asks for an order, but the values of \"genres\" have none; use = or !="
            ),
            (
                "title>=A",
                "where: \"title>=A\" asks for an order, but the values of \"name\" have none; use = or !="
            ),
        ])
    func errors(text: String, sentence: String) {
        let error = #expect(throws: RuleError.self) { try ItemFilter(text, dataset: Films.dataset) }
        #expect(error?.description == sentence)
    }
}
