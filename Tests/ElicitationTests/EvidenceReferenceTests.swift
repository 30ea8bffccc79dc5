import Datasets
import Elicitation
import Foundation
import TestSupport
import Testing

/// The norms, scores and top-20 lists that PyTorch gave for MovieLens-1M (`candidates_items.csv`,
/// `top20.json`).
private struct Reference {
    let ids: [Int]
    let columns: [String: [Double]]
    let lists: [String: [Int]]

    init() throws {
        let text = try String(
            contentsOf: ReferenceData.melu.appending(path: "candidates_items.csv"), encoding: .utf8)
        let rows = text.split(whereSeparator: \.isNewline).map { $0.split(separator: ",") }
        let header = try #require(rows.first).map(String.init)
        columns = Dictionary(
            uniqueKeysWithValues: header.enumerated().map { index, name in
                (name, rows.dropFirst().compactMap { Double($0[index]) })
            })
        ids = try #require(columns["item_id"]).map { Int($0) }
        let json = try JSONSerialization.jsonObject(
            with: Data(contentsOf: ReferenceData.melu.appending(path: "top20.json")))
        lists = try #require(json as? [String: [[Any]]]).mapValues { $0.compactMap { $0.first as? Int } }
    }

    func column(_ name: String) throws -> [Double] { try #require(columns[name]) }
}

@Suite(
    "Evidence scores beside PyTorch's",
    .enabled(if: ReferenceData.isPresent, "the reference data is not there"))
struct EvidenceReferenceTests {
    private static let combinations = ["dec", "all"].flatMap { set in
        ["raw", "unitloss", "uniterr"].flatMap { gradient in
            ["sum", "global"].map { "\(set)_\(gradient)_\($0)" }
        }
    }

    @Test(
        "are equal in all combinations", arguments: combinations,
        [("max", Normalization.maximum), ("minmax", .minMax)])
    func scores(combination: String, normalization: (name: String, value: Normalization)) throws {
        let reference = try Reference()
        let norms = try reference.column("norm_\(combination)")
        let scores = try EvidenceScores(
            gradientNorms: norms, supportCounts: reference.column("popularity").map { Int($0) },
            normalization: normalization.value)
        let expected = try reference.column("score_\(normalization.name)_\(combination)")
        let (least, most) = (norms.min() ?? 0, norms.max() ?? 0)
        #expect(scores.candidates.count == 2594 && expected.count == 2594)
        for (candidate, score) in zip(scores.candidates, expected) {
            // The columns have 9 digits, so a norm is off by 5e-9 of itself, which min-max does not scale
            // down.
            let rounding =
                normalization.value == .minMax
                ? 5e-9 * (candidate.gradientNorm + least) / (most - least) * candidate.popularityNormalized
                : 0
            #expect(abs(candidate.score - score) <= 1e-8 * score + rounding)
        }
        let top = scores.ranked.prefix(20).map { reference.ids[$0.item] }
        #expect(top == reference.lists["\(normalization.name)_\(combination)"])
    }

    @Test("stand beside the same list by popularity")
    func popularity() throws {
        let reference = try Reference()
        let counts = KnownCounts(counts: try reference.column("popularity").map { Int($0) }, userCount: 2653)
        #expect(
            ItemRanking(popularity: counts).top(20).map { reference.ids[$0] } == reference.lists["popularity"]
        )
    }

    @Test(
        "overlap with popularity as measured there",
        arguments: [("max_dec_raw_global", 19), ("max_dec_uniterr_global", 20), ("max_all_unitloss_sum", 2)])
    func overlap(mode: String, shared: Int) throws {
        let reference = try Reference()
        let overlap = ListOverlap(
            try #require(reference.lists[mode]), try #require(reference.lists["popularity"]))
        #expect(overlap.count == shared)
    }
}
