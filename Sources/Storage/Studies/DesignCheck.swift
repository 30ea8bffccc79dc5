import Datasets
import Elicitation
internal import GRDB
import Study
import Support

/// Completes a design with what the workspace knows, and refuses one that could not be launched.
struct DesignCheck {
    let database: Database
    let file: String

    /// The design with the items of its lists, the hashes of its texts where it left those out, and what it
    /// takes from the dataset as it is now; a launch takes that again.
    /// - Parameter choosesMinimumKnown: whether a design that does not say how many users must know a
    ///   recommended item gets a sensible number instead of all items.
    /// - Throws: `StudyError` or `WorkspaceError.notFound`.
    func completed(_ design: StudyDesign, texts: [StudyTexts], choosesMinimumKnown: Bool = false) throws
        -> StudyDesign
    {
        var design = design
        var problems: [String] = []
        for position in design.arms.indices {
            let items = try items(ofList: design.arms[position].list)
            if design.arms[position].items.isEmpty { design.arms[position].items = items }
            design.arms[position].model = try model(ofList: design.arms[position].list)
            design.arms[position].ridge =
                design.grid == nil ? nil : try ridge(ofList: design.arms[position].list)
            if design.arms[position].items != items {
                problems.append(
                    "The items of the arm “\(design.arms[position].name)” are not those of its list.")
            }
        }
        let hashes = try Dictionary(texts.map { ($0.language, try $0.hash()) }) { $1 }
        if design.textHashes.isEmpty { design.textHashes = hashes }
        problems += textProblems(design, texts: texts, hashes: hashes)
        if let model = design.model { try requireModel(model) }
        guard try !Bool.exists("SELECT 1 FROM study WHERE name = ?", [design.name], database) else {
            throw StudyError.duplicateName(design.name)
        }
        if choosesMinimumKnown, design.minimumKnown == nil {
            design.minimumKnown = try recommendable(design).sensibleMinimum(leaving: design.recommendations)
        }
        problems = try design.problems + problems + gridProblems(design) + recommendationProblems(design)
        guard problems.isEmpty else { throw StudyError.unsound(study: design.name, problems: problems) }
        return try StudyRows.complete(design, file: file, database).design
    }

    /// What keeps a draft from being launched now: what it lacks, and what the dataset does not have.
    func launchProblems(_ study: StudyRecord) throws -> [String] {
        try study.design.problems + study.design.launchProblems + gridProblems(study.design)
            + recommendationProblems(study.design)
    }

    private func recommendationProblems(_ design: StudyDesign) throws -> [String] {
        guard (1...100).contains(design.recommendations) else { return [] }
        let problem = try recommendable(design).problem(
            minimumKnown: design.minimumKnown, wanted: design.recommendations)
        return [problem].compactMap(\.self)
    }

    /// What keeps this dataset from being studied in the way of the design.
    private func gridProblems(_ design: StudyDesign) throws -> [String] {
        let isImplicit = try DatasetLoader(database).record()?.feedback == .implicit
        guard let grid = design.grid else {
            return isImplicit
                ? ["The dataset has no ratings, so its participants can only tap; give --answers taps."] : []
        }
        if isImplicit, grid.positiveFrom != nil {
            return [
                "The dataset has no ratings, so that everything in it counts as taken; leave --positive-from out."
            ]
        }
        let counts = try knownCounts().values.sorted(by: >)
        let candidates = counts.partitionPoint { $0 >= design.minimumKnown ?? 0 }
        let numbers = GridWeights.numberCount(candidates: candidates, design: design)
        guard numbers > GridWeights.mostNumbers else { return [] }
        let fitting = GridWeights.mostNumbers / max(GridWeights.numberCount(candidates: 1, design: design), 1)
        return [
            "With \(candidates) items that may be recommended, the tables of the grids would have \(numbers) numbers, above "
                + "\(GridWeights.mostNumbers); give --min-known \(counts[fitting] + 1) or more."
        ]
    }

    private func recommendable(_ design: StudyDesign) throws -> RecommendableItems {
        let users = try DatasetLoader(database).record()?.users ?? 0
        return RecommendableItems(
            known: try knownCounts(), users: users,
            arms: design.arms.map { Array($0.items.prefix(design.itemsToRate)) })
    }

    /// By how many users each item is known.
    private func knownCounts() throws -> [ExternalID: Int] {
        var known: [ExternalID: Int] = [:]
        let rows = try Row.fetchAll(
            database,
            sql: """
                SELECT item_id, coalesce(users, 0) AS users
                FROM item
                LEFT JOIN (SELECT item_index, count(*) AS users FROM interaction GROUP BY item_index) USING (item_index)
                """)
        for row in rows { known[try row.itemID()] = try row.value("users") }
        return known
    }

    /// The model that a list was made with; nil for the strategies that do not depend on one.
    private func model(ofList list: Int64) throws -> Int64? {
        try Int64.fetchOne(
            database,
            sql: """
                SELECT model_id FROM list JOIN scoring_run USING (scoring_run_id)
                WHERE list_id = ? AND strategy NOT IN ('popularity', 'random')
                """, arguments: [list])
    }

    /// λ of a list whose design was tuned; nil for the usual one.
    private func ridge(ofList list: Int64) throws -> Double? {
        let options = try String.fetchOne(
            database,
            sql:
                "SELECT options_json FROM list JOIN scoring_run USING (scoring_run_id) WHERE list_id = ?",
            arguments: [list])
        let ridge = options.flatMap(GridOptions.init(json:))?.ridge
        return ridge == GridDesign.standardRidge ? nil : ridge
    }

    private func items(ofList list: Int64) throws -> [String] {
        let id = try RecordLookup.list.find(.id(list), in: database, file: file)
        return try Row.fetchAll(
            database,
            sql: "SELECT item_id FROM list_item JOIN item USING (item_index) WHERE list_id = ? ORDER BY rank",
            arguments: [id]
        ).map { try $0.itemID().description }
    }

    private func requireModel(_ model: Int64) throws {
        let id = try RecordLookup.model.find(.id(model), in: database, file: file)
        guard
            try Bool.exists("SELECT 1 FROM model WHERE model_id = ? AND status = 'finished'", [id], database)
        else {
            throw WorkspaceError.unfinished(
                file: file, model: id, advice: try UnfinishedModel.advice(id, in: database))
        }
    }

    private func textProblems(_ design: StudyDesign, texts: [StudyTexts], hashes: [String: String])
        -> [String]
    {
        var found: [String] = []
        if hashes.count != texts.count {
            found.append("Two of the texts are in the same language; give each language once.")
        }
        if hashes != design.textHashes {
            found.append("The texts are not those whose hashes the design has.")
        }
        for text in texts {
            let missing = text.missingKeys(for: design.questionnaire)
            guard !missing.isEmpty else { continue }
            let more = missing.count > 5 ? " and \(missing.count - 5) more" : ""
            found.append(
                "The texts in “\(text.language)” lack \(missing.prefix(5).joined(separator: ", "))\(more); add them to its "
                    + "strings file.")
        }
        return found
    }
}

extension Bool {
    /// Whether a query has a row.
    static func exists(_ sql: String, _ arguments: StatementArguments, _ database: Database) throws -> Bool {
        try Row.fetchOne(database, sql: sql, arguments: arguments) != nil
    }
}
