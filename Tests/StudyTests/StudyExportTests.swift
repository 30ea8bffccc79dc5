import Foundation
import Study
import Testing

@Suite("A study's export") struct StudyExportTests {
    static let date = Date(timeIntervalSince1970: 1_700_000_000.125)
    static let design = StudyDesign(
        name: "films", model: 1,
        arms: [StudyArm(name: "melu", list: 2, items: ["5", "2"]), StudyArm(name: "popularity", list: 1, items: ["2", "1"])],
        assignment: .withinSubjects, itemsToRate: 2, recommendations: 1, targetSize: 8, seed: 3)

    /// A participant who finished everything.
    static func done(_ number: Int, about: [String: [String]] = [:], language: String = "en") -> ParticipantSession {
        ParticipantSession(
            id: "secret-id-\(number)", number: number, condition: [1, 0], language: language, consentedAt: date, about: about,
            answers: [
                ItemAnswer(part: 0, place: 0, item: "2", rating: 4, milliseconds: 1200, answeredAt: date),
                ItemAnswer(part: 1, place: 1, item: "2", rating: nil, answeredAt: date, isCarriedOver: true),
            ],
            recommendations: [
                OfferedRecommendation(
                    part: 0, rank: 1, item: "9", estimate: 4.5, rating: 5, isSelected: true, answeredAt: date)
            ], finishedParts: [0, 1], questionnaire: ["attention": 2, "preference": 2, "novelty-new": 3], completedAt: date,
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
            #expect(!table.rows.isEmpty)
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
        #expect(try Self.values(export.table(.questionnaire), "answer") == [.integer(3), .integer(2), .integer(2)])
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
            id: "p", number: 1, condition: [0, 1], language: "", consentedAt: Self.date, withdrawnAt: Self.date)
        let export = Self.export([Self.done(0), gone])
        let row = try #require(export.table(.participants).rows.last)
        #expect(
            row == [
                .integer(1), .list(["melu", "popularity"]), .flag(true), .missing, .missing, .missing, .integer(0), .missing,
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
            export.table(name).columns.map { "\(ExportTable.Value.text(name.rawValue)) \(ExportTable.Value.text($0.name))" }
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
            try Self.values(export.table(.participants), "about_gender") == [shown, shown, shown, shown, shown]
                + [ExportTable.Value](repeating: .missing, count: 5))
        #expect(try Self.values(export.table(.participants), "about_tags")[0] == .list(["a", "b"]))
        let all = Self.export(common + rare + [silent], smallestCell: 1)
        #expect(all.suppressed == 0)
        #expect(try Self.values(all.table(.participants), "about_gender")[5] == .text("m"))
    }

    @Test("leaves out a language that fewer than k chose, and does not count those who withdrew")
    func smallLanguages() throws {
        var sessions = (0..<5).map { Self.done($0, language: $0 < 4 ? "ko" : "en") }
        #expect(try Self.values(Self.export(sessions, smallestCell: 4).table(.participants), "language").last == .missing)
        #expect(try Self.values(Self.export(sessions, smallestCell: 4).table(.participants), "language")[0] == .text("ko"))
        sessions[0].withdrawnAt = Self.date
        #expect(
            try Self.values(Self.export(sessions, smallestCell: 4).table(.participants), "language")
                == [ExportTable.Value](repeating: .missing, count: 5))
    }
}
