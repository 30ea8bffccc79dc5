import Datasets
internal import GRDB
import Study

/// Completes a design with what the workspace knows, and refuses one that could not be launched.
struct DesignCheck {
    let database: Database
    let file: String

    /// The design with the items of its lists and the hashes of its texts, where it left those out.
    /// - Throws: `StudyError` or `WorkspaceError.notFound`.
    func completed(_ design: StudyDesign, texts: [StudyTexts]) throws -> StudyDesign {
        var design = design
        var problems: [String] = []
        for position in design.arms.indices {
            let items = try items(ofList: design.arms[position].list)
            if design.arms[position].items.isEmpty { design.arms[position].items = items }
            if design.arms[position].items != items {
                problems.append("The items of the arm “\(design.arms[position].name)” are not those of its list.")
            }
        }
        let hashes = try Dictionary(texts.map { ($0.language, try $0.hash()) }) { $1 }
        if design.textHashes.isEmpty { design.textHashes = hashes }
        problems += textProblems(design, texts: texts, hashes: hashes)
        try requireModel(design.model)
        guard try !Bool.exists("SELECT 1 FROM study WHERE name = ?", [design.name], database) else {
            throw StudyError.duplicateName(design.name)
        }
        problems = design.problems + problems
        guard problems.isEmpty else { throw StudyError.unsound(study: design.name, problems: problems) }
        return design
    }

    private func items(ofList list: Int64) throws -> [String] {
        let id = try RecordLookup.list.find(.id(list), in: database, file: file)
        return try Row.fetchAll(
            database, sql: "SELECT item_id FROM onboarding_list_item WHERE list_id = ? ORDER BY rank", arguments: [id]
        ).map { try $0.itemID().description }
    }

    private func requireModel(_ model: Int64) throws {
        let id = try RecordLookup.model.find(.id(model), in: database, file: file)
        guard try Bool.exists("SELECT 1 FROM model WHERE model_id = ? AND status = 'finished'", [id], database) else {
            throw WorkspaceError.unfinished(file: file, model: id, advice: try UnfinishedModel.advice(id, in: database))
        }
    }

    private func textProblems(_ design: StudyDesign, texts: [StudyTexts], hashes: [String: String]) -> [String] {
        var found: [String] = []
        if hashes.count != texts.count { found.append("Two of the texts are in the same language; give each language once.") }
        if hashes != design.textHashes { found.append("The texts are not those whose hashes the design has.") }
        for text in texts {
            let missing = text.missingKeys(for: design.questionnaire)
            guard !missing.isEmpty else { continue }
            found.append("The texts in “\(text.language)” lack \(missing.joined(separator: ", ")); add them to its strings file.")
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
