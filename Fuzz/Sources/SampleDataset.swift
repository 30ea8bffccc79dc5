import Datasets

/// A dataset with a feature of every kind.
enum SampleDataset {
    static let small = Dataset(
        name: "small", format: "test",
        users: EntityTable(
            ids: [.integer(1), .integer(2), .text("u")],
            features: [
                Feature(name: "gender", values: .categorical(TokenColumn(rows: [["F"], ["M"], ["F"]]))),
                Feature(name: "age", values: .numeric([18, 25.5, nil])),
                Feature(name: "tags", values: .multivalued(TokenColumn(rows: [["a", "b"], [], ["b"]]))),
            ]),
        items: EntityTable(
            ids: [.integer(10), .integer(20), .text("tt-1")],
            features: [
                Feature(name: "genres", values: .multivalued(TokenColumn(rows: [["Comedy"], ["Drama"], ["Comedy", "Drama"]])))
            ]),
        interactions: Interactions(users: [0, 1, 2], items: [0, 1, 2], ratings: [1, 3.5, 5]),
        scale: RatingScale(minimum: 1, maximum: 5))
}
