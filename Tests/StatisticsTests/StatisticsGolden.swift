import Foundation
import TestSupport
import Testing

/// What `Tests/Golden/study_statistics.py` wrote, with the libraries' versions in `origin`.
struct StatisticsGolden: Decodable {
    struct TwoSamples: Decodable {
        let first, second: [Double]
        let u, p, shift, cliff: Double
        let d: Double?
        let isExact: Bool
        let lower95, upper95, lower80, upper80: Double?
    }

    struct OneSample: Decodable {
        let differences: [Double]
        let positive, p, centre: Double
        let isExact: Bool
        let lower, upper: Double?
    }

    struct Permutation: Decodable {
        let first, second: [Double]
        let exact: Double?
        let seed: UInt64
        let draws: Int
        let drawn: Double
    }

    struct Bootstrap: Decodable {
        let first, second: [Double]
        let seed: UInt64
        let replicates: Int
        let value, lower, upper: Double
    }

    struct Preference: Decodable {
        let first, second: Int
        let exact, chiSquared, chiSquaredP: Double
    }

    struct Power: Decodable {
        struct Between: Decodable {
            let first, second: Int
            let power: Double
        }

        struct Within: Decodable {
            let count: Int
            let power: Double
        }

        let effect, significance, power: Double
        let perArmByT, pairedByT, perArmByNormal, perArmByRanks, pairedByRanks: Int
        let between: [Between]
        let within: [Within]
    }

    struct Normal: Decodable {
        let z, cumulative, p, quantile: Double
    }

    let origin: String
    let twoSamples: [TwoSamples]
    let oneSample: [OneSample]
    let permutation: [Permutation]
    let bootstrap: [Bootstrap]
    let preference: [Preference]
    let power: [Power]
    let normal: [Normal]

    static func load() throws -> StatisticsGolden {
        let url = ReferenceData.packageRoot.appending(path: "Tests/Golden/study_statistics.json")
        return try JSONDecoder().decode(StatisticsGolden.self, from: Data(contentsOf: url))
    }
}

/// Compares to 1e-9 of the expected value, or to 1e-9 where that is 0.
func expectEqual(_ found: Double?, _ expected: Double, sourceLocation: SourceLocation = #_sourceLocation) {
    let scale = abs(expected) > 0 ? abs(expected) : 1
    #expect(
        abs((found ?? .nan) - expected) <= 1e-9 * scale, "\(String(describing: found)) is not \(expected)",
        sourceLocation: sourceLocation)
}
