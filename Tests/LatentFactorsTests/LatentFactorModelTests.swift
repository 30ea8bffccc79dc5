import Datasets
import Foundation
import LatentFactors
import TestSupport
import Testing

/// What `Tests/Golden/latent_factors.py` wrote.
struct LatentFactorGolden: Decodable {
    let users, items: [Int32]
    let ratings: [Double]
    let mean, noise: Double
    let vectors, priorMean, priorCovariance, fittedBiases, observedBiases: [Double]
    let answerItems: [Int32]
    let answerRatings, posteriorMean, posteriorCovariance, predictions: [Double]

    static func load() throws -> LatentFactorGolden {
        let url = ReferenceData.packageRoot.appending(path: "Tests/Golden/latent_factors.json")
        return try JSONDecoder().decode(LatentFactorGolden.self, from: Data(contentsOf: url))
    }

    var rows: RatingRows { RatingRows(users: users, items: items, ratings: ratings, itemCount: 9) }
    var answers: [(item: Int32, rating: Double)] {
        zip(answerItems, answerRatings).map { (item: $0, rating: $1) }
    }

    static func options(_ offset: LatentFactorOptions.Offset) -> LatentFactorOptions {
        LatentFactorOptions(
            factors: 2, factorPenalty: 1.5, biasPenalty: 0.7, iterations: 6, offset: offset, seed: 3)
    }
}

func expectClose(
    _ found: some Sequence<Double>, _ expected: some Sequence<Double>, within tolerance: Double = 1e-10,
    sourceLocation: SourceLocation = #_sourceLocation
) {
    let (found, expected) = (Array(found), Array(expected))
    #expect(found.count == expected.count, sourceLocation: sourceLocation)
    let worst = zip(found, expected).map { abs($0 - $1) / max(1, abs($1)) }.max() ?? 0
    #expect(worst <= tolerance, sourceLocation: sourceLocation)
}

@Suite("Latent factor model") struct LatentFactorModelTests {
    @Test(
        "is the same to the bit for the same ratings in another unit, and predicts in that unit",
        arguments: [(10.0, 0.0), (1, -50), (1e154, 0), (1e300, -3e300), (1e-200, 0), (0.3, 7)])
    func unit(factor: Double, shift: Double) throws {
        let golden = try LatentFactorGolden.load()
        func rows(_ factor: Double, _ shift: Double) -> RatingRows {
            let (low, high) = (golden.ratings.min() ?? 0, golden.ratings.max() ?? 0)
            return RatingRows(
                users: golden.users, items: golden.items, ratings: golden.ratings.map { factor * $0 + shift },
                itemCount: 9,
                scaling: RatingScaling(
                    RatingScale(minimum: factor * low + shift, maximum: factor * high + shift)))
        }
        let base = LatentFactorModel(fitting: rows(1, 0), options: LatentFactorGolden.options(.observedMean))
        let moved = LatentFactorModel(
            fitting: rows(factor, shift), options: LatentFactorGolden.options(.observedMean))
        #expect(moved.itemVectors == base.itemVectors && moved.itemBiases == base.itemBiases)
        #expect(moved.noiseVariance == base.noiseVariance && moved.prior == base.prior)
        let beliefs = [
            base.posterior(given: golden.answers),
            moved.posterior(
                given: golden.answers.map { (item: $0.item, rating: factor * $0.rating + shift) }),
        ]
        #expect(beliefs[0] == beliefs[1])
        for item in 0..<9 {
            let (wanted, found) = (
                base.predict(item: item, userMean: beliefs[0].mean),
                moved.predict(item: item, userMean: beliefs[1].mean)
            )
            #expect(abs(found - (factor * wanted + shift)) <= 1e-9 * (abs(factor) * 5 + abs(shift)))
        }
    }

    @Test("of ratings that are all alike predicts that rating", arguments: [0, 4, -1e300, 1e154])
    func constant(rating: Double) {
        let rows = RatingRows(
            users: [0, 0, 1, 2], items: [0, 1, 1, 2], ratings: Array(repeating: rating, count: 4),
            itemCount: 3,
            scaling: RatingScaling(RatingScale(minimum: rating, maximum: rating)))
        let model = LatentFactorModel(fitting: rows, options: LatentFactorGolden.options(.fitted))
        let belief = model.posterior(given: [(item: Int32(0), rating: rating)])
        for item in 0..<3 { #expect(model.predict(item: item, userMean: belief.mean) == rating) }
    }

    @Test("has the parameters that numpy finds", arguments: LatentFactorOptions.Offset.allCases)
    func fitting(offset: LatentFactorOptions.Offset) throws {
        let golden = try LatentFactorGolden.load()
        let model = LatentFactorModel(fitting: golden.rows, options: LatentFactorGolden.options(offset))
        expectClose([model.mean, model.noiseVariance], [golden.mean, golden.noise])
        expectClose(model.itemVectors, golden.vectors)
        expectClose(model.priorMean, golden.priorMean)
        expectClose(model.priorCovariance, golden.priorCovariance)
        expectClose(model.itemBiases, offset == .fitted ? golden.fittedBiases : golden.observedBiases)
    }

    @Test("folds answers in as the closed form does")
    func posterior() throws {
        let golden = try LatentFactorGolden.load()
        let model = LatentFactorModel(fitting: golden.rows, options: LatentFactorGolden.options(.fitted))
        let belief = model.posterior(given: golden.answers)
        expectClose(belief.mean, golden.posteriorMean)
        expectClose(belief.covariance, golden.posteriorCovariance)
        expectClose((0..<9).map { model.predict(item: $0, userMean: belief.mean) }, golden.predictions)
    }

    @Test("has the same bytes on any number of threads", arguments: [2, 3, 8])
    func threads(count: Int) throws {
        let golden = try LatentFactorGolden.load()
        let options = LatentFactorGolden.options(.observedMean)
        #expect(
            LatentFactorModel(fitting: golden.rows, options: options, threads: count)
                == LatentFactorModel(fitting: golden.rows, options: options, threads: 1))
    }

    @Test("predicts an item's shrunken mean for a user of whom nothing is known")
    func observedMean() throws {
        let golden = try LatentFactorGolden.load()
        let model = LatentFactorModel(
            fitting: golden.rows, options: LatentFactorGolden.options(.observedMean))
        for item in 0..<9 {
            let own = zip(golden.items, golden.ratings).filter { Int($0.0) == item }.map(\.1)
            let shrunken = own.reduce(0) { $0 + $1 - golden.mean } / (Double(own.count) + 0.7)
            expectClose([model.predict(item: item, userMean: model.priorMean)], [golden.mean + shrunken])
        }
    }

    @Test("is zero without ratings, and folds in without a trap")
    func empty() {
        let model = LatentFactorModel(fitting: RatingRows(users: [], items: [], ratings: [], itemCount: 3))
        let belief = model.posterior(given: [(item: 1, rating: 4)])
        #expect(model.mean == 0 && model.itemBiases == [0, 0, 0])
        #expect(belief.mean[0] > 0 && model.predict(item: 2, userMean: belief.mean).isFinite)
    }

    @Test("works with biases alone")
    func withoutFactors() throws {
        let golden = try LatentFactorGolden.load()
        let model = LatentFactorModel(fitting: golden.rows, options: LatentFactorOptions(factors: 0))
        #expect(model.dimension == 1 && model.itemVectors == Array(repeating: 1, count: 9))
        #expect(model.prior.variance(along: model.vector(ofItem: 0)) > 0)
    }
}
