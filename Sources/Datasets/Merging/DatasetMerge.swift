/// A dataset with more of the same kind added: interactions, users and items.
///
/// The result is the dataset that importing everything at once gives, to the same content hash, for any split
/// of the rows; where a rule of repeated ratings asks for the order of a file, what comes in comes after what
/// is there.
package struct DatasetMerge: Sendable {
    /// The whole.
    package let dataset: Dataset
    /// How many users, items and interactions came in.
    package let newUsers: Int
    /// How many items came in.
    package let newItems: Int
    /// How many interactions came in.
    package let newInteractions: Int
    /// How many ratings of the base have another value or time now.
    package let changedRatings: Int
    /// What was left out of the addition, when it was read or since it contradicts the base.
    package let rejections: [Rejection]
    /// What looks wrong, beside what looked wrong in the base.
    package let warnings: [DatasetWarning]

    /// Adds to a dataset.
    /// - Parameters:
    ///   - base: what is there.
    ///   - addition: what comes in.
    ///   - source: what messages call the addition.
    ///   - skipInvalid: whether what contradicts the base is left out and counted instead of ending the
    ///     merge.
    /// - Throws: `DatasetError` where the two do not fit together, or for a user, an item or a rating that
    ///   contradicts the base.
    package init(_ base: Dataset, adding addition: Dataset, source: String, skipInvalid: Bool = false)
        throws(DatasetError)
    {
        try Self.checkKind(base, addition, source: source)
        let rule = try Self.rule(base.reratings, addition.reratings, source: source)
        var log = RejectionLog(
            skipInvalid: skipInvalid,
            fix: "correct it, or leave what is known already out with --skip-invalid")
        let users = try EntityMerge(base.users, addition.users, what: "user", source: source, log: &log)
        let items = try EntityMerge(base.items, addition.items, what: "item", source: source, log: &log)
        let rows = try InteractionMerge(
            base, addition, rule: rule, users: users, items: items, source: source, log: &log)
        let scale = RatingScale(
            minimum: min(base.scale.minimum, addition.scale.minimum),
            maximum: max(base.scale.maximum, addition.scale.maximum))
        rejections = addition.rejections + log.rejections
        var whole = Dataset(
            name: base.name, format: base.format, users: users.table, items: items.table,
            interactions: rows.interactions,
            scale: scale, feedback: base.feedback, rejections: base.rejections + rejections,
            reratings: rows.reratings)
        warnings = Self.warnings(whole, base, addition, source: source)
        let reviewed: Set<DatasetWarning.Kind> = [.ids, .ratings, .times, .feature]
        // What the base was warned of, unless looking again at the whole says otherwise.
        whole.warnings =
            base.warnings.filter { !reviewed.contains($0.kind) }
            + warnings.filter { !reviewed.contains($0.kind) }
            + DatasetReview(whole).warnings
        dataset = whole
        newUsers = users.table.count - base.users.count
        newItems = items.table.count - base.items.count
        newInteractions = rows.interactions.count - base.interactions.count
        changedRatings = rows.changed
    }

    /// The rule of repeated ratings; one that the addition was read with holds where none has been used yet.
    private static func rule(
        _ base: Reratings, _ addition: Reratings, source: String
    ) throws(DatasetError) -> RatingRule? {
        guard base.rule != addition.rule, base.count > 0, let rule = base.rule else {
            return addition.rule ?? base.rule
        }
        throw DatasetError(
            file: source,
            problem:
                "\(base.count) repeated ratings of the workspace were imported with --ratings \(rule.rawValue)",
            fix: "add with --ratings \(rule.rawValue), or leave the flag out")
    }

    /// What is new to warn of: what looks wrong in the whole that did not in the base, faulty rows of the
    /// addition, and rated users or items of the addition that neither the base nor a feature file knows.
    private static func warnings(
        _ whole: Dataset, _ base: Dataset, _ addition: Dataset, source: String
    ) -> [DatasetWarning] {
        let joins = [
            join("user", base.users, addition.users, rated: addition.interactions.users),
            join("item", base.items, addition.items, rated: addition.interactions.items),
        ]
        let known = Set(base.warnings)
        return addition.warnings.filter { $0.kind == .rows }
            + joins.compactMap {
                $0?.warning(
                    file: source, missing: "has a feature in it or in the workspace", there: "the workspace")
            }
            + DatasetReview(whole).warnings.filter { !known.contains($0) }
    }

    /// The rated users or items of the addition that the base does not have and the addition has no feature
    /// of.
    private static func join(_ what: String, _ base: EntityTable, _ addition: EntityTable, rated: [Int32])
        -> IDJoin?
    {
        guard !base.features.isEmpty else { return nil }
        let isRated = rated.marks(of: addition.count)
        let unknown = addition.ids.indices.filter { row in
            isRated[row] && base.position(of: addition.ids[row]) == nil
                && addition.features.allSatisfy { $0.values.isMissing(row) }
        }
        return IDJoin(
            what: what, rated: isRated.count { $0 }, unknown: unknown.map { addition.ids[$0] },
            known: base.ids)
    }

    private static func checkKind(_ base: Dataset, _ addition: Dataset, source: String) throws(DatasetError) {
        guard base.feedback == addition.feedback else {
            throw DatasetError(
                file: source,
                problem: base.feedback == .explicit
                    ? "it has interactions without ratings, and the workspace has ratings"
                    : "it has ratings, and the workspace has interactions without ratings",
                fix: base.feedback == .explicit ? "add ratings" : "take them as interactions with --implicit")
        }
        guard (base.interactions.timestamps == nil) == (addition.interactions.timestamps == nil) else {
            throw DatasetError(
                file: source,
                problem: base.interactions.timestamps == nil
                    ? "it has times, and the workspace has none"
                    : "it has no times, and the workspace has them",
                fix: "add rows of the same kind, or import everything again with --replace")
        }
    }
}
