import Foundation
import Study
import Testing

@Suite("A participant's figures") struct ParticipantOutcomeTests {
    static let design = StudyDesign(
        name: "s",
        arms: [StudyArm(name: "a", list: 1, items: ["x", "y", "z"]), StudyArm(name: "b", list: 2)],
        assignment: .betweenSubjects, itemsToRate: 3, targetSize: 4, seed: 1)

    /// Knows two items of three, one of which is carried over, and rated four recommendations.
    static func session(ratings: [Double?] = [2, 5, nil, 5]) -> ParticipantSession {
        let now = Date(timeIntervalSinceReferenceDate: 0)
        return ParticipantSession(
            id: "p", number: 0, condition: [0], language: "en", consentedAt: now, about: [:],
            answers: [
                ItemAnswer(part: 0, place: 0, item: "x", rating: 4, milliseconds: 1000, answeredAt: now),
                ItemAnswer(part: 0, place: 1, item: "y", rating: nil, milliseconds: 4000, answeredAt: now),
                ItemAnswer(
                    part: 0, place: 2, item: "z", rating: 3, milliseconds: 9, answeredAt: now,
                    isCarriedOver: true),
            ],
            recommendations: ratings.enumerated().map {
                OfferedRecommendation(
                    part: 0, rank: $0 + 1, item: "r\($0)", estimate: 5 - Double($0), rating: $1,
                    isSelected: $1 == 5)
            },
            finishedParts: [0], questionnaire: ["relevance-taste": 4, "relevance-missed": 1], completedAt: now
        )
    }

    @Test(
        "are what the answers say",
        arguments: [
            (OutcomeMeasure.answeredItems, 2.0), (.unknownItems, 1), (.itemRating, 3.5), (.timePerItem, 2500),
            (.meanRating, 4),
            (.selectedRecommendations, 2), (.discountedGain1, 3.0 / 31), (.relevance, 4.5),
        ])
    func values(measure: OutcomeMeasure, expected: Double) {
        #expect(abs((Self.session().outcome(measure, part: 0, in: Self.design) ?? .nan) - expected) <= 1e-12)
    }

    @Test("have an nDCG of 1 for equal ratings, which leave no order to get wrong", arguments: [0.0, 3, 5])
    func equal(rating: Double) {
        let session = Self.session(ratings: [rating, rating])
        for measure in [OutcomeMeasure.discountedGain, .discountedGain1, .discountedGain3] {
            #expect(session.outcome(measure, part: 0, in: Self.design) == 1)
        }
    }

    @Test("rest on the scale that was locked: the same opinions in other units have the same nDCG")
    func units() {
        var design = Self.design
        design.ratings = (0...40).map { Double($0) / 4 }
        let session = Self.session(ratings: [2.5, 10, nil, 10])
        for measure in [OutcomeMeasure.discountedGain, .discountedGain1, .discountedGain3] {
            let expected = Self.session().outcome(measure, part: 0, in: Self.design)
            #expect(session.outcome(measure, part: 0, in: design) == expected)
        }
    }

    @Test("are missing before the step is finished, and where nothing was answered")
    func missing() {
        var session = Self.session(ratings: [nil, nil])
        #expect(session.outcome(.discountedGain, part: 0, in: Self.design) == nil)
        #expect(session.outcome(.selectedRecommendations, part: 0, in: Self.design) == 0)
        #expect(session.outcome(.novelty, part: 0, in: Self.design) == nil)
        #expect(session.outcome(.itemRating, part: 1, in: Self.design) == nil)
        (session.finishedParts, session.completedAt) = ([], nil)
        session.answers.removeLast()
        for measure in OutcomeMeasure.allCases {
            #expect(session.outcome(measure, part: 0, in: Self.design) == nil)
        }
    }

    @Test("are gone after a withdrawal")
    func withdrawn() {
        var session = Self.session()
        session.withdrawnAt = Date(timeIntervalSinceReferenceDate: 9)
        for measure in OutcomeMeasure.allCases {
            #expect(session.outcome(measure, part: 0, in: Self.design) == nil)
        }
    }
}
