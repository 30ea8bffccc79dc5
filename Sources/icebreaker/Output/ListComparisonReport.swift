import Elicitation
import Foundation
import Storage
import Workflows

/// How the lists of strategies compare: a table of measures, and how many items every two share.
struct ListComparisonReport {
    private let results: AnalysisResults
    private let shown: Int
    private let strategies: [String]

    init(_ results: AnalysisResults, shown: Int) {
        (self.results, self.shown) = (results, shown)
        strategies = results.lists.map(\.strategy).distinct
    }

    var sections: [String] {
        get throws {
            guard !strategies.isEmpty else { return [] }
            return [try measures] + (strategies.count > 2 ? [try overlaps] : [])
        }
    }

    private var measures: String {
        get throws {
            let titles = [
                "strategy", "shared", "RBO", "tau", "distance", "entropy", "genres", "years", "spread",
                "halves", "least",
            ]
            let table = ResultTable(headings: titles.map { .init($0, $0) }, rows: strategies.map(row))
            let missing =
                results.elicitations.contains { $0.strategy == StrategyID.adaptive }
                ? "; adaptive asks each user items of its own" : ""
            return "The lists of \(shown) items\(missing):\n\(try table.rendered(.table))\n"
                + legend.joined(separator: "\n")
        }
    }

    private func row(_ strategy: String) -> [ResultTable.Cell] {
        func number(_ name: String, _ digits: Int) -> ResultTable.Cell {
            .init(measure(strategy, name), digits: digits)
        }
        let years = [measure(strategy, "first-year"), measure(strategy, "last-year")].compactMap {
            $0.map { String(Int($0)) }
        }
        let reference = StrategyID.reference.name
        let isReference = strategy == reference
        return [
            .text(strategy),
            isReference ? .missing : .init(similarity(strategy, reference, "overlap"), digits: 0),
            isReference ? .missing : .init(similarity(strategy, reference, "rank-biased-overlap"), digits: 2),
            isReference ? .missing : .init(similarity(strategy, reference, "kendall-tau"), digits: 2),
            number("genre-distance", 2), number("genre-entropy", 2), number("genres", 0),
            .text(years.joined(separator: "-")), number("year-deviation", 1), number("half-overlap", 2),
            number("half-smallest-overlap", 2),
        ]
    }

    private var legend: [String] {
        var lines = [
            "shared, RBO, tau: items shared with popularity, rank-biased overlap (p = 0.9), and Kendall's tau of all scores.",
            "distance, entropy, genres: mean genre distance of two items, entropy of the genres in bits, and their number.",
            "spread: standard deviation of the years.",
        ]
        if results.measures.contains(where: { $0.measure == "half-overlap" }) {
            lines.append(
                "halves, least: share of items in common when each half of the training users makes a list; mean, smallest."
            )
        }
        let drawn = results.measures.filter { $0.measure == "seed-overlap" }.map {
            "\($0.strategy), whose lists of several seeds have \(String(format: "%.2f", $0.value)) of their items in common"
        }
        let seeds =
            drawn.isEmpty
            ? "The seed changes none of these lists."
            : "Only this list depends on the seed: \(drawn.joined(separator: ", "))."
        if let coverage = measure("", "catalogue-coverage") {
            let share = String(format: "%.1f %%", 100 * coverage)
            lines.append("\(seeds)\nAll the lists together have \(share) of all items.")
        }
        return lines
    }

    private var overlaps: String {
        get throws {
            let numbers = strategies.indices.map { String($0 + 1) }
            let headings = [ResultTable.Heading("strategy", "strategy")] + numbers.map { .init($0, $0) }
            let rows = strategies.enumerated().map { place, strategy -> [ResultTable.Cell] in
                [.text("\(place + 1) \(strategy)")]
                    + strategies.map { other in
                        strategy == other
                            ? .missing : .init(similarity(strategy, other, "overlap"), digits: 0)
                    }
            }
            return
                "Items that two lists share:\n\(try ResultTable(headings: headings, rows: rows).rendered(.table))"
        }
    }

    private func measure(_ strategy: String, _ name: String) -> Double? {
        results.measures.first { $0.strategy == strategy && $0.measure == name }?.value
    }

    private func similarity(_ first: String, _ second: String, _ measure: String) -> Double? {
        results.similarities.first {
            $0.measure == measure
                && ($0.strategy == first && $0.otherStrategy == second
                    || $0.strategy == second && $0.otherStrategy == first)
        }?.value
    }
}
