import Algebra
import Datasets
import Elicitation
import Evaluation
import Foundation
import Storage
import TestSupport
import Testing
import Workflows

/// A workspace of the bundled ratings, in a folder of its own.
private final class Sample {
    let workspace: Workspace
    let dataset: Dataset
    private let folder = FileManager.default.temporaryDirectory.appending(path: "workflows-\(UUID())")

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        let path = folder.appending(path: "w.sqlite").path(percentEncoded: false)
        let source = ReferenceData.fixtures.appending(path: "ml-latest-small").path(percentEncoded: false)
        _ = try Importing(source, progress: .silent).store(in: path, replacing: false)
        workspace = try Workspace(path, for: .writing)
        dataset = try workspace.loadDataset()
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    func evaluation(_ progress: WorkProgress) throws -> EvaluationSession {
        EvaluationSession(
            try EvaluationSubject(nil, in: workspace, dataset: dataset), in: workspace, dataset: dataset,
            seed: 0, threads: 2, progress: progress)
    }

    func comparison(_ progress: WorkProgress) throws -> ComparisonSession {
        let holdout = try HoldoutChoice.share(0.02).newUsers(of: dataset, seed: 0)
        let subject = try ComparisonSubject(
            holdout, model: nil, in: workspace, dataset: dataset, progress: progress)
        return try ComparisonSession(
            subject, in: workspace, dataset: dataset,
            options: .init(strategies: [try ElicitationStrategies.named("random")], shown: 5, splits: 0),
            seed: 0, threads: 2, progress: progress)
    }

    func grids(_ progress: WorkProgress) throws -> GridComparisonSession {
        var options = GridComparisonSession.Options()
        (options.protocols, options.catalogueSplits, options.recommenders) = ([.catalogueSplit], 1, [.linear])
        let holdout = try HoldoutChoice.share(0.02).newUsers(of: dataset, seed: 0)
        let subject = try GridComparisonSubject(
            holdout, model: nil, in: workspace, dataset: dataset, seed: 0, options: options,
            progress: progress)
        return GridComparisonSession(
            subject,
            strategies: try ComparedGrid.chosen(
                ["random"], for: subject, dataset: dataset, progress: progress),
            in: workspace, dataset: dataset, options: options, seed: 0, threads: 2, progress: progress)
    }
}

@Suite("Workflows") struct WorkflowTests {
    /// The stages and notes of some work, and what stops it at the first of them with a title.
    private final class Listener {
        let cancellation = Cancellation()
        var stages: [String] = []
        var notes: [String] = []

        func progress(stoppingAt title: String? = nil) -> WorkProgress {
            WorkProgress(
                { [self] event in
                    switch event {
                    case .began(let stage, _, _): stages.append(stage)
                    case .note(let text, _): notes.append(text)
                    default: break
                    }
                    if let title, stages.contains(title) || notes.contains(title) { cancellation.request() }
                }, cancellation: cancellation)
        }
    }

    @Test("that evaluate say what they do, and store every measure of the scenarios that have tasks")
    func evaluation() throws {
        let (sample, listener) = (try Sample(), Listener())
        let result = try sample.evaluation(listener.progress()).evaluate()
        #expect(listener.stages == ["evaluating"])
        #expect(result.undefined.isEmpty && result.emptyScenarios.count == 3 && result.rules == nil)
        let run = try sample.workspace.analysisRun(.latest)
        let stored = try sample.workspace.results(ofAnalysis: run.id).evaluations
        #expect(Set(stored.map(\.method)) == Set(result.methods.map(\.metrics.method)))
        #expect(stored.count == result.methods.map(\.metrics.users.measures.count).reduce(0, +))
    }

    @Test("that were cancelled end with that error and store nothing")
    func cancelled() throws {
        let sample = try Sample()
        let works: [(String, (WorkProgress) throws -> Void)] = [
            ("evaluating", { _ = try sample.evaluation($0).evaluate() }),
            ("comparing", { _ = try sample.comparison($0).compare() }),
            ("catalogue split", { _ = try sample.grids($0).compare() }),
        ]
        for (stage, work) in works {
            let listener = Listener()
            #expect(throws: CancellationError.self, "\(stage)") {
                try work(listener.progress(stoppingAt: stage))
            }
            #expect(listener.stages.last == stage)
        }
        #expect(throws: WorkspaceError.self) { try sample.workspace.analysisRun(.latest) }
        for (_, work) in works { try work(.silent) }
        #expect(try sample.workspace.analysisRun(.latest).details.kind == "compare-taps")
    }

    @Test("say what is wrong with a request without naming a flag of the command")
    func words() throws {
        let sample = try Sample()
        let nobody = #expect(throws: NobodyToShow.self) {
            var options = GridComparisonSession.Options()
            options.positiveFrom = 5.5
            _ = try GridComparisonSubject(
                nil, model: nil, in: sample.workspace, dataset: sample.dataset, seed: 0, options: options,
                progress: .silent)
        }
        #expect("\(try #require(nobody))".hasSuffix(": let lower ratings count as taken"))
        let holdout = try HoldoutChoice.share(0.02).newUsers(of: sample.dataset, seed: 0)
        let subject = try ComparisonSubject(
            holdout, model: nil, in: sample.workspace, dataset: sample.dataset, progress: .silent)
        let needed = #expect(throws: ModelNeeded.self) {
            _ = try ComparisonSession(
                subject, in: sample.workspace, dataset: sample.dataset,
                options: .init(strategies: [try ElicitationStrategies.named("melu")]), seed: 0, threads: 1,
                progress: .silent)
        }
        #expect(needed?.strategies == ["melu"])
        // A command in backticks is something to run; a flag alone belongs to the command that has it.
        let folder = ReferenceData.packageRoot.appending(path: "Sources/Workflows")
        let files = try #require(
            FileManager.default.enumerator(at: folder, includingPropertiesForKeys: nil))
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for line in text.split(separator: "\n")
            where !line.contains("icebreaker ") && !line.contains("command") {
                #expect(!line.contains(/"[^"]*--[a-z][^"]*"/) || line.contains("[\""), "\(file): \(line)")
            }
        }
    }
}
