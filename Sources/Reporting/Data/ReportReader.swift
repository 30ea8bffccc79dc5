import Datasets
import Elicitation
import Storage

/// Reads from a workspace what a report shows.
package struct ReportReader {
    private let workspace: Workspace
    private let dataset: Dataset

    /// Creates a reader.
    /// - Throws: `WorkspaceError`, where there is no dataset among others.
    package init(_ workspace: Workspace) throws {
        self.workspace = workspace
        dataset = try workspace.loadDataset()
    }

    /// Reads everything that the workspace has; what it lacks is empty.
    /// - Parameters:
    ///   - lists: the lists to show; without any, the latest version of each name.
    ///   - analyses: analyses to show instead of the latest evaluation and comparison.
    ///   - softwareVersion: the version of the program.
    /// - Throws: `WorkspaceError`, `notFound` where a reference leads nowhere.
    package func contents(
        lists: [RecordReference] = [], analyses: [RecordReference] = [], softwareVersion: String
    ) throws -> ReportContents {
        let lists = try (lists.isEmpty ? latestLists() : lists).map(workspace.list)
        let chosen = try analyses.map(workspace.analysisRun)
        let comparison = try chosen.last { $0.details.kind == "compare" } ?? latestAnalysis("compare")
        let grids = try chosen.last { $0.details.kind == "compare-taps" } ?? latestAnalysis("compare-taps")
        let evaluation = try chosen.last { $0.details.kind == "evaluate" } ?? latestAnalysis("evaluate")
        let gradientRun = try self.gradientRun(lists)
        let models = try workspace.models()
        let latest = try workspace.latestModel()
        let modelID =
            gradientRun?.details.modelID ?? lists.last?.record.modelID ?? comparison?.details.modelID
            ?? grids?.details.modelID ?? evaluation?.details.modelID
        let model = models.last { $0.id == (modelID ?? latest) } ?? models.last
        let counts = KnownCounts(of: dataset)
        let popular = popular(counts, count: lists.map(\.items.count).max() ?? 20)
        return ReportContents(
            dataset: try workspace.datasetRecord(), lists: lists,
            popular: popular,
            known: known(counts, of: lists.flatMap(\.items).map(\.item.itemID) + popular.map(\.itemID)),
            olderLists: Set(try workspace.madeOnEarlierVersions().lists), gradientRun: gradientRun,
            gradientScores: try gradientRun.map { try workspace.scores(.id($0.id)) } ?? [],
            comparison: comparison,
            elicitations: try comparison.map { try workspace.elicitations(ofAnalysis: $0.id) } ?? [],
            answered: try comparison.map { try workspace.answeredElicitations(ofAnalysis: $0.id) } ?? [],
            strategyMeasures: try comparison.map { try workspace.strategyMeasures(ofAnalysis: $0.id) } ?? [],
            similarities: try comparison.map { try workspace.listSimilarities(ofAnalysis: $0.id) } ?? [],
            gridComparison: grids,
            gridRecords: try grids.map { try workspace.elicitations(ofAnalysis: $0.id) } ?? [],
            gridMeasures: try grids.map { try workspace.strategyMeasures(ofAnalysis: $0.id) } ?? [],
            evaluation: evaluation,
            evaluations: try evaluation.map { try workspace.evaluations(ofAnalysis: $0.id) } ?? [],
            ruleEffects: try lists.flatMap { try ruleEffects($0, counts: counts) }, model: model,
            epochs: try model.map { try workspace.epochs(ofModel: $0.id) } ?? [],
            commands: ReproducingCommands(
                dataset: dataset, versions: try workspace.datasetVersions(), models: models, shown: model,
                lists: lists,
                analyses: [evaluation, comparison, grids].compactMap { $0 }
            ).commands,
            next: NextCommands(dataset: dataset, models: models), softwareVersion: softwareVersion)
    }

    /// The latest version of each name, in the order in which the names first came.
    private func latestLists() throws -> [RecordReference] {
        let records = try workspace.lists()
        let names = records.reduce(into: [String]()) {
            if !$0.contains($1.details.name) { $0.append($1.details.name) }
        }
        return names.compactMap { name in
            records.filter { $0.details.name == name }.max { $0.version < $1.version }.map { .id($0.id) }
        }
    }

    private func latestAnalysis(_ kind: String) throws -> AnalysisRunRecord? {
        let run = try workspace.runs().filter { $0.kind == .analysis && $0.what == kind }.map(\.id).max()
        return try run.map { try workspace.analysisRun(.id($0)) }
    }

    /// The scoring of the last shown list by MeLU without rules, else of the last one, else the latest one by
    /// MeLU.
    private func gradientRun(_ lists: [StoredList]) throws -> ScoringRunRecord? {
        let scored = lists.filter { $0.run.details.strategy == StrategyID.melu }
        if let list = scored.last(where: \.displaced.isEmpty) ?? scored.last { return list.run }
        let run = try workspace.runs().filter { $0.kind == .scoring && $0.what == StrategyID.melu }.map(\.id)
            .max()
        return try run.map { try workspace.scoringRun(.id($0)) }
    }

    private func popular(_ counts: KnownCounts, count: Int) -> [PopularItem] {
        ItemRanking(popularity: counts).top(count).map { item in
            PopularItem(itemID: dataset.items.ids[item], label: dataset.label(ofItem: item))
        }
    }

    /// How many users know some items.
    private func known(_ counts: KnownCounts, of items: [ExternalID]) -> [ExternalID: Int] {
        items.reduce(into: [:]) { known, id in
            known[id] = dataset.items.position(of: id).map { counts.counts[$0] }
        }
    }

    private func ruleEffects(_ list: StoredList, counts: KnownCounts) throws -> [RuleEffect] {
        guard let rules = StoredRules(json: list.record.details.rulesJSON), !rules.single.isEmpty else {
            return []
        }
        return RuleEffect.each(
            of: list, scores: try workspace.scores(.id(list.run.id)), counts: counts, dataset: dataset)
    }
}
