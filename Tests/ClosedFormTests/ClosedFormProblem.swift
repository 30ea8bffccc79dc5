import ClosedForm
import Datasets
import LatentFactors

/// Users and items small enough for finite differences, with every kind of feature and missing cells.
struct ClosedFormProblem {
    let dataset: Dataset
    let rows: RatingRows

    init(userFeatures: Bool = true, itemFeatures: Bool = true) {
        let genres = TokenColumn(rows: [["a", "b"], [], ["b"], ["c", "a"], ["b", "c"], ["a"]])
        let maker = TokenColumn(rows: [["m"], ["n"], [], ["m"], ["o"], ["n"]])
        let items = EntityTable(
            ids: [1, 2, 3, 4, 5, 6],
            features: itemFeatures
                ? [
                    Feature(name: "genre", values: .multivalued(genres)),
                    Feature(name: "maker", values: .categorical(maker)),
                    Feature(name: "year", values: .numeric([1990, 2000, nil, 1985, 2010, 1999])),
                ] : [])
        let users = EntityTable(
            ids: [7, 8, 9],
            features: userFeatures
                ? [
                    Feature(name: "age", values: .categorical(TokenColumn(rows: [["young"], [], ["old"]]))),
                    Feature(name: "visits", values: .numeric([3, nil, 8])),
                ] : [])
        // Item 5 has no ratings.
        rows = RatingRows(
            users: [0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2], items: [0, 1, 2, 3, 4, 0, 2, 3, 4, 0, 1, 3, 4],
            ratings: [5, 3, 1, 4, 2, 2, 2, 5, 4, 4, 3, 3, 1], itemCount: 6)
        dataset = Dataset(
            name: "small", format: "test", users: users, items: items,
            interactions: Interactions(users: rows.users, items: rows.items, ratings: rows.ratings),
            scale: RatingScale(minimum: 1, maximum: 5))
    }

    /// Few factors, and no penalty, so that the gradient is that of the query loss.
    var options: ClosedFormOptions {
        var options = ClosedFormOptions()
        options.factors = 3
        options.penalties.scale = 0
        options.minimumUpdates = 20
        options.batchSize = 2
        return options
    }

    /// The architecture with layers so small that every parameter can be moved.
    var architecture: ClosedFormArchitecture {
        var shape = ClosedFormArchitecture(for: dataset, factors: 3)
        (shape.itemEmbeddingWidth, shape.itemHiddenWidth) = (3, 4)
        (shape.userEmbeddingWidth, shape.userHiddenWidth) = (2, 3)
        return shape
    }
}
