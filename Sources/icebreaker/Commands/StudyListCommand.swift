import ArgumentParser
import Foundation
import Storage
import Study

/// `icebreaker study list`: what studies the workspace holds.
struct StudyListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "list", abstract: "Show the studies and how far their participants came.")

    @OptionGroup var workspace: WorkspaceOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        let store = try StudyStore(workspace.path, for: .reading)
        let counts = try await store.counts()
        let headings = [
            "study_id", "name", "status", "arms", "assignment", "target_size", "enrolled", "completed",
            "withdrawn",
            "enrolment", "created_at",
        ]
        var table = ResultTable(
            headings: headings.map { .init($0, $0.replacing("_", with: " ")) } + [.init("design_hash", nil)])
        for study in try await store.studies() {
            let count = counts[study.id] ?? StudyCounts()
            table.rows.append([
                .integer(Int(study.id)), .text(study.design.name), .text(study.status.rawValue),
                .list(study.design.arms.map(\.name)), .text(study.design.assignment.rawValue),
                .integer(study.design.targetSize), .integer(count.enrolled), .integer(count.completed),
                .integer(count.withdrawn), .text(study.enrolmentWord(count)),
                .text(study.createdAt.formatted(.iso8601)),
                study.designHash.map { .text($0) } ?? .missing,
            ])
        }
        try output.result(table.rendered(output.format))
    }
}
