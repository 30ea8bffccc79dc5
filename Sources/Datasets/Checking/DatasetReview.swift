/// Looks for what is implausible in a dataset: values that are likely in another unit, stand for something
/// else or say nothing.
struct DatasetReview {
    /// What was found, in a fixed order.
    let warnings: [DatasetWarning]

    /// Looks through a dataset.
    init(_ dataset: Dataset) {
        // MeLU's authors' side information has tokens such as `nan` on purpose, which readers keep to the
        // letter.
        let keepsTokens = dataset.format == MovieLens1M().name
        let sides = [("user", dataset.users), ("item", dataset.items)]
        warnings =
            sides.compactMap { DatasetWarning.twins(of: $0, $1.ids) }
            + (dataset.feedback == .explicit
                ? RatingReview(dataset.interactions.ratings, scale: dataset.scale).warnings : [])
            + (dataset.interactions.timestamps.map { TimeReview($0).warnings } ?? [])
            + sides.flatMap { what, table in
                table.features.flatMap {
                    FeatureReview($0, of: what, ids: table.ids, reviewsSpelling: !keepsTokens).warnings
                }
            }
    }
}
