import Datasets
import Elicitation

/// What a reader should know of a grid beside its tiles: how many people can tap, and what the rule of three
/// taps costs.
package struct GridSummary {
    private let reasons: GridReasons
    private let dataset: Dataset
    private let positiveFrom: Double?
    private let reach: GridReach
    private let places: [Int]
    /// What the rule of three taps did, in a sentence.
    private let rule: String?

    package init(
        _ list: OnboardingList, outcome: ThreeTapsRule.Outcome, table: TapTable, dataset: Dataset,
        positiveFrom: Double?,
        threeTaps: Double?, ridge: Double, threads: Int
    ) {
        let tiles = list.items.map(\.item)
        let reasons = GridReasons(tiles, people: table, ridge: ridge, threads: threads)
        self.reasons = reasons
        (self.dataset, self.positiveFrom) = (dataset, positiveFrom)
        reach = GridReach(tiles, in: table)
        let taken = KnownCounts(counts: table.takenCounts, userCount: table.personCount)
        places = tiles.map { taken.rank(ofItem: $0) }.sorted()
        rule = threeTaps.map { share in
            GridSummary.rule(
                share, outcome: outcome, explained: reasons.explainedShare, table: table, ridge: ridge,
                threads: threads)
        }
    }

    /// What is to be said of a tile by its place, counted from 0.
    package func clauses(ofTile place: Int) -> String {
        reasons.clauses(ofTile: place, dataset: dataset, positiveFrom: positiveFrom)
    }

    /// One sentence each.
    package var remarks: [String] {
        let tiles = Wording.count(places.count, "tile", "tiles")
        let enough = Wording.percent(reach.share(atLeast: GridReach.enoughTaps))
        return [
            "A person can tap \(Wording.oneDecimal(reach.expectedTaps)) of \(tiles) on average; "
                + "\(Wording.percent(reach.shareWithNone)) can tap none, and \(enough) three or more.",
            "Places of the tiles among the most taken items: \(Wording.list(places.map(String.init), limit: 100)).",
        ] + [rule].compactMap { $0 }
    }

    private static func rule(
        _ share: Double, outcome: ThreeTapsRule.Outcome, explained: Double, table: TapTable, ridge: Double,
        threads: Int
    ) -> String {
        let asked = "At least \(Wording.percent(share)) of people can tap three"
        guard let candidates = outcome.candidates else {
            return "\(asked): the grid does so without being limited."
        }
        let free = GridReasons(outcome.unlimitedTiles, people: table, ridge: ridge, threads: threads)
            .explainedShare
        let before = GridReach(outcome.unlimitedTiles, in: table).share(atLeast: GridReach.enoughTaps)
        return
            "\(asked): tiles are limited to the \(candidates) most taken items that the other rules allow; without the limit "
            + "\(Wording.percent(before)) could. Price: the answers account for \(digits(explained)) instead of \(digits(free)) of "
            + "what differs between people in what they take."
    }

    private static func digits(_ share: Double) -> String { "\(Wording.oneDecimal(100 * share))%" }
}
