import ArgumentParser
import Elicitation
import Evaluation
import Workflows

/// Flags of a comparison of grids.
struct GridComparisonFlags: ParsableArguments {
    @Option(
        name: .long,
        help: "Taps on a grid: the lowest rating that counts as liked. Default: any rating counts as taken.")
    var positiveFrom: Double?
    @Option(
        name: .long, help: "Taps: the fewest titles with which a user takes part, 2 to 1000. Default: 20.")
    var minTaken: Int?
    @Option(
        name: .long,
        help:
            "Taps: a recommender to judge grids by; may be repeated. Default: all: \(Self.recommenders.joined(separator: ", "))."
    )
    var recommender: [String] = []
    @Option(
        name: [.customLong("protocol")],
        help: """
            Taps: what is shown, recommended and judged; may be repeated: \
            \(GridProtocol.allCases.map(\.rawValue).joined(separator: ", ")). Default: \
            \(GridProtocol.usual.map(\.rawValue).joined(separator: ", ")).
            """)
    var gridProtocol: [GridProtocol] = []
    @Option(name: .long, help: "Taps: how many random halves of the catalogue to draw, 1 to 100. Default: 6.")
    var catalogueSplits: Int?
    @Option(
        name: .long,
        help: "Taps: the share of the tiles people have taken that they do tap, above 0 to 1. Default: 1.")
    var tapRate: Double?
    @Option(
        name: .long,
        help:
            "Taps: people with fewer taps leave and are recommended what is popular, 0 to 20. Default: 0, nobody leaves."
    )
    var leaveBelow: Int?
    @Option(
        name: .customLong("three-taps"),
        help: ArgumentHelp(
            "Taps: make each fixed grid so that at least this share of the training users can tap three tiles, such as 80%.",
            valueName: "share"))
    var threeTaps: String?

    /// The names of all recommenders.
    static let recommenders = GridRecommenderName.allCases.map(\.rawValue)

    func validate() throws {
        if let unknown = recommender.first(where: { !Self.recommenders.contains($0) }) {
            throw ValidationError(
                "--recommender: there is no \"\(unknown)\"; choose one of: \(Self.recommenders.joined(separator: ", "))."
            )
        }
        guard positiveFrom?.isFinite ?? true else {
            throw ValidationError("--positive-from must be a number.")
        }
        guard minTaken.map((2...1000).contains) ?? true else {
            throw ValidationError("--min-taken must be from 2 to 1000; it is \(minTaken ?? 0).")
        }
        guard catalogueSplits.map((1...100).contains) ?? true else {
            throw ValidationError("--catalogue-splits must be from 1 to 100; it is \(catalogueSplits ?? 0).")
        }
        guard tapRate.map({ $0 > 0 && $0 <= 1 }) ?? true else {
            throw ValidationError("--tap-rate must be above 0 and at most 1; it is \(tapRate ?? 0).")
        }
        guard leaveBelow.map((0...20).contains) ?? true else {
            throw ValidationError("--leave-below must be from 0 to 20; it is \(leaveBelow ?? 0).")
        }
        try GridFlags.checkThreeTaps(threeTaps)
    }

    /// What was asked for, with grids of so many tiles.
    func options(shown: Int) -> GridComparisonSession.Options {
        var options = GridComparisonSession.Options()
        options.shown = shown
        (options.positiveFrom, options.minimumTaken) = (positiveFrom, minTaken)
        options.recommenders = recommender.compactMap(GridRecommenderName.init)
        if !gridProtocol.isEmpty { options.protocols = gridProtocol }
        options.catalogueSplits = catalogueSplits ?? options.catalogueSplits
        options.behaviour = TapBehaviour(tapRate: tapRate ?? 1, leaveBelow: leaveBelow ?? 0)
        options.threeTaps = threeTaps.flatMap(GridFlags.share)
        return options
    }

    /// The first flag that was given, for a comparison that is of ratings.
    var first: String? {
        let given: [(String, Bool)] = [
            ("--positive-from", positiveFrom != nil), ("--min-taken", minTaken != nil),
            ("--recommender", !recommender.isEmpty),
            ("--protocol", !gridProtocol.isEmpty), ("--catalogue-splits", catalogueSplits != nil),
            ("--tap-rate", tapRate != nil), ("--leave-below", leaveBelow != nil),
            ("--three-taps", threeTaps != nil),
        ]
        return given.first(where: \.1)?.0
    }
}

extension GridProtocol: ExpressibleByArgument {}
