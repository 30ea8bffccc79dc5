import Foundation
internal import GRDB
import Study

/// A change of what one participant did, within a transaction: the rules and the rows.
struct SessionChange {
    let database: Database
    let study: StudyRecord
    let session: ParticipantSession
    let now: Date

    var design: StudyDesign { study.design }
    var time: String { PreciseTimestamp.text(now) }

    /// The participant of an id in a study.
    /// - Throws: `StudyError.unknownParticipant`, also for one of another study.
    init(_ id: String, of study: StudyRecord, now: Date, in database: Database) throws {
        guard let found = try SessionReader(database, id: id).sessions().first, found.study == study.id else {
            throw StudyError.unknownParticipant(study: study.design.name)
        }
        (self.database, self.study, self.session, self.now) = (database, study, found.session, now)
    }

    /// Runs a statement, whose text is compiled once for a connection.
    func execute(_ sql: String, _ arguments: StatementArguments) throws {
        try database.cachedStatement(sql: sql).execute(arguments: arguments)
    }

    /// Refuses a participant who withdrew.
    func requirePresence() throws {
        if session.withdrawnAt != nil { throw StudyError.withdrawn }
    }

    /// Whether the recommendations of a part were offered, from when on its answers stay.
    func isOffered(_ part: Int) -> Bool { session.recommendations.contains { $0.part == part } }

    /// The items that the participant rates in a part, by place; none where there is no such part.
    func items(ofPart part: Int) -> [String] {
        guard session.condition.indices.contains(part), design.arms.indices.contains(session.condition[part])
        else { return [] }
        return Array(
            design.arms[session.condition[part]].items.prefix(session.itemCount(ofPart: part, in: design)))
    }

    /// Refuses what is not a part of the participant's condition, and a part that has not begun.
    func requireBegun(_ part: Int) throws {
        try requirePresence()
        guard session.condition.indices.contains(part) else {
            throw StudyError.notAnOption(
                "There is no part \(part + 1); the participant has \(session.condition.count).")
        }
        guard session.about != nil else {
            throw StudyError.outOfTurn("The questions about the participant come before the first part.")
        }
        if let open = session.condition.indices.first(where: { !session.finishedParts.contains($0) }),
            open < part
        {
            throw StudyError.outOfTurn("Part \(open + 1) has to be finished before part \(part + 1) begins.")
        }
    }

    /// Refuses a rating that cannot be chosen.
    func require(_ rating: Double?, among choices: [Double]) throws {
        guard let rating, !choices.contains(rating) else { return }
        let shown = choices.map {
            $0.formatted(.number.locale(Locale(identifier: "en_US_POSIX")).grouping(.never))
        }
        throw StudyError.notAnOption(
            "The rating \(rating) cannot be chosen; choose one of \(shown.joined(separator: ", ")).")
    }
}
