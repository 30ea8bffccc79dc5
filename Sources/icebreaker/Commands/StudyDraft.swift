import ArgumentParser
import Elicitation
import Foundation
import Statistics
import Storage
import Study

/// A study as the flags and the workspace make it.
struct StudyDraft {
    let design: StudyDesign
    let texts: [StudyTexts]

    /// - Throws: `WorkspaceError.notFound` for lists and models that are not there, `DatasetError` for files,
    ///   `ValidationError`.
    init(
        _ name: String, flags: StudyFlags, consent: ConsentFlags, model: String?, in workspace: Workspace
    ) throws {
        let grid = try flags.grid(for: workspace.datasetRecord().feedback)
        guard grid == nil || model == nil else {
            throw ValidationError(
                "a study with grids recommends by their tables, without a model; leave --model out.")
        }
        // First, since without one neither the recommendations of ratings nor the tested list can be made.
        let model = try grid == nil ? Self.model(model, in: workspace) : nil
        let arms =
            try flags.arms.isEmpty
            ? Self.defaultArms(forTaps: grid != nil, in: workspace) : Self.arms(flags.arms, in: workspace)
        let blockSize = flags.blockSize ?? PermutedBlocks.blockSize(flags.assignment, arms: arms.count)
        let questionnaire = try flags.questionnaire(hasGrids: grid != nil)
        texts = try flags.texts(for: questionnaire)
        let (size, power) = try Self.size(flags, arms: arms.count, blockSize: blockSize)
        design = StudyDesign(
            name: name, model: model, arms: arms,
            assignment: flags.assignment, itemsToRate: flags.items, grid: grid,
            recommendations: flags.recommendations,
            minimumKnown: flags.minKnown.flatMap { $0 > 0 ? $0 : nil }, targetSize: size,
            overRecruitment: flags.overRecruitment > 0 ? flags.overRecruitment : nil, power: power,
            primaryOutcome: flags.primaryOutcome, blockSize: blockSize,
            seed: flags.seed ?? .random(in: 0...(.max)),
            questionnaire: questionnaire, contact: consent.contact, retention: consent.retention)
    }

    private static func model(_ name: String?, in workspace: Workspace) throws -> Int64 {
        try workspace.model(name.map(RecordReference.init) ?? workspace.defaultModel(for: .shipping)).record
            .id
    }

    private static func size(_ flags: StudyFlags, arms: Int, blockSize: Int) throws -> (
        Int, PowerCalculation?
    ) {
        if let size = flags.targetSize { return (size, nil) }
        guard flags.primaryOutcome != .preference else {
            throw ValidationError(
                "how many participants a preference needs is not computed; give --target-size.")
        }
        let power = flags.calculation
        if let problem = power.problems.first { throw ValidationError(problem) }
        guard let size = power.targetSize(flags.assignment, arms: arms, blockSize: blockSize) else {
            throw ValidationError(
                "an effect of \(power.effect) needs more than \(PowerCalculation.largestCount) participants; give a larger --effect."
            )
        }
        return (size, power)
    }

    /// The latest list that was made to ask well against the latest one of popularity.
    private static func defaultArms(forTaps: Bool, in workspace: Workspace) throws -> [StudyArm] {
        let lists = try workspace.lists()
        let strategies = (forTaps ? [StrategyID.design, .forward, .melu] : [.melu, .design]).map(\.name)
        let command = "icebreaker select\(forTaps ? " --answers taps" : "")"
        guard let tested = lists.last(where: { strategies.contains($0.strategy) }) else {
            let names = strategies.dropLast().joined(separator: ", ") + " or \(strategies.last ?? "")"
            throw MissingList(file: workspace.path, what: "of the strategy \(names)", command: command)
        }
        guard let reference = lists.last(where: { $0.strategy == StrategyID.reference }) else {
            throw MissingList(
                file: workspace.path, what: "of the strategy \(StrategyID.reference.name)",
                command: "\(command) --strategy \(StrategyID.reference.name)")
        }
        return try [tested, reference].map {
            StudyArm(name: $0.details.name, list: $0.id, items: try items(.id($0.id), in: workspace))
        }
    }

    /// Arms of the form `[NAME=]LIST`; without a name by that of the list, and by its version where two have
    /// that name.
    private static func arms(_ flags: [String], in workspace: Workspace) throws -> [StudyArm] {
        var arms: [StudyArm] = []
        for flag in flags {
            let parts = flag.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(
                String.init)
            let list = try workspace.list(RecordReference(parts[parts.count - 1]))
            var name = parts.count == 2 ? parts[0] : list.record.details.name
            if parts.count == 1, arms.contains(where: { $0.name == name }) {
                name += "-\(list.record.version)"
            }
            arms.append(
                StudyArm(name: name, list: list.record.id, items: list.items.map(\.item.itemID.description)))
        }
        return arms
    }

    private static func items(_ reference: RecordReference, in workspace: Workspace) throws -> [String] {
        try workspace.list(reference).items.map(\.item.itemID.description)
    }
}

/// A list that a study would compare by default is not there.
struct MissingList: Error, CustomStringConvertible {
    let file: String
    let what: String
    let command: String
    var description: String {
        "\(file): this workspace has no list \(what) to compare; run `\(command)`, or name two lists with --arm."
    }
}
