import Elicitation
import Statistics
import Storage
import Study

/// A study as it is wanted: what of a design is not read from the workspace.
package struct StudyRequest {
    /// How many participants there are to be.
    package enum Size {
        case fixed(Int)
        /// As many as a comparison needs to find an effect.
        case computed(PowerCalculation)
    }

    package var name: String
    /// The model, by number or name; the one to ship where `nil`. A study with grids has none.
    package var model: String?
    /// Lists of the form `[NAME=]LIST`, the reference last; the latest fitting ones where empty.
    package var arms: [String] = []
    package var assignment = StudyAssignment.betweenSubjects
    package var itemsToRate = 20
    /// How grids are shown; `nil` where participants rate one item after another.
    package var grid: StudyGrid?
    package var recommendations = 20
    package var minimumKnown: Int?
    package var size: Size
    package var overRecruitment = 0
    package var primaryOutcome = PrimaryOutcome.meanRating
    /// Participants in a block; the fewest from four that the arms' orders need where `nil`.
    package var blockSize: Int?
    /// What the allocation is drawn by; drawn at random where `nil`.
    package var seed: UInt64?
    package var questionnaire: Questionnaire
    package var contact: String?
    package var retention: StudyRetention?

    package init(name: String, size: Size, questionnaire: Questionnaire) {
        (self.name, self.size, self.questionnaire) = (name, size, questionnaire)
    }
}

extension StudyDesign {
    /// The design that a request and a workspace make.
    /// - Throws: `WorkspaceError.notFound` for lists and models that are not there, ``MissingList``,
    ///   ``StudySizeError``.
    package init(_ request: StudyRequest, in workspace: Workspace) throws {
        // First, since without one neither the recommendations of ratings nor the tested list can be made.
        let model = try request.grid == nil ? Self.model(request.model, in: workspace) : nil
        let arms =
            try request.arms.isEmpty
            ? Self.defaultArms(forTaps: request.grid != nil, in: workspace)
            : Self.arms(request.arms, in: workspace)
        let blockSize =
            request.blockSize ?? PermutedBlocks.blockSize(request.assignment, arms: arms.count)
        let (size, power) = try Self.size(request, arms: arms.count, blockSize: blockSize)
        self.init(
            name: request.name, model: model, arms: arms,
            assignment: request.assignment, itemsToRate: request.itemsToRate, grid: request.grid,
            recommendations: request.recommendations,
            minimumKnown: request.minimumKnown.flatMap { $0 > 0 ? $0 : nil }, targetSize: size,
            overRecruitment: request.overRecruitment > 0 ? request.overRecruitment : nil, power: power,
            primaryOutcome: request.primaryOutcome, blockSize: blockSize,
            seed: request.seed ?? .random(in: 0...(.max)),
            questionnaire: request.questionnaire, contact: request.contact, retention: request.retention)
    }

    private static func model(_ name: String?, in workspace: Workspace) throws -> Int64 {
        try workspace.model(name.map(RecordReference.init) ?? workspace.defaultModel(for: .shipping)).record
            .id
    }

    private static func size(_ request: StudyRequest, arms: Int, blockSize: Int) throws -> (
        Int, PowerCalculation?
    ) {
        let power: PowerCalculation
        switch request.size {
        case .fixed(let size): return (size, nil)
        case .computed(let calculation): power = calculation
        }
        guard request.primaryOutcome != .preference else { throw StudySizeError.notComputed }
        if let problem = power.problems.first { throw StudySizeError.figures(problem) }
        guard let size = power.targetSize(request.assignment, arms: arms, blockSize: blockSize) else {
            throw StudySizeError.tooMany(forEffect: power.effect)
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

/// How many participants a study needs cannot be computed.
package enum StudySizeError: Error, CustomStringConvertible {
    /// Its primary outcome is a preference.
    case notComputed
    /// The figures are out of range.
    case figures(String)
    /// The effect is so small that it takes more participants than there is a computation for.
    case tooMany(forEffect: Double)

    package var description: String {
        switch self {
        case .notComputed: "how many participants a preference needs is not computed; say how many"
        case .figures(let problem): problem
        case .tooMany(let effect):
            "an effect of \(effect) needs more than \(PowerCalculation.largestCount) participants; look for a larger one"
        }
    }
}

/// A list that a study would compare by default is not there.
package struct MissingList: Error, CustomStringConvertible {
    let file: String
    let what: String
    let command: String
    /// What is wrong, and the command that makes such a list.
    package var problem: String {
        "\(file): this workspace has no list \(what) to compare; run `\(command)`"
    }
    package var description: String { "\(problem), or name two lists." }
}
