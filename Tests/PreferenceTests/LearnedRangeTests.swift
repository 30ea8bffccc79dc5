import Datasets
import Preference
import Testing

@Suite("The learned range of a numeric feature")
struct LearnedRangeTests {
    private static func dataset(_ ages: [Double?]) -> Dataset {
        Dataset(
            name: "ages", format: "test",
            users: EntityTable(
                ids: ages.indices.map { .integer(Int64($0)) },
                features: [Feature(name: "age", values: .numeric(ages))]),
            items: EntityTable(ids: [1]), interactions: Interactions(users: [], items: [], ratings: []),
            scale: RatingScale(minimum: 1, maximum: 5))
    }

    /// What a user of this age enters fc1 as, of an estimator that was made on some ages.
    private static func input(_ age: Double, learned ages: [Double?]) throws -> Double {
        let dataset = dataset(ages)
        let estimator = Estimator<Double>(zeros: EstimatorArchitecture(for: dataset))
        return try #require(try estimator.inputs(of: NewUser(["age": [String(age)]], of: dataset)).first)
    }

    @Test("is entered by the standard score within, and by that of the nearer end outside")
    func clipping() throws {
        // Mean 30, deviation √(200/3).
        let ages: [Double?] = [20, 30, 40, nil]
        let deviation = (200.0 / 3).squareRoot()
        for (age, counts) in [
            (20, 20), (25, 25), (40, 40), (41, 40), (19, 20), (19_900_101, 40), (-1e300, 20),
        ]
            as [(Double, Double)]
        {
            #expect(try Self.input(age, learned: ages) == (counts - 30) / deviation)
        }
    }

    @Test("of equal values lets every value in as that one, and of no value as missing")
    func degenerate() throws {
        #expect(try Self.input(1995, learned: [2, 2]) == 0)
        #expect(try Self.input(1995, learned: [nil, nil]) == 0)
    }

    @Test("of numbers whose squares overflow still tells them apart", arguments: [1e160, 1e300, 1.7e308])
    func huge(scale: Double) throws {
        let ages: [Double?] = [-scale, 0, scale]
        let top = (1.5).squareRoot()
        for (age, expected) in [(-scale, -top), (0, 0), (scale, top), (scale / 2, top / 2)] {
            #expect(abs(try Self.input(age, learned: ages) - expected) < 1e-12)
        }
    }

    @Test("finds the values of a dataset outside of it, and says how many of whom, and the farthest")
    func finding() {
        let learned = EstimatorArchitecture(for: Self.dataset([20, 30, 40]))
        #expect(learned.clippedFeatures(of: Self.dataset([20, nil, 33.5])).isEmpty)
        let found = learned.clippedFeatures(of: Self.dataset([18, nil, 240, 30]))
        #expect(
            found.map(\.finding) == [
                "feature age: 2 of 4 users lie outside of 20 to 40, which the model learned from, such as 240 of user 2"
            ])
        let none = EstimatorArchitecture(for: Self.dataset([nil]))
        #expect(
            none.clippedFeatures(of: Self.dataset([nil, 3])).map(\.finding) == [
                "feature age: 1 of 2 users lies beyond a model that learned from no value, such as 3 of user 1"
            ])
    }

    @Test(
        "refuses what lies farther outside than it is wide, and clips the rest",
        arguments: [
            ([20, 40], 60, 40), ([20, 40], 0, 20), ([20, 40], 60.5, nil), ([20, 40], -0.5, nil),
            ([20, 40], 19_900_101, nil),
            ([20, 40], 1e308, nil), ([-1e308, 1e308], -1.7e308, -1e308), ([30, 30], 60, 30),
            ([30, 30], 61, nil),
            ([0, 0], 1, 0), ([0, 0], 1.5, nil),
        ] as [([Double], Double, Double?)])
    func plausibility(learned: [Double], age: Double, counts: Double?) throws {
        let dataset = Self.dataset(learned)
        let recommender = Recommender(
            Estimator<Float>(zeros: EstimatorArchitecture(for: dataset)), dataset: dataset,
            inputs: EstimatorInputs(dataset, architecture: EstimatorArchitecture(for: dataset)),
            update: LocalUpdate())
        let user = try NewUser(["age": [String(age)]], of: dataset)
        guard let counts else {
            let error = #expect(throws: UserFeatureError.self) { try recommender.remarks(on: user) }
            #expect(error?.isImplausible == true && error?.description.contains("is far outside of") == true)
            return
        }
        let remarks = try recommender.remarks(on: user)
        guard case .clipped("age", age, let range)? = remarks.first, remarks.count == 1 else {
            Issue.record("\(remarks)")
            return
        }
        #expect(range.clipped(age) == counts)
    }

    @Test("of no value says that the given one counts for nothing")
    func nothingLearned() throws {
        let (dataset, shape) = (Self.dataset([nil]), EstimatorArchitecture(for: Self.dataset([nil])))
        let recommender = Recommender(
            Estimator<Float>(zeros: shape), dataset: dataset,
            inputs: EstimatorInputs(dataset, architecture: shape),
            update: LocalUpdate())
        #expect(
            try recommender.remarks(on: NewUser(["age": ["7"]], of: dataset)) == [.unlearned(feature: "age")])
    }
}
