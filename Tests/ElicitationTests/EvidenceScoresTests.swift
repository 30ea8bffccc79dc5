import Elicitation
import Testing

@Suite("Evidence scores") struct EvidenceScoresTests {
    @Test("multiply normalised gradient norm and popularity of the items with support")
    func product() throws {
        let scores = try EvidenceScores(
            gradientNorms: [4, .nan, 2, 1], supportCounts: [1, 0, 10, 4], normalization: .maximum)
        #expect(scores.candidates.map(\.item) == [0, 2, 3])
        #expect(scores.candidates.map(\.gradientNormNormalized) == [1, 0.5, 0.25])
        #expect(scores.candidates.map(\.popularityNormalized) == [0.1, 1, 0.4])
        #expect(scores.candidates.map(\.score) == [1 * 0.1, 0.5 * 1, 0.25 * 0.4])
        #expect(scores.candidates.map(\.gradientNorm) == [4, 2, 1])
        #expect(scores.candidates.map(\.popularity) == [1, 10, 4])
        #expect(abs(scores.meanGradientNorm - 7.0 / 3) < 1e-15)
    }

    @Test("take the popularity that they are given, of the items with support")
    func popularity() throws {
        let scores = try EvidenceScores(
            gradientNorms: [4, .nan, 2, 1], supportCounts: [1, 0, 10, 4], popularity: [20, 300, 10, 5],
            normalization: .maximum)
        #expect(scores.candidates.map(\.item) == [0, 2, 3])
        #expect(scores.candidates.map(\.popularity) == [20, 10, 5])
        #expect(scores.candidates.map(\.score) == [1, 0.25, 0.0625])
    }

    @Test("refuse a popularity that does not fit", arguments: [[1], [1, -1]])
    func otherPopularity(popularity: [Int]) {
        #expect(throws: EvidenceError.self) {
            try EvidenceScores(
                gradientNorms: [1, 1], supportCounts: [1, 1], popularity: popularity, normalization: .maximum)
        }
    }

    @Test("rank ties to the smaller item")
    func ties() throws {
        let scores = try EvidenceScores(
            gradientNorms: [1, 2, 4, 2], supportCounts: [4, 2, 1, 2], normalization: .maximum)
        #expect(scores.candidates.map(\.score) == [0.25, 0.25, 0.25, 0.25])
        #expect(scores.ranked.map(\.item) == [0, 1, 2, 3])
        #expect(ItemRanking(strategy: "melu", evidence: scores).top(2) == [0, 1])
    }

    @Test("do not depend on items without support")
    func unsupported() throws {
        let few = try EvidenceScores(gradientNorms: [4, 2], supportCounts: [1, 2], normalization: .minMax)
        let more = try EvidenceScores(
            gradientNorms: [4, 2, 900], supportCounts: [1, 2, 0], normalization: .minMax)
        #expect(few.candidates == more.candidates)
    }

    @Test(
        "refuse what is not a norm or a count",
        arguments: [
            ([1.0], [1, 1], EvidenceError.shapes(norms: 1, counts: 2)),
            ([1, 2], [1, -1], .count(item: 1, value: -1)),
            ([1, -2], [1, 1], .gradientNorm(item: 1, value: -2)),
            ([.infinity, 2], [1, 1], .gradientNorm(item: 0, value: .infinity)),
        ])
    func refuse(norms: [Double], counts: [Int], error: EvidenceError) {
        #expect(throws: error) {
            try EvidenceScores(gradientNorms: norms, supportCounts: counts, normalization: .maximum)
        }
    }

    @Test("refuse the NaN of a diverged estimator with the fix")
    func diverged() {
        let error = #expect(throws: EvidenceError.self) {
            try EvidenceScores(gradientNorms: [.nan], supportCounts: [1], normalization: .maximum)
        }
        #expect(error?.description.contains("smaller learning rates") == true)
    }
}
