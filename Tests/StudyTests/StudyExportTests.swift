import Foundation
import Study
import Support
import Testing

@Suite("A study's export") struct StudyExportTests {
    static let date = Date(timeIntervalSince1970: 1_700_000_000.125)
    static let design = StudyDesign(
        name: "films", model: 1,
        arms: [
            StudyArm(name: "melu", list: 2, items: ["5", "2"]),
            StudyArm(name: "popularity", list: 1, items: ["2", "1"]),
        ],
        assignment: .withinSubjects, itemsToRate: 2, recommendations: 1, targetSize: 8, seed: 3)

    /// A participant who finished everything.
    static func done(_ number: Int, about: [String: [String]] = [:], language: String = "en")
        -> ParticipantSession
    {
        ParticipantSession(
            id: "secret-id-\(number)", number: number, condition: [1, 0], language: language,
            consentedAt: date, about: about,
            answers: [
                ItemAnswer(part: 0, place: 0, item: "2", rating: 4, milliseconds: 1200, answeredAt: date),
                ItemAnswer(part: 1, place: 1, item: "2", rating: nil, answeredAt: date, isCarriedOver: true),
            ],
            recommendations: [
                OfferedRecommendation(
                    part: 0, rank: 1, item: "9", estimate: 4.5, rating: 5, isSelected: true, answeredAt: date)
            ], finishedParts: [0, 1], questionnaire: ["attention": 2, "preference": 2, "novelty-new": 3],
            completedAt: date,
            completionCode: "SECRETCD")
    }

    static func export(_ sessions: [ParticipantSession], smallestCell: Int = 5) -> StudyExport {
        StudyExport(design, sessions: sessions, features: ["gender", "tags"], smallestCell: smallestCell)
    }

    static func values(_ table: ExportTable, _ column: String) throws -> [ExportTable.Value] {
        let position = try #require(table.columns.firstIndex { $0.name == column })
        return table.rows.map { $0[position] }
    }

    @Test("has a value in every column of every row")
    func shape() {
        let export = Self.export([Self.done(0), Self.done(1)])
        for name in StudyExport.Name.allCases {
            let table = export.table(name)
            #expect(table.rows.isEmpty == (name == .taps), "only a study with grids has taps")
            #expect(table.rows.allSatisfy { $0.count == table.columns.count }, "\(name)")
            #expect(Set(table.columns.map(\.name)).count == table.columns.count)
        }
    }

    @Test("names arms, counts parts, places and ranks from 1, and tells answers carried over")
    func values() throws {
        let export = Self.export([Self.done(0)])
        let responses = export.table(.responses)
        #expect(try Self.values(responses, "arm") == [.text("popularity"), .text("melu")])
        #expect(try Self.values(responses, "part") == [.integer(1), .integer(2)])
        #expect(try Self.values(responses, "place") == [.integer(1), .integer(2)])
        #expect(try Self.values(responses, "rating") == [.number(4), .missing])
        #expect(try Self.values(responses, "carried_over") == [.flag(false), .flag(true)])
        #expect(try Self.values(responses, "answered_at")[0] == .text("2023-11-14T22:13:20.125Z"))
        #expect(try Self.values(export.table(.recommendations), "selected") == [.flag(true)])
        #expect(try Self.values(export.table(.participants), "arms") == [.list(["popularity", "melu"])])
        #expect(try Self.values(export.table(.participants), "preferred_arm") == [.text("melu")])
        #expect(try Self.values(export.table(.participants), "attentive") == [.flag(true)])
        #expect(
            try Self.values(export.table(.questionnaire), "answer") == [
                .integer(3), .integer(2), .integer(2),
            ])
    }

    @Test("has neither ids nor completion codes")
    func pseudonyms() {
        let export = Self.export([Self.done(0)], smallestCell: 1)
        for name in StudyExport.Name.allCases {
            #expect(!"\(export.table(name))".lowercased().contains("secret"), "\(name)")
        }
    }

    @Test("has of a participant who withdrew the number and the condition alone")
    func withdrawn() throws {
        let gone = ParticipantSession(
            id: "p", number: 1, condition: [0, 1], language: "", consentedAt: Self.date,
            withdrawnAt: Self.date)
        let export = Self.export([Self.done(0), gone])
        let row = try #require(export.table(.participants).rows.last)
        #expect(
            row == [
                .integer(1), .list(["melu", "popularity"]), .flag(true), .missing, .missing, .missing,
                .integer(0), .missing,
                .missing, .missing, .missing,
            ])
        #expect(try Set(Self.values(export.table(.responses), "participant").map { "\($0)" }).count == 1)
    }

    @Test("describes every column of every table in its codebook")
    func codebook() throws {
        let export = Self.export([Self.done(0)])
        let book = export.table(.codebook)
        let described = try zip(Self.values(book, "table"), Self.values(book, "column")).map { "\($0) \($1)" }
        let columns = StudyExport.Name.allCases.filter { $0 != .codebook }.flatMap { name in
            export.table(name).columns.map {
                "\(ExportTable.Value.text(name.rawValue)) \(ExportTable.Value.text($0.name))"
            }
        }
        #expect(described == columns)
        #expect(try Self.values(book, "meaning").allSatisfy { $0 != .text("") })
    }

    @Test("leaves out what fewer than k participants told, and says of how many")
    func smallCells() throws {
        let common = (0..<5).map { Self.done($0, about: ["gender": ["f"], "tags": ["a", "b"]]) }
        let rare = (5..<9).map { Self.done($0, about: ["gender": ["m"]]) }
        let silent = Self.done(9)
        let export = Self.export(common + rare + [silent])
        #expect(export.suppressed == 4)
        let shown = ExportTable.Value.text("f")
        #expect(
            try Self.values(export.table(.participants), "about_gender") == [
                shown, shown, shown, shown, shown,
            ]
                + [ExportTable.Value](repeating: .missing, count: 5))
        #expect(try Self.values(export.table(.participants), "about_tags")[0] == .list(["a", "b"]))
        let all = Self.export(common + rare + [silent], smallestCell: 1)
        #expect(all.suppressed == 0)
        #expect(try Self.values(all.table(.participants), "about_gender")[5] == .text("m"))
    }

    @Test("leaves out a language that fewer than k chose, and does not count those who withdrew")
    func smallLanguages() throws {
        var sessions = (0..<9).map { Self.done($0, language: $0 < 5 ? "ko" : "en") }
        let languages = { try Self.values(Self.export($0, smallestCell: 4).table(.participants), "language") }
        #expect(try languages(sessions)[0] == .text("ko") && languages(sessions)[8] == .text("en"))
        sessions[8].withdrawnAt = Self.date
        #expect(try languages(sessions) == [ExportTable.Value](repeating: .missing, count: 9))
    }
}

