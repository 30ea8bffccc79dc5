import Algebra
import Datasets
import Preference
import Support
import Tasks

/// A random dataset with every kind of feature on both sides, missing cells included, and an estimator of the
/// usual widths.
struct RecommenderProblem {
    static let userCount = 24
    /// Several blocks of the catalogue, the last of them not full.
    static let itemCount = 600
    let dataset: Dataset
    let estimator: Estimator<Float>
    let inputs: EstimatorInputs

    init() {
        var generator = SeededGenerator(seed: 11)
        func table(_ count: Int, _ names: (categorical: String, multivalued: String, numeric: String))
            -> EntityTable
        {
            func tokens(_ most: Int) -> TokenColumn {
                TokenColumn(
                    rows: (0..<count).map { _ in
                        (0..<generator.integer(below: most + 1)).map { _ in "t\(generator.integer(below: 12))"
                        }
                    })
            }
            let numbers = (0..<count).map { _ in
                generator.integer(below: 5) == 0 ? nil : 30 + 10 * generator.normal()
            }
            return EntityTable(
                ids: (0..<count).map { ExternalID(String($0)) }.sorted(),
                features: [
                    Feature(name: names.categorical, values: .categorical(tokens(1))),
                    Feature(name: names.multivalued, values: .multivalued(tokens(4))),
                    Feature(name: names.numeric, values: .numeric(numbers)),
                    Feature(name: "note", isInput: false, values: .categorical(tokens(1))),
                ])
        }
        let (users, items) = (
            table(Self.userCount, ("job", "tags", "age")), table(Self.itemCount, ("maker", "genre", "year"))
        )
        dataset = Dataset(
            name: "random", format: "test", users: users, items: items,
            interactions: Interactions(users: [], items: [], ratings: []),
            scale: RatingScale(minimum: 1, maximum: 5))
        estimator = Estimator(EstimatorArchitecture(for: dataset), outputBias: 3, using: &generator)
        inputs = EstimatorInputs(dataset, architecture: estimator.architecture)
    }

    func recommender(_ update: LocalUpdate, catalogue: [Int]? = nil) -> Recommender {
        Recommender(estimator, dataset: dataset, inputs: inputs, update: update, catalogue: catalogue)
    }

    /// Ratings of distinct items, others for each user.
    func ratings(_ count: Int, of user: Int) -> [GivenRating] {
        var generator = SeededGenerator(seed: 5, stream: RandomStream(number: UInt64(user)))
        var items = Array(0..<Self.itemCount)
        generator.shuffle(&items)
        return items.prefix(count).map {
            GivenRating(item: $0, rating: Double(1 + generator.integer(below: 5)))
        }
    }

    /// ŷ of all items after the local update, as the estimator computes them for a task of a user of the
    /// dataset.
    func expected<Scalar: EstimatorScalar>(
        _ estimator: Estimator<Scalar>, user: Int, ratings: [GivenRating], update: LocalUpdate
    ) -> [Double] {
        let task = UserTask(
            user: Int32(user), items: ratings.map { Int32($0.item) } + (0..<Int32(Self.itemCount)),
            ratings: ratings.map(\.rating) + Array(repeating: 0, count: Self.itemCount),
            supportCount: ratings.count)
        return estimator.estimates([task], inputs: inputs, update: update, threads: 1)[0][update.steps]
    }
}

/// What a person would type in for a user of a dataset.
func typedFeatures(ofUser user: Int, in dataset: Dataset) -> [String: [String]] {
    dataset.users.features.filter(\.isInput).reduce(into: [:]) { features, feature in
        switch feature.values {
        case .categorical(let column), .multivalued(let column):
            features[feature.name] = column.tokens(ofRow: user)
        case .numeric(let values): features[feature.name] = values[user].map { [String($0)] }
        case .text: break
        }
    }
}
