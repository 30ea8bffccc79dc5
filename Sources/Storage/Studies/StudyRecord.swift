import Foundation
import Study

/// A study as the workspace keeps it.
public struct StudyRecord: Sendable, Equatable, Identifiable {
    /// Where a study stands.
    public enum Status: String, Sendable, Equatable, Codable {
        /// Made, and not open to participants yet.
        case draft
        /// Locked and open to participants.
        case launched
        /// No new participants; those who began may finish.
        case closed
    }

    /// Its number.
    public var id: Int64
    /// The design; from the launch on it never changes.
    public var design: StudyDesign
    /// The texts of each language that participants can choose, English first where there is English, then by tag.
    public var texts: [StudyTexts]
    /// Where it stands.
    public var status: Status
    /// `StudyDesign.hash` at the launch.
    public var designHash: String?
    /// When it was made, in whole seconds.
    public var createdAt: Date
    /// When it was launched.
    public var launchedAt: Date?
    /// When it was closed.
    public var closedAt: Date?

    /// Creates a record.
    package init(
        id: Int64, design: StudyDesign, texts: [StudyTexts], status: Status, designHash: String? = nil, createdAt: Date,
        launchedAt: Date? = nil, closedAt: Date? = nil
    ) {
        self.id = id
        self.design = design
        self.texts = texts
        self.status = status
        self.designHash = designHash
        self.createdAt = createdAt
        self.launchedAt = launchedAt
        self.closedAt = closedAt
    }
}
