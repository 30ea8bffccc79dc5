import Elicitation
import Foundation
import LatentFactors
import Support
import Testing

@Suite("Adaptive interview") struct AdaptiveInterviewTests {
    private let knowledge = KnowledgeModel(fitting: Planted.table, rank: 3)

    private func plan(exponent: Double = 1.5, allows: (Int) -> Bool = { _ in true }) throws -> InterviewPlan {
        try InterviewPlan(
            model: Planted.model, knowledge: knowledge, knowledgeExponent: exponent, allows: allows)
    }

    @Test("asks what its criterion says after the answers so far", arguments: [1, 1.5])
    func criterion(exponent: Double) throws {
        let model = Planted.model
        var interview = AdaptiveInterview(try plan(exponent: exponent))
        interview.record(.rating(4.5), item: 2)
        interview.record(.unknown, item: 0)
        interview.record(.rating(1), item: 7)
        let belief = model.posterior(given: [(item: 2, rating: 4.5), (item: 7, rating: 1)])
        var knows = knowledge.prior
        for (item, isKnown) in [(2, true), (0, false), (7, true)] {
            knowledge.observe(isKnown: isKnown, item: item, in: &knows)
        }
        let values = criterion(belief, knows, asked: [0, 2, 7], exponent: exponent)
        let question = try #require(interview.next())
        let best = try #require(values.max { $0.value < $1.value })
        #expect(question.item == best.key)
        let probability = knowledge.probability(ofItem: best.key, belief: knows)
        #expect(question.knowProbability == probability)
        #expect(abs(question.expectedGain - best.value / pow(probability, exponent - 1)) < 1e-12)
        #expect(abs(interview.estimate(ofItem: 1) - model.predict(item: 1, userMean: belief.mean)) < 1e-12)
    }

    /// pᵢ^κ Δᵢ of every item not yet asked about, by its definition.
    private func criterion(
        _ belief: UserBelief, _ knows: UserBelief, asked: [Int], exponent: Double
    ) -> [Int: Double] {
        let (model, d) = (Planted.model, Planted.model.dimension)
        var values: [Int: Double] = [:]
        for item in Planted.table.ratedItems where !asked.contains(item) {
            let x = Array(model.vector(ofItem: item))
            let reach = (0..<d).map { row in
                (0..<d).reduce(0) { $0 + belief.covariance[row * d + $1] * x[$1] }
            }
            let sum = (0..<26).reduce(0.0) { sum, other in
                let weight =
                    knowledge.shares[other]
                    + (0..<3).reduce(0) { $0 + knowledge.vectors[other * 3 + $1] * knows.mean[$1] }
                return sum + weight
                    * pow(zip(model.vector(ofItem: other), reach).reduce(0) { $0 + $1.0 * $1.1 }, 2)
            }
            let variance = zip(x, reach).reduce(model.noiseVariance) { $0 + $1.0 * $1.1 }
            values[item] = pow(knowledge.probability(ofItem: item, belief: knows), exponent) * sum / variance
        }
        return values
    }

    @Test("asks what its criterion says to the last question, whatever it passes over", arguments: 0..<5)
    func everyQuestion(seed: UInt64) throws {
        var generator = SeededGenerator(seed: seed)
        var interview = AdaptiveInterview(try plan())
        while let question = interview.next() {
            let values = criterion(
                interview.taste, interview.knowledge, asked: interview.asked, exponent: 1.5)
            let (value, best) = (try #require(values[question.item]), try #require(values.values.max()))
            #expect(value >= best - 1e-12)
            let answer =
                generator.unitInterval() < 0.6
                ? InterviewAnswer.rating(5 * generator.unitInterval()) : .unknown
            interview.record(answer, item: question.item)
        }
        #expect(interview.asked.count == Planted.table.ratedItems.count)
    }

    @Test("goes on without an item as if it could never have been asked about")
    func leaveOut() throws {
        var interview = AdaptiveInterview(try plan())
        interview.record(.rating(2), item: 4)
        let left = try #require(interview.next()).item
        interview.leaveOut(left)
        interview.leaveOut(-1)
        var narrowed = AdaptiveInterview(try plan { $0 != left })
        narrowed.record(.rating(2), item: 4)
        while let question = interview.next() {
            #expect(question == narrowed.next())
            for answer in [InterviewAnswer.rating(4), .unknown] {
                interview.record(answer, item: question.item)
                narrowed.record(answer, item: question.item)
            }
        }
        #expect(narrowed.next() == nil)
        #expect(!interview.asked.contains(left))
    }

    @Test("asks every allowed item once, then nothing")
    func exhaust() throws {
        var interview = AdaptiveInterview(try plan { $0 % 3 != 0 })
        while let question = interview.next() { interview.record(.unknown, item: question.item) }
        #expect(interview.asked.sorted() == Planted.table.ratedItems.filter { $0 % 3 != 0 })
    }

    @Test("goes on from stored answers as if it had never stopped")
    func resume() throws {
        let plan = try plan()
        var interview = AdaptiveInterview(plan)
        var answers: [(item: Int, answer: InterviewAnswer)] = []
        for turn in 0..<6 {
            let question = try #require(interview.next())
            let answer = turn % 2 == 0 ? InterviewAnswer.rating(Double(turn)) : .unknown
            interview.record(answer, item: question.item)
            answers.append((question.item, answer))
            #expect(AdaptiveInterview(plan, answers: answers).next() == interview.next())
        }
    }

    @Test("turns to other items after a question about something unknown")
    func adapts() throws {
        let plan = try plan()
        var knows = AdaptiveInterview(plan)
        var lost = AdaptiveInterview(plan)
        for item in [0, 1, 2, 3] {
            knows.record(.rating(3), item: item)
            lost.record(.unknown, item: item)
        }
        #expect(lost.taste == plan.model.prior)
        let probabilities = [knows, lost].map { plan.knowledge.probability(ofItem: 4, belief: $0.knowledge) }
        #expect(probabilities[0] > probabilities[1])
    }

    @Test("ignores a second answer, an item outside the catalogue and a rating that is no number")
    func ignores() throws {
        var interview = AdaptiveInterview(try plan())
        interview.record(.rating(4), item: 3)
        let taste = interview.taste
        interview.record(.unknown, item: 3)
        interview.record(.rating(4), item: 26)
        interview.record(.rating(4), item: -1)
        interview.record(.rating(.nan), item: 5)
        #expect(interview.asked == [3])
        #expect(interview.taste == taste)
    }

    @Test("refuses models of different items")
    func mismatch() {
        let other = KnowledgeModel(shares: [0.5], vectors: [], covariance: [], rank: 0)
        #expect(throws: ElicitationError.otherItems(strategy: "adaptive", model: 26, ratings: 1)) {
            try InterviewPlan(model: Planted.model, knowledge: other)
        }
    }
}
