import Foundation

/// The results of a study: how far its participants came, who they are, and what the study found.
///
/// The same sessions and design give the same results; whatever is drawn comes from the design's seed. No
/// figure of answers comes from fewer participants than `minCell`.
package struct StudyResults: Sendable, Equatable, Codable {
    /// The study's name.
    package var study: String
    /// `StudyDesign.hash` at the launch; nil before.
    package var designHash: String?
    /// Who sees which arms.
    package var assignment: StudyAssignment
    /// The measure that decides, and its test.
    package var primaryOutcome: PrimaryOutcome
    /// The test of the primary outcome; nil where the design has none.
    package var primaryTest: PrimaryTest?
    /// How many participants are wanted.
    package var targetSize: Int
    /// How many may take part in all.
    package var places: Int
    /// The ratings that participants could choose, ascending, as they were locked at the launch; nil before.
    package var ratings: [Double]?
    /// What a reader should know of the design, a sentence each; see `StudyDesign.remarks`.
    package var remarks: [String]
    /// The seed of permutation tests and bootstrap.
    package var seed: UInt64
    /// The fewest participants that figures are shown of.
    package var minCell: Int
    /// Whether the study still runs and fewer participants than planned completed it: its tests are then not
    /// those that were planned, and looking at them again and again makes false findings likely.
    package var isInterim: Bool
    /// How far the participants came, in all.
    package var progress: StudyProgress
    /// How far those of each arm came; within subjects, with that arm.
    package var arms: [StudyProgress]
    /// How many of those who completed the study passed the attention check, by arm; within subjects in all.
    package var attention: CellTable
    /// Who the participants are: their languages, then the user features in the order of their names.
    package var demographics: [CellTable]
    /// What the study found; nil where it is withheld.
    package var analysis: StudyAnalysis?

    /// Computes the results.
    /// - Parameters:
    ///   - design: the study's design.
    ///   - designHash: its hash at the launch.
    ///   - sessions: all participants, in any order.
    ///   - isClosed: whether the study is closed, so that no more participants come.
    ///   - minCell: k; figures and cells of fewer participants are suppressed. 1 shows all.
    package init(
        design: StudyDesign, designHash: String?, sessions: [ParticipantSession], isClosed: Bool = false,
        minCell: Int = 5
    ) {
        study = design.name
        self.designHash = designHash
        assignment = design.assignment
        primaryOutcome = design.primaryOutcome
        primaryTest = design.primaryOutcome.test(for: design.assignment)
        targetSize = design.targetSize
        places = design.targetSize + (design.overRecruitment ?? 0)
        ratings = design.ratings
        remarks = design.remarks
        seed = design.seed
        self.minCell = minCell
        progress = StudyProgress(arm: nil, design: design, sessions: sessions)
        arms = design.arms.indices.map { StudyProgress(arm: $0, design: design, sessions: sessions) }
        isInterim = !isClosed && progress.count(.completed) < design.targetSize
        let sample = StudySample(design: design, sessions: sessions, minCell: minCell)
        attention = sample.attention
        demographics = sample.demographics
        analysis = StudyAnalysis(sample)
    }

    /// What may be shown: all, or without what the study found while it runs and nobody asked for an interim
    /// look.
    package func shown(interim: Bool) -> StudyResults { isInterim && !interim ? withoutAnalysis : self }

    /// The tables of counts: attention, who the participants are and, of an analysis, who rated all alike.
    package var cellTables: [CellTable] {
        [attention] + demographics + [analysis?.equalRatings].compactMap { $0 }
    }

    /// The results as JSON for people; equal results are equal bytes.
    /// - Throws: `EncodingError` where a number is not finite.
    package func json() throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(self)
    }

    /// These results without what the study found, for looking at while it runs.
    package var withoutAnalysis: StudyResults {
        var results = self
        results.analysis = nil
        return results
    }
}
