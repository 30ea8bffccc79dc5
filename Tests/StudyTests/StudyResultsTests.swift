import Foundation
import Study
import Support
import Testing

@Suite("Results of a study") struct StudyResultsTests {
    static let studies = ["three arms", "two orders", "preferred"]

    @Test("are scipy's, between and within subjects", arguments: studies)
    func golden(name: String) throws {
        let known = try StudyResultsGolden.study(name)
        let analysis = try #require(known.results().analysis)
        let found = StudyResultsGolden.Analysis(
            summaries: analysis.summaries, comparisons: analysis.comparisons,
            orderEffects: analysis.orderEffects)
        let differences = try differences(found, known.analysis)
        #expect(differences.isEmpty, "\(differences)")
        #expect(analysis.comparisons.map(\.other) == known.design.arms.dropFirst().map(\.name))
    }

    @Test("count who reached each step, in all and by arm", arguments: studies)
    func progress(name: String) throws {
        let known = try StudyResultsGolden.study(name)
        let results = known.results()
        for (found, expected) in zip([results.progress] + results.arms, [known.progress] + known.arms) {
            #expect(found.enrolled == expected.enrolled && found.withdrawn == expected.withdrawn)
            #expect(found.steps.map(\.count) == expected.steps)
            #expect(
                found.withdrawn + found.steps.reduce(0) { $0 + $1.left } + found.count(.completed)
                    == found.enrolled)
        }
    }

    @Test("are the same for sessions in any order, and survive JSON", arguments: studies)
    func deterministic(name: String) throws {
        var known = try StudyResultsGolden.study(name)
        let results = known.results(minCell: 5)
        known = StudyResultsGolden.Study(
            design: known.design, sessions: known.sessions.reversed(), progress: known.progress,
            arms: known.arms,
            analysis: known.analysis)
        #expect(known.results(minCell: 5) == results)
        #expect(try JSONDecoder().decode(StudyResults.self, from: CanonicalJSON.data(results)) == results)
    }

    @Test("are interim until as many completed as planned, or the study is closed")
    func interim() throws {
        let known = try StudyResultsGolden.study("three arms")
        var design = known.design
        #expect(!known.results().isInterim)
        design.targetSize = known.results().progress.count(.completed) + 1
        let running = StudyResults(design: design, designHash: nil, sessions: known.sessions)
        #expect(running.isInterim)
        #expect(running.analysis != nil && running.withoutAnalysis.analysis == nil)
        #expect(running.withoutAnalysis.progress == running.progress)
        #expect(
            !StudyResults(design: design, designHash: nil, sessions: known.sessions, isClosed: true).isInterim
        )
    }

    @Test("tell nothing of fewer participants than the smallest cell", arguments: studies)
    func suppression(name: String) throws {
        let known = try StudyResultsGolden.study(name)
        let (all, shown) = (
            try #require(known.results().analysis), try #require(known.results(minCell: 9).analysis)
        )
        for (whole, summary) in zip(all.summaries, shown.summaries) {
            let count = try #require(whole.count)
            #expect(summary.isSuppressed == (1..<9).contains(count))
            if summary.isSuppressed {
                #expect(summary.mean == nil && summary.deviation == nil && summary.median == nil)
            }
        }
        for (whole, comparison) in zip(all.comparisons, shown.comparisons) {
            let few = whole.outcomes.filter { min($0.count, $0.otherCount) < 9 }.map(\.measure)
            #expect(comparison.withheld == few)
            #expect(
                comparison.outcomes.map(\.measure)
                    == whole.outcomes.map(\.measure).filter { !few.contains($0) })
        }
        #expect(shown.orderEffects.allSatisfy { min($0.firstCount, $0.secondCount) >= 9 })
        #expect(known.results(minCell: 100).analysis?.comparisons.allSatisfy { $0.preference == nil } == true)
    }

    @Test("of nobody are empty")
    func empty() throws {
        let design = try StudyResultsGolden.study("two orders").design
        let results = StudyResults(design: design, designHash: nil, sessions: [])
        #expect(results.progress.steps.allSatisfy { $0.count == 0 && $0.left == 0 })
        #expect(results.analysis?.comparisons.allSatisfy { $0.outcomes.isEmpty } == true)
        #expect(results.analysis?.summaries.allSatisfy { $0.count == 0 && $0.mean == nil } == true)
        #expect(results.attention.total == 0 && results.isInterim)
    }
}
