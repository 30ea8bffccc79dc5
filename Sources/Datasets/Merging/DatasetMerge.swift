/// A dataset with more of the same kind added: interactions, users and items.
///
/// The result is the dataset that importing everything at once gives, to the same content hash, for any split of the rows.
public struct DatasetMerge: Sendable {
    /// The whole.
    public let dataset: Dataset
    /// How many users, items and interactions came in.
    public let newUsers: Int
    /// How many items came in.
    public let newItems: Int
    /// How many interactions came in.
    public let newInteractions: Int

    /// Adds to a dataset.
    /// - Parameters:
    ///   - base: what is there.
    ///   - addition: what comes in.
    ///   - source: what messages call the addition.
    ///   - skipInvalid: whether what contradicts the base is left out and counted instead of ending the merge.
    /// - Throws: `DatasetError` where the two do not fit together, or for a user, an item or a rating that contradicts the base.
    public init(_ base: Dataset, adding addition: Dataset, source: String, skipInvalid: Bool = false) throws(DatasetError) {
        try Self.checkKind(base, addition, source: source)
        var log = RejectionLog(
            skipInvalid: skipInvalid, mend: "correct it, or leave what is known already out with --skip-invalid")
        let users = try EntityMerge(base.users, addition.users, what: "user", source: source, log: &log)
        let items = try EntityMerge(base.items, addition.items, what: "item", source: source, log: &log)
        let rows = try InteractionMerge(
            base, addition, users: users, items: items, source: source, log: &log)
        let scale = RatingScale(
            minimum: min(base.scale.minimum, addition.scale.minimum), maximum: max(base.scale.maximum, addition.scale.maximum))
        dataset = Dataset(
            name: base.name, format: base.format, users: users.table, items: items.table, interactions: rows.interactions,
            scale: scale, feedback: base.feedback, rejections: base.rejections + addition.rejections + log.rejections)
        newUsers = users.table.count - base.users.count
        newItems = items.table.count - base.items.count
        newInteractions = rows.interactions.count - base.interactions.count
    }

    private static func checkKind(_ base: Dataset, _ addition: Dataset, source: String) throws(DatasetError) {
        guard base.feedback == addition.feedback else {
            throw DatasetError(
                file: source,
                problem: base.feedback == .explicit
                    ? "it has interactions without ratings, and the workspace has ratings"
                    : "it has ratings, and the workspace has interactions without ratings",
                mend: base.feedback == .explicit ? "add ratings" : "take them as interactions with --implicit")
        }
        guard (base.interactions.timestamps == nil) == (addition.interactions.timestamps == nil) else {
            throw DatasetError(
                file: source,
                problem: base.interactions.timestamps == nil
                    ? "it has times, and the workspace has none" : "it has no times, and the workspace has them",
                mend: "add rows of the same kind, or import everything anew with --replace")
        }
    }
}
