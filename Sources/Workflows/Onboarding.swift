import Datasets
import Elicitation
import Foundation
import Preference
import Storage
import Tasks

/// Icebreaker as a library: from files of ratings or reads to the items to ask a new user about.
///
/// Everything is kept in one SQLite file, the workspace, which the commands and the service read as well.
public struct Onboarding {
    /// What a list or a grid must hold to, beside the choice of the strategy.
    public struct Rules: Sendable, Equatable {
        /// How many items, 1 to 100.
        public var count: Int
        /// Ids of items that are included in any case.
        public var pins: [String]
        /// Ids of items that are never included.
        public var exclusions: [String]
        /// Limits on how many items share a value, such as `genre=4`.
        public var caps: [String]
        /// Conditions that all items meet, such as `year>=1990`.
        public var conditions: [String]
        /// The fewest users who know an item.
        public var minimumKnown: Int

        /// Twenty items, whatever they are, unless told otherwise.
        public init(
            count: Int = 20, pins: [String] = [], exclusions: [String] = [], caps: [String] = [],
            conditions: [String] = [],
            minimumKnown: Int = 0
        ) {
            (self.count, self.pins, self.exclusions) = (count, pins, exclusions)
            (self.caps, self.conditions, self.minimumKnown) = (caps, conditions, minimumKnown)
        }
    }

    /// An item to ask about.
    public struct Item: Sendable, Equatable {
        /// The dataset's own id.
        public let id: String
        /// The title, or the id where there is none.
        public let title: String
        /// The score by which the strategy chose it.
        public let score: Double
        /// Why it was chosen, in words.
        public let reason: String
    }

    /// A list or a grid as it was stored.
    public struct List: Sendable, Equatable {
        /// The name; lists of one name are its versions.
        public let name: String
        /// The version, from 1.
        public let version: Int
        /// The items, the first to ask about first.
        public let items: [Item]
        /// What to know of it: how much it differs from popularity, and what the rules displaced.
        public let remarks: [String]
    }

    private let path: String
    private let seed: UInt64
    private let threads: Int
    private let progress: WorkProgress

    /// - Parameters:
    ///   - workspace: the path of the SQLite file; ``importDataset(from:)`` makes it.
    ///   - seed: the seed of everything drawn at random.
    ///   - threads: how many threads to use; the results do not depend on it.
    ///   - progress: where long work says how far it is.
    public init(
        workspace: String, seed: UInt64 = 0, threads: Int = ProcessInfo.processInfo.activeProcessorCount,
        progress: WorkProgress = .silent
    ) {
        (path, self.seed, self.threads, self.progress) = (workspace, seed, max(threads, 1), progress)
    }

    /// Reads a folder of files, or a `dataset.yaml`, into the workspace.
    /// - Throws: an error whose description is one sentence with file, line and what to do.
    public func importDataset(from source: String) throws {
        _ = try Importing(source, progress: progress).store(in: path, replacing: false)
    }

    /// Trains an estimator on everything, with the standard settings for the data.
    /// - Throws: an error where the data cannot be learned from, or training diverges.
    public func train() throws {
        let workspace = try Workspace(path, for: .writing)
        let dataset = try workspace.loadDataset()
        try dataset.requireInputValues()
        let options = TrainingOptions.standard(seed: seed, for: dataset.feedback).fitting(dataset)
        _ = try TrainingSession(
            workspace: workspace, dataset: dataset, holdout: Holdout(nothingOf: dataset),
            rule: TaskRule(for: dataset),
            name: nil, seed: seed, threads: threads, progress: progress
        ).train(options, resume: false)
    }

    /// Picks and stores a list of items to rate.
    /// - Parameters:
    ///   - strategy: a name such as `melu`, which needs ``train()``, or `design`.
    ///   - rules: what the list must hold to.
    public func list(by strategy: String, under rules: Rules = Rules()) throws -> List {
        let (workspace, dataset) = try open()
        return List(
            try SelectionSession(
                workspace: workspace, dataset: dataset, strategy: strategy, model: nil,
                gradient: GradientSettings(), seed: seed,
                threads: threads, progress: progress, scoreFiles: []
            ).select(rules: rules.checked(for: dataset), record: rules.record, name: nil))
    }

    /// Picks and stores a grid of tiles to tap.
    /// - Parameters:
    ///   - strategy: a name such as `design`; the melu strategies need ``train()``.
    ///   - rules: what the grid must hold to.
    public func grid(by strategy: String = "design", under rules: Rules = Rules()) throws -> List {
        let (workspace, dataset) = try open()
        let (strategy, gradient) = (try GridStrategy.named(strategy), GradientSettings())
        let scoring = try strategy.gradient.map { _ in
            try EvidenceScoring(
                in: workspace, dataset: dataset, model: nil, gradient: gradient, scoreFiles: [])
        }
        return List(
            try GridSelection(
                workspace: workspace, dataset: dataset, strategy: strategy, options: GridSelection.Options(),
                gradient: gradient,
                scoring: scoring, seed: seed, threads: threads, progress: progress
            ).select(rules: rules.checked(for: dataset), record: rules.record, name: nil))
    }

    private func open() throws -> (workspace: Workspace, dataset: Dataset) {
        let workspace = try Workspace(path, for: .writing)
        return (workspace, try workspace.loadDataset())
    }
}

extension Onboarding.Rules {
    /// The rules for a dataset.
    package func checked(for dataset: Dataset) throws -> ListRules {
        try ListRules(
            count: count, pins: pins, exclusions: exclusions, caps: caps, filters: conditions,
            minimumKnown: minimumKnown, dataset: dataset)
    }

    /// The rules as they are stored, each once.
    package var record: StoredRules {
        StoredRules(
            count: count, pins: pins.distinct, exclusions: exclusions.distinct, caps: caps.distinct,
            filters: conditions.distinct, minKnown: minimumKnown)
    }
}

extension [String] {
    /// Each once, in the order of their first places.
    package var distinct: [String] { reduce(into: []) { if !$0.contains($1) { $0.append($1) } } }
}

extension Onboarding.List {
    fileprivate init(_ selection: SelectionSession.Selection) {
        let list = selection.list
        name = list.record.details.name
        version = list.record.version
        items = list.items.map {
            Onboarding.Item(
                id: $0.item.itemID.description, title: $0.label.titleAndYear, score: $0.item.score,
                reason: $0.item.why)
        }
        remarks = [list.record.details.note].compactMap { $0 } + selection.remarks
    }
}
