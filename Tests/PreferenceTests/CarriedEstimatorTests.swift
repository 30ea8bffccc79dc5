import Datasets
import Preference
import Support
import Tasks
import Testing

@Suite("An estimator carried over to a grown dataset")
struct CarriedEstimatorTests {
    private static func dataset(_ genres: [[String]], years: [Double?], ages: [String?]) -> Dataset {
        let items = EntityTable(
            ids: genres.indices.map { .integer(Int64($0)) },
            features: [
                Feature(name: "genre", values: .multivalued(TokenColumn(rows: genres))),
                Feature(name: "year", values: .numeric(years)),
            ])
        let age = TokenColumn(rows: ages.map { $0.map { [$0] } ?? [] })
        let users = EntityTable(
            ids: ages.indices.map { .integer(Int64($0)) },
            features: [Feature(name: "age", values: .categorical(age))])
        return Dataset(
            name: "growing", format: "test", users: users, items: items,
            interactions: Interactions(users: [], items: [], ratings: []), scale: .implicit,
            feedback: .implicit)
    }

    // New tokens come before, between and after the old ones, so that every row has another place.
    private let small = dataset(
        [["b", "d"], ["d"], []], years: [1990, 2000, nil], ages: ["old", "young", nil])
    private let grown = dataset(
        [["b", "d"], ["d"], [], ["a", "c"], ["e", "b"]], years: [1990, 2000, nil, 2020, 2021],
        ages: ["old", "young", nil, "middle"])

    private func estimator(of dataset: Dataset, seed: UInt64) -> Estimator<Double> {
        var generator = SeededGenerator(seed: seed)
        return Estimator(EstimatorArchitecture(for: dataset), outputBias: nil, using: &generator)
    }

    private func rows(_ estimator: Estimator<Double>, _ name: String, transposed: Bool) throws -> [[Double]] {
        let tensor = try #require(estimator.tensors["model.\(name).weight"])
        let (values, width): ([Double], Int) = (tensor.values(), 32)
        let count = values.count / width
        return (0..<count).map { row in
            (0..<width).map { transposed ? values[$0 * count + row] : values[row * width + $0] }
        }
    }

    @Test("keeps the embedding of every known token bit for bit, and takes new ones from the fresh estimator")
    func embeddings() throws {
        let (old, fresh) = (estimator(of: small, seed: 1), estimator(of: grown, seed: 2))
        let carried = try Estimator(
            carrying: old, of: InputEncoding(of: small), onto: fresh, of: InputEncoding(of: grown))
        for (name, transposed, sources) in [
            ("item_emb.embedding_genre", true, [nil, 0, nil, 1, nil]),
            ("user_emb.embedding_age", false, [nil, 0, 1]),
        ] as [(String, Bool, [Int?])] {
            let (from, new) = try (
                rows(old, name, transposed: transposed), rows(fresh, name, transposed: transposed)
            )
            let found = try rows(carried, name, transposed: transposed)
            #expect(found == sources.enumerated().map { row, source in source.map { from[$0] } ?? new[row] })
        }
        for name in ["fc2.weight", "fc2.bias", "linear_out.weight", "linear_out.bias"] {
            #expect(carried.tensors["model.\(name)"] == old.tensors["model.\(name)"])
        }
    }

    @Test("estimates what it knew as before, though numbers are standardised otherwise now")
    func estimates() throws {
        let (old, fresh) = (estimator(of: small, seed: 1), estimator(of: grown, seed: 2))
        let carried = try Estimator(
            carrying: old, of: InputEncoding(of: small), onto: fresh, of: InputEncoding(of: grown))
        let task = UserTask(user: 1, items: [0, 1], ratings: [1, 0], supportCount: 0)
        let update = LocalUpdate(steps: 0)
        let before = old.estimates(
            [task], inputs: EstimatorInputs(small, architecture: old.architecture), update: update, threads: 1
        )[0][0]
        let after = carried.estimates(
            [task], inputs: EstimatorInputs(grown, architecture: carried.architecture), update: update,
            threads: 1)[0][0]
        #expect(InputEncoding(of: small).items[1] != InputEncoding(of: grown).items[1])
        for (before, after) in zip(before, after) { #expect(abs(before - after) < 1e-12) }
    }

    @Test(
        "used as it is, measures known items to the same bits, whatever numbers came with new ones",
        arguments: [2000.0, 19950, -1e300])
    func norms(year: Double) throws {
        let old = estimator(of: small, seed: 1)
        let more = Self.dataset(
            [["b", "d"], ["d"], [], ["e", "b"]], years: [1990, 2000, nil, year],
            ages: ["old", "young", nil, "middle"])
        let kept = InputEncoding(of: more).standardising(as: InputEncoding(of: small))
        let carried = try Estimator(
            carrying: old, of: InputEncoding(of: small), onto: Estimator(zeros: EstimatorArchitecture(kept)),
            of: kept)
        let task = UserTask(user: 1, items: [0, 1, 2], ratings: [1, 0, 1], supportCount: 2)
        for parameters in GradientParameters.allCases {
            let options = GradientOptions(parameters: parameters)
            let before = old.gradientNorms(
                [task], inputs: EstimatorInputs(small, architecture: old.architecture), options: options,
                threads: 1)
            let after = carried.gradientNorms(
                [task], inputs: EstimatorInputs(more, architecture: carried.architecture), options: options,
                threads: 1)
            #expect(Array(after.means.prefix(2)) == Array(before.means.prefix(2)) && before.means[0] > 0)
        }
    }

    @Test("names the tokens that it never saw, and says so of a new user who has one")
    func unlearned() throws {
        let encoding = InputEncoding(of: small)
        #expect(encoding.unlearnedTokens(of: small).isEmpty)
        #expect(
            encoding.unlearnedTokens(of: grown).map(\.sentence) == [
                "feature genre: 3 values, of 2 items, were not there when the model was made, such as a of item 3; the model takes "
                    + "nothing from them",
                "feature age: 1 value, of 1 user, was not there when the model was made, such as middle of user 3; the model takes "
                    + "nothing from it",
            ])
        let kept = InputEncoding(of: grown).standardising(as: encoding)
        let old = estimator(of: small, seed: 1).converted(to: Float.self)
        let carried = try Estimator(
            carrying: old, of: encoding, onto: Estimator(zeros: EstimatorArchitecture(kept)), of: kept)
        let recommender = Recommender(
            carried, dataset: grown, inputs: EstimatorInputs(grown, architecture: carried.architecture),
            update: LocalUpdate())
        #expect(
            try recommender.remarks(on: NewUser(["age": ["middle"]], of: grown)) == [
                .unlearned(feature: "age")
            ])
        #expect(try recommender.remarks(on: NewUser(["age": ["old"]], of: grown)).isEmpty)
    }

    @Test("is the same, bit for bit, where nothing has grown")
    func unchanged() throws {
        let old = estimator(of: small, seed: 1)
        let encoding = InputEncoding(of: small)
        let carried = try Estimator(
            carrying: old, of: encoding, onto: estimator(of: small, seed: 2), of: encoding)
        #expect(carried.parameters == old.parameters)
    }

    @Test("is refused where the features are others")
    func otherFeatures() {
        var other = small
        other.items.features[1].name = "date"
        let old = estimator(of: small, seed: 1)
        #expect(throws: CarryingError.self) {
            try Estimator(
                carrying: old, of: InputEncoding(of: small), onto: estimator(of: other, seed: 2),
                of: InputEncoding(of: other))
        }
    }
}
