import Foundation

/// What one participant of a study did so far: everything that the next page and the results depend on.
package struct ParticipantSession: Sendable, Equatable, Codable, Identifiable {
    /// The participant's random id; it says nothing of the person.
    package var id: String
    /// The number in the order of joining, from 0, which decides the condition.
    package var number: Int
    /// The positions of the arms in the design, in the order in which this participant sees them.
    package var condition: [Int]
    /// The tag of the language that the participant chose.
    package var language: String
    /// When consent was given.
    package var consentedAt: Date
    /// The answers about the person, by the name of the dataset's user feature; nil before the page was sent,
    /// without the features that the participant did not want to tell.
    package var about: [String: [String]]?
    /// The answers about the items of the arms' lists, by part and place.
    package var answers: [ItemAnswer]
    /// What was tapped on the pages of grids, by part and page; nil in studies without grids.
    private var gridAnswers: [GridAnswer]?
    /// What was recommended, by part and rank, with the answers.
    package var recommendations: [OfferedRecommendation]
    /// The parts whose recommendations the participant finished, ascending.
    package var finishedParts: [Int]
    /// The answers to the questionnaire by the question's id; empty before.
    package var questionnaire: [String: Int]
    /// When the questionnaire was sent, which completes the study.
    package var completedAt: Date?
    /// The code that shows completion, from then on.
    package var completionCode: String?
    /// When the participant withdrew; everything else was erased then.
    package var withdrawnAt: Date?

    /// Creates a session.
    package init(
        id: String, number: Int, condition: [Int], language: String, consentedAt: Date,
        about: [String: [String]]? = nil,
        answers: [ItemAnswer] = [], grids: [GridAnswer] = [], recommendations: [OfferedRecommendation] = [],
        finishedParts: [Int] = [],
        questionnaire: [String: Int] = [:], completedAt: Date? = nil, completionCode: String? = nil,
        withdrawnAt: Date? = nil
    ) {
        self.id = id
        self.number = number
        self.condition = condition
        self.language = language
        self.consentedAt = consentedAt
        self.about = about
        self.answers = answers
        gridAnswers = grids.isEmpty ? nil : grids
        self.recommendations = recommendations
        self.finishedParts = finishedParts
        self.questionnaire = questionnaire
        self.completedAt = completedAt
        self.completionCode = completionCode
        self.withdrawnAt = withdrawnAt
    }
}

extension ParticipantSession {
    /// What was tapped on the pages of grids, by part and page.
    package var grids: [GridAnswer] {
        get { gridAnswers ?? [] }
        set { gridAnswers = newValue.isEmpty ? nil : newValue }
    }
}

/// What a participant tapped on a page of a grid.
package struct GridAnswer: Sendable, Equatable, Codable {
    /// The part, an index of the condition.
    package var part: Int
    /// The page, from 0.
    package var page: Int
    /// The ids of the tiles, in the order in which they were shown.
    package var tiles: [String]
    /// The ids of those that were tapped, in the same order.
    package var taps: [String]
    /// How long the participant looked at the page, in milliseconds, as the server saw it.
    package var milliseconds: Int?
    /// When the page was stored.
    package var answeredAt: Date

    /// Creates an answer.
    package init(
        part: Int, page: Int, tiles: [String], taps: [String], milliseconds: Int? = nil, answeredAt: Date
    ) {
        self.part = part
        self.page = page
        self.tiles = tiles
        self.taps = taps
        self.milliseconds = milliseconds
        self.answeredAt = answeredAt
    }
}

/// An answer about one item of an arm's list.
package struct ItemAnswer: Sendable, Equatable, Codable {
    /// The part, an index of the condition.
    package var part: Int
    /// The place in the arm's list, from 0.
    package var place: Int
    /// The item's id as the dataset writes it.
    package var item: String
    /// The rating in rating units; nil for "I do not know this".
    package var rating: Double?
    /// How long the participant looked at the question, in milliseconds, as the server saw it; nil where it
    /// was not shown.
    package var milliseconds: Int?
    /// When the answer was stored.
    package var answeredAt: Date
    /// Whether it was taken over from an earlier part, whose list has the same item.
    package var isCarriedOver: Bool

    /// Creates an answer.
    package init(
        part: Int, place: Int, item: String, rating: Double?, milliseconds: Int? = nil, answeredAt: Date,
        isCarriedOver: Bool = false
    ) {
        self.part = part
        self.place = place
        self.item = item
        self.rating = rating
        self.milliseconds = milliseconds
        self.answeredAt = answeredAt
        self.isCarriedOver = isCarriedOver
    }
}

/// A recommendation that a participant was shown, and what they said of it.
package struct OfferedRecommendation: Sendable, Equatable, Codable {
    /// The part, an index of the condition.
    package var part: Int
    /// The place among the recommendations, from 1, best first.
    package var rank: Int
    /// The item's id as the dataset writes it.
    package var item: String
    /// ŷ after the local update, in rating units; of a grid the score s that its table gives.
    package var estimate: Double
    /// The rating in rating units; nil before it was given.
    package var rating: Double?
    /// Whether the participant would choose the item.
    package var isSelected: Bool
    /// When it was rated.
    package var answeredAt: Date?

    /// Creates a recommendation.
    package init(
        part: Int, rank: Int, item: String, estimate: Double, rating: Double? = nil, isSelected: Bool = false,
        answeredAt: Date? = nil
    ) {
        self.part = part
        self.rank = rank
        self.item = item
        self.estimate = estimate
        self.rating = rating
        self.isSelected = isSelected
        self.answeredAt = answeredAt
    }
}
