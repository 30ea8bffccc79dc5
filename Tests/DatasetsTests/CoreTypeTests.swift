import Datasets
import Testing

@Suite("External id")
struct ExternalIDTests {
    @Test(
        "is a number only when it is a canonical integer",
        arguments: [
            ("17", true), ("-3", true), ("0", true), ("007", false), ("+1", false), ("1.0", false),
            ("", false), ("-0", false),
        ])
    func kind(text: String, isInteger: Bool) {
        let id = ExternalID(text)
        #expect(id.description == text)
        if case .integer = id { #expect(isInteger) } else { #expect(!isInteger) }
    }

    @Test("orders numbers by value before text by bytes")
    func order() {
        let ids: [ExternalID] = ["b", 10, "a", 9, "B", "-1", "é", "09"]
        #expect(ids.sorted() == ["-1", 9, 10, "09", "B", "a", "b", "é"])
    }
}

@Suite("Token column")
struct TokenColumnTests {
    @Test("sorts its vocabulary by bytes and keeps each token of a row once")
    func rows() {
        let column = TokenColumn(rows: [["b", "a", "b"], [], ["é", "Z"]])
        #expect(column.vocabulary == ["Z", "a", "b", "é"])
        #expect(column.offsets == [0, 2, 2, 4])
        #expect(column.indices == [1, 2, 0, 3])
        #expect(column.tokens(ofRow: 2) == ["Z", "é"])
    }

    @Test("leaves tokens outside a given vocabulary out")
    func givenVocabulary() {
        let column = TokenColumn(rows: [["b", "x"], ["x"]], vocabulary: ["a", "b"])
        #expect(column.indices == [1])
        #expect(column.offsets == [0, 1, 1])
    }

    @Test("tells composed from decomposed accents")
    func bytes() {
        #expect(TokenColumn(rows: [["\u{E9}"], ["e\u{301}"]]).indices == [1, 0])
    }
}

@Suite("Interactions")
struct InteractionsTests {
    @Test("are sorted by user and then by item")
    func sorted() {
        let interactions = Interactions(
            users: [1, 0, 1], items: [0, 2, 1], ratings: [1, 2, 3], timestamps: [10, 20, 30])
        #expect(interactions.users == [0, 1, 1])
        #expect(interactions.items == [2, 0, 1])
        #expect(interactions.ratings == [2, 1, 3])
        #expect(interactions.timestamps == [20, 10, 30])
    }
}

@Suite("Rating scale")
struct RatingScaleTests {
    @Test(
        "contains its ends and what lies between them",
        arguments: [
            (1, true), (5, true), (3.5, true), (0.5, false), (5.5, false), (.nan, false), (.infinity, false),
        ])
    func contains(rating: Double, isInside: Bool) {
        #expect(RatingScale(minimum: 1, maximum: 5).contains(rating) == isInside)
    }
}
