import Study

extension StudyStore {
    /// The results of a study as it stands.
    /// - Parameters:
    ///   - study: the study.
    ///   - minCell: the fewest participants that a figure may come from.
    package func results(of study: StudyRecord, minCell: Int = 5) async throws -> StudyResults {
        StudyResults(
            design: study.design, designHash: study.designHash, sessions: try await sessions(of: study),
            isClosed: study.status == .closed, minCell: minCell)
    }
}
