import Datasets
import Foundation
internal import GRDB
import Study

/// Reads and writes the tables of studies, without their participants.
enum StudyRows {
    static func all(in database: Database) throws -> [StudyRecord] { try records(in: database, where: "1", []) }

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
            let (launched, closed): (String?, String?) = (try row.value("launched_at"), try row.value("closed_at"))
            return StudyRecord(
                id: id, design: try decoded(StudyDesign.self, row.value("design_json")), texts: try texts(of: id, in: database),
                status: StudyRecord.Status(rawValue: try row.value("status")) ?? .closed,
                designHash: try row.value("design_hash"),
                createdAt: try row.createdAt(), launchedAt: try launched.map(Timestamp.date),
                closedAt: try closed.map(Timestamp.date))
        }
    }

    /// Where a study stands now, whatever its record said when it was read.
    static func status(of study: StudyRecord, in database: Database) throws -> StudyRecord.Status {
        let text = try String.fetchOne(
            database.cachedStatement(sql: "SELECT status FROM study WHERE study_id = ?"), arguments: [study.id])
        guard let status = text.flatMap(StudyRecord.Status.init) else {
            throw StudyError.unknownStudy(study.design.name, available: [])
        }
        return status
    }

    static func insert(_ design: StudyDesign, texts: [StudyTexts], at date: Date, _ database: Database) throws {
        try database.execute(
            sql: "INSERT INTO study (name, status, model_id, design_json, created_at) VALUES (?, 'draft', ?, ?, ?)",
            arguments: [
                design.name, design.model, String(decoding: try CanonicalJSON.data(design), as: UTF8.self), Timestamp.text(date),
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
                    id, text.language, String(decoding: try CanonicalJSON.data(text), as: UTF8.self), try text.hash(),
                ])
        }
    }

    /// English first where there is English, then by tag.
    private static func texts(of id: Int64, in database: Database) throws -> [StudyTexts] {
        try String.fetchAll(
            database, sql: "SELECT texts_json FROM study_text WHERE study_id = ? ORDER BY language <> 'en', language",
            arguments: [id]
        ).map { try decoded(StudyTexts.self, $0) }
    }

    private static func decoded<Value: Decodable>(_ type: Value.Type, _ json: String) throws -> Value {
        do { return try JSONDecoder().decode(type, from: Data(json.utf8)) } catch {
            throw DamagedData(problem: "a study's JSON cannot be read")
        }
    }
}
