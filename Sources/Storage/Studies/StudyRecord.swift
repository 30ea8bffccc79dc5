import Foundation
import Study

/// A study as the workspace keeps it.
package struct StudyRecord: Sendable, Equatable, Identifiable {
    /// Where a study stands.
    package enum Status: String, Sendable, Equatable, Codable {
        /// Made, and not open to participants yet.
        case draft
        /// Locked and open to participants.
        case launched
        /// No new participants; those who began may finish.
        case closed
    }

    /// Its number.
    package var id: Int64
    /// The design; from the launch on it never changes.
    package var design: StudyDesign
    /// The texts of each language that participants can choose, English first where there is English, then by
    /// tag.
    package var texts: [StudyTexts]
    /// Where it stands.
    package var status: Status
    /// `StudyDesign.hash` at the launch.
    package var designHash: String?
    /// When it was made, in whole seconds.
    package var createdAt: Date
    /// When it was launched.
    package var launchedAt: Date?
    /// When it was closed.
    package var closedAt: Date?

    /// Creates a record.
    package init(
        id: Int64, design: StudyDesign, texts: [StudyTexts], status: Status, designHash: String? = nil,
        createdAt: Date,
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
