import Foundation
internal import GRDB
import Study
import Support

/// Reads and writes the tables of studies, without their participants.
enum StudyRows {
    static func all(in database: Database) throws -> [StudyRecord] {
        try records(in: database, where: "1", [])
    }

    /// The study of a name.
    /// - Throws: `StudyError.unknownStudy`.
    static func record(named name: String, in database: Database) throws -> StudyRecord {
        if let record = try records(in: database, where: "name = ?", [name]).first { return record }
        let names = try String.fetchAll(database, sql: "SELECT name FROM study ORDER BY study_id")
        throw StudyError.unknownStudy(name, available: names)
    }

    static func records(
        in database: Database, where condition: String, _ arguments: StatementArguments
    ) throws -> [StudyRecord] {
        try Row.fetchAll(
            database,
            sql: """
                SELECT study_id, status, design_json, design_hash, created_at, launched_at, closed_at FROM study
                WHERE \(condition) ORDER BY study_id
                """, arguments: arguments
        ).map { row in
            let id: Int64 = try row.value("study_id")
            let (launched, closed): (String?, String?) = (
                try row.value("launched_at"), try row.value("closed_at")
            )
            return StudyRecord(
                id: id, design: try decoded(StudyDesign.self, row.value("design_json")),
                texts: try texts(of: id, in: database),
                status: StudyRecord.Status(rawValue: try row.value("status")) ?? .closed,
                designHash: try row.value("design_hash"),
                createdAt: try row.createdAt(), launchedAt: try launched.map(Timestamp.date),
                closedAt: try closed.map(Timestamp.date))
        }
    }

    /// Where a study stands now, whatever its record said when it was read.
    static func status(of study: StudyRecord, in database: Database) throws -> StudyRecord.Status {
        let text = try String.fetchOne(
            database.cachedStatement(sql: "SELECT status FROM study WHERE study_id = ?"),
            arguments: [study.id])
        guard let status = text.flatMap(StudyRecord.Status.init) else {
            throw StudyError.unknownStudy(study.design.name, available: [])
        }
        return status
    }

    /// How many take part in a study, and whether anybody new may.
    static func enrolment(in study: StudyRecord, _ database: Database) throws -> Enrolment {
        let row = try Row.fetchOne(
            database.cachedStatement(
                sql:
                    "SELECT count(*), count(completed_at), count(withdrawn_at) FROM participant WHERE study_id = ?"
            ),
            arguments: [study.id])
        return Enrolment(
            study.design, enrolled: try row?.value(0) ?? 0, completed: try row?.value(1) ?? 0,
            withdrawn: try row?.value(2) ?? 0)
    }

    static func insert(_ design: StudyDesign, texts: [StudyTexts], at date: Date, _ database: Database) throws
    {
        try database.execute(
            sql:
                "INSERT INTO study (name, status, model_id, design_json, created_at) VALUES (?, 'draft', ?, ?, ?)",
            arguments: [
                design.name, design.model, String(decoding: try CanonicalJSON.data(design), as: UTF8.self),
                Timestamp.text(date),
            ])
        let id = database.lastInsertedRowID
        for (position, arm) in design.arms.enumerated() {
            try database.execute(
                sql: "INSERT INTO study_arm (study_id, position, name, list_id) VALUES (?, ?, ?, ?)",
                arguments: [id, position, arm.name, arm.list])
        }
        for text in texts {
            try database.execute(
                sql: "INSERT INTO study_text (study_id, language, texts_json, hash) VALUES (?, ?, ?, ?)",
                arguments: [
                    id, text.language, String(decoding: try CanonicalJSON.data(text), as: UTF8.self),
                    try text.hash(),
                ])
        }
    }

    /// A design with the hashes of what it needs of the dataset as it is now, and that.
    static func complete(
        _ design: StudyDesign, file: String, _ database: Database
    ) throws -> (design: StudyDesign, material: StudyMaterial) {
        let loader = DatasetLoader(database)
        guard let record = try loader.record(), let dataset = try loader.dataset() else {
            throw WorkspaceError.noDataset(file: file)
        }
        var design = design
        let material = StudyMaterial(design, of: dataset)
        (design.ratings, design.dataset, design.materialHash) = (
            material.ratings, record.contentHash, try material.hash()
        )
        return (design, material)
    }

    /// Launches a draft: stores what it needs of the dataset and the design with its hash, which are locked
    /// from then on.
    static func lock(_ study: StudyRecord, file: String, at date: Date, _ database: Database) throws {
        let (design, material) = try complete(study.design, file: file, database)
        try database.execute(
            sql: "INSERT INTO study_material (study_id, material_json, hash) VALUES (?, ?, ?)",
            arguments: [
                study.id, String(decoding: try CanonicalJSON.data(material), as: UTF8.self),
                design.materialHash,
            ])
        try database.execute(
            sql: """
                UPDATE study SET status = 'launched', design_json = ?, design_hash = ?, launched_at = ? WHERE study_id = ?
                """,
            arguments: [
                String(decoding: try CanonicalJSON.data(design), as: UTF8.self), try design.hash(),
                Timestamp.text(date),
                study.id,
            ])
    }

    /// What a launched study keeps of the dataset; nil for a draft, and for a study that was launched before
    /// there was any.
    static func material(of id: Int64, in database: Database) throws -> StudyMaterial? {
        try String.fetchOne(
            database.cachedStatement(sql: "SELECT material_json FROM study_material WHERE study_id = ?"),
            arguments: [id]
        ).map { try decoded(StudyMaterial.self, $0) }
    }

    /// English first where there is English, then by tag.
    private static func texts(of id: Int64, in database: Database) throws -> [StudyTexts] {
        try String.fetchAll(
            database,
            sql: "SELECT texts_json FROM study_text WHERE study_id = ? ORDER BY language <> 'en', language",
            arguments: [id]
        ).map { try decoded(StudyTexts.self, $0) }
    }

    private static func decoded<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
        do { return try JSONDecoder().decode(type, from: Data(json.utf8)) } catch {
            throw DamagedData(problem: "a study's JSON cannot be read")
        }
    }
}
