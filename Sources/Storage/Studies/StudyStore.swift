import Datasets
import Foundation
internal import GRDB
import Study

/// The studies of a workspace and what their participants answered, for many at once.
///
/// Every change is one transaction that is on the disk when the call returns (WAL, `synchronous = FULL`), so what a
/// participant was told is saved survives a crash. Every change may be sent twice: the second call changes nothing, or
/// replaces the same answer.
public final class StudyStore: Sendable {
    private let path: String

    /// Opens the studies of a workspace for reading and writing.
    public init(_ path: String, busyTimeout: Double = 5) throws { self.path = path }

    // MARK: Studies
    public func create(_ design: StudyDesign, texts: [StudyTexts]) throws -> StudyRecord { throw missing }
    public func studies() async throws -> [StudyRecord] { throw missing }
    public func study(named name: String) async throws -> StudyRecord? { throw missing }
    public func launch(named name: String) throws -> StudyRecord { throw missing }
    public func close(named name: String) throws -> StudyRecord { throw missing }

    // MARK: Participants
    public func enrol(_ id: String, study: StudyRecord, language: String) async throws -> ParticipantSession { throw missing }
    public func session(of id: String, study: StudyRecord) async throws -> ParticipantSession? { throw missing }
    public func setAbout(_ about: [String: [String]], of id: String, study: StudyRecord) async throws -> ParticipantSession {
        throw missing
    }
    public func setAnswer(part: Int, place: Int, rating: Double?, milliseconds: Int?, of id: String, study: StudyRecord)
        async throws -> ParticipantSession
    { throw missing }
    public func offer(_ recommendations: [OfferedRecommendation], part: Int, of id: String, study: StudyRecord) async throws
        -> ParticipantSession
    { throw missing }
    public func setRating(part: Int, rank: Int, rating: Double?, isSelected: Bool, of id: String, study: StudyRecord) async throws
        -> ParticipantSession
    { throw missing }
    public func finish(part: Int, of id: String, study: StudyRecord) async throws -> ParticipantSession { throw missing }
    public func complete(questionnaire: [String: Int], of id: String, study: StudyRecord) async throws -> ParticipantSession {
        throw missing
    }
    public func withdraw(_ id: String, study: StudyRecord) async throws { throw missing }

    // MARK: Results
    public func sessions(of study: StudyRecord) async throws -> [ParticipantSession] { throw missing }

    private var missing: WorkspaceError { .invalid(file: path, problem: "studies are not stored yet") }
}
