import Foundation
import Study

/// A researcher's look at the pages of one arm: what a participant would have told so far stands in the
/// address, so that no participant is made and nothing is stored.
struct StudyPreview: Sendable {
    /// What stands above each page.
    struct Banner {
        var text: String
        var address: String
        var back: String
    }

    /// `/admin/studies/NAME/preview`.
    let overview: String
    /// The position of the arm in the design.
    let arm: Int
    let armName: String
    let language: String
    /// The answers about the first items by place: of a grid whether each was tapped, else the place of the
    /// rating among the study's, or nil for an item that is not known.
    let answers: [Int?]

    /// `OVERVIEW/ARM/LANGUAGE/ANSWERS`, under which the pages lie as they do under a participant's private
    /// link.
    var home: String { "\(overview)/\(arm + 1)/\(ParticipantLink.encoded(language))/\(Self.text(answers))" }

    var banner: Banner {
        Banner(
            text: "Preview of the arm “\(armName)”: nothing is stored.", address: overview,
            back: "Back to the overview")
    }

    /// The same with more answers.
    func adding(_ more: [Int?], at place: Int) -> StudyPreview {
        StudyPreview(
            overview: overview, arm: arm, armName: armName, language: language,
            answers: Array(answers.prefix(place)) + more)
    }

    /// `0,3,-`: digits and hyphens; `start` for none.
    static func text(_ answers: [Int?]) -> String {
        answers.isEmpty ? "start" : answers.map { $0.map(String.init) ?? "-" }.joined(separator: ",")
    }

    /// - Returns: nil for a text that was not made here.
    static func answers(in text: String) -> [Int?]? {
        if text == "start" { return [] }
        let parts = text.split(separator: ",", omittingEmptySubsequences: false)
        guard parts.count <= 100 else { return nil }
        var answers: [Int?] = []
        for part in parts {
            guard part == "-" || Int(part).map((0...100).contains) == true else { return nil }
            answers.append(Int(part))
        }
        return answers
    }

    /// Somebody who told this.
    func session(_ design: StudyDesign, ratings: [Double], now: Date) -> ParticipantSession {
        var session = ParticipantSession(
            id: "preview", number: 0, condition: [arm], language: language, consentedAt: now, about: [:])
        let count = session.itemCount(ofPart: 0, in: design)
        guard let grid = design.grid else {
            let items = design.arms[arm].items
            session.answers = answers.prefix(count).enumerated().map { place, answer in
                let rating = answer.flatMap { ratings.indices.contains($0) ? ratings[$0] : nil }
                return ItemAnswer(part: 0, place: place, item: items[place], rating: rating, answeredAt: now)
            }
            return session
        }
        session.grids = (0..<grid.pages).compactMap { page in
            let places = grid.places(ofPage: page, of: count)
            guard places.upperBound <= answers.count else { return nil }
            let tiles = session.tiles(ofPart: 0, page: page, in: design)
            let taps = zip(tiles, places).filter { answers[$0.1] == 1 }.map(\.0)
            return GridAnswer(part: 0, page: page, tiles: tiles, taps: taps, answeredAt: now)
        }
        return session
    }
}
