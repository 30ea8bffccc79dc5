import Datasets
import Foundation
import TestSupport
import Testing

@Suite("Details of the formats")
struct FormatDetailTests {
    private func read(_ folder: String) throws -> Dataset {
        try DatasetReader.read(ReferenceData.fixtures.appending(path: "formats").appending(path: folder))
    }

    @Test("MovieLens postal codes are cut to five characters", arguments: ["movielens-1m", "movielens-100k"])
    func area(folder: String) throws {
        let area = try #require(read(folder).users.feature(named: "area")?.tokenColumn)
        #expect(area.vocabulary == ["01067", "10115", "20095", "50667", "80331"])
    }

    @Test("ages are brackets in MovieLens-1M and years in MovieLens-100K")
    func ages() throws {
        let bracket = try #require(read("movielens-1m").users.feature(named: "age"))
        #expect(bracket.tokenColumn?.vocabulary == ["19", "25", "31", "47", "62"])
        let years = try #require(read("movielens-100k").users.feature(named: "age"))
        #expect(years.numbers == [25, 31, 47, 19, 62, nil])
    }

    @Test("the authors' rules make the tokens of MovieLens-1M's side information")
    func sideInformation() throws {
        let items = try read("movielens-1m-side-information").items
        let director = try #require(items.feature(named: "director")?.tokenColumn)
        // The note "(co-director)" goes; the space before it stays, as in the authors' vocabulary.
        #expect(director.vocabulary == ["Ada Quill", "Ada Quill ", "Bo Reed", "nan"])
        let actor = try #require(items.feature(named: "actor")?.tokenColumn)
        #expect(
            (0..<5).map(actor.tokens) == [["Cy Moss", "Di Fern"], ["Di Fern"], ["nan"], ["Ed Birch"], []])
        let poster = try #require(items.feature(role: .poster)?.texts)
        #expect(poster == ["https://example.org/10.jpg", nil, "https://example.org/30.jpg", nil, nil])
        #expect(items.feature(role: .year)?.numbers == [1994, 2003, 1987, nil, nil])
    }

    @Test("RecBole vectors become one numeric feature per component")
    func vectors() throws {
        let users = try read("recbole").users
        #expect(users.feature(named: "taste_0")?.numbers == [0.1, nil, 0.3, 0.4, 0.5, nil])
        #expect(users.feature(named: "taste_1")?.numbers == [-1.5, nil, -3.5, -4.5, -5.5, nil])
    }

    @Test("quoted text keeps its quotes, separators and newlines")
    func quotes() throws {
        let notes = try #require(read("mapped").items.feature(named: "note")?.texts)
        #expect(notes == ["Said to be \"the first\",\nand the best", nil, "a, b", "plain", nil])
    }

    @Test(
        "MovieLens titles end in a year in parentheses, or have none",
        arguments: [
            ("Toy Story (1995)", "Toy Story", 1995), ("Heat (1995) ", "Heat", 1995),
            ("Babylon 5", "Babylon 5", nil),
            ("Death Note (2006–2007)", "Death Note (2006–2007)", nil),
            ("M (1931) (uncut)", "M (1931) (uncut)", nil),
            ("(2019)", "(2019)", nil), ("", "", nil),
            ("Se7en (a.k.a. Seven) (1995)", "Se7en (a.k.a. Seven)", 1995),
        ])
    func titles(text: String, title: String, year: Int?) {
        let parts = MovieLensTitle(text)
        #expect(parts.title == title)
        #expect(parts.year == year)
    }
}