@Suite("Small cells") struct SmallCellsTests {
    /// Participants of a made-up town: some features are told by everyone, some by few.
    private static func town(_ count: Int, seed: UInt64) -> [ParticipantSession] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { number in
            var about: [String: [String]] = [:]
            if generator.next() % 8 > 0 { about["gender"] = [generator.next() % 3 > 0 ? "f" : "m"] }
            if generator.next() % 4 > 0 { about["tags"] = ["t\(generator.next() % 6)"] }
            if generator.next() % 2 > 0 { about["age"] = ["\(20 + generator.next() % 40)"] }
            return StudyExportTests.done(
                number, about: about, language: generator.next() % 5 > 0 ? "en" : "ko")
        }
    }

    @Test(
        "leave no row that fewer than k participants share, whatever they told", arguments: [1, 3, 5, 9],
        [0, 1, 2, 4, 5, 20, 200])
    func anonymity(smallest: Int, count: Int) {
        let features = ["gender", "tags", "age"]
        for seed in 0..<5 as Range<UInt64> {
            let sessions = Self.town(count, seed: seed)
            let cells = SmallCells(sessions, features: features, smallest: smallest)
            let rows = sessions.map { session in
                [cells.language(of: session) ?? ""]
                    + features.map { cells.values($0, of: session)?.joined() ?? "" }
            }
            let sizes = Dictionary(rows.map { ($0, 1) }, uniquingKeysWith: +)
            if count >= smallest {
                #expect(sizes.values.allSatisfy { $0 >= smallest })
            } else {
                #expect(rows.allSatisfy { $0.allSatisfy(\.isEmpty) })
            }
            for session in sessions {
                for feature in features {
                    let shown = cells.values(feature, of: session)
                    #expect(
                        shown == nil
                            ? smallest > 1 || session.about?[feature] == nil
                            : shown == session.about?[feature])
                }
            }
        }
    }

    @Test("hide the smallest group as well where one person alone would be hidden")
    func company() {
        let told = ["f", "f", "f", "f", "f", "f", "m", "m", "m", "m", "m", "x"]
        let sessions = told.enumerated().map { StudyExportTests.done($0, about: ["gender": [$1]]) }
        let cells = SmallCells(sessions, features: ["gender"], smallest: 5)
        #expect(
            sessions.map { cells.values("gender", of: $0)?.first ?? "" } == told.map { $0 == "f" ? "f" : "" })
    }

    @Test("keep a common feature of those whose rarer ones are hidden")
    func order() {
        let sessions = (0..<10).map { StudyExportTests.done($0, about: ["gender": ["f"], "age": ["\($0)"]]) }
        let cells = SmallCells(sessions, features: ["gender", "age"], smallest: 5)
        #expect(
            sessions.allSatisfy {
                cells.values("gender", of: $0) == ["f"] && cells.values("age", of: $0) == nil
            })
    }
}
