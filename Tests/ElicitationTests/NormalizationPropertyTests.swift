import Elicitation
import Support
import Testing

@Suite("Every normalisation of random columns")
struct NormalizationPropertyTests {
    private static func column(_ seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed, stream: RandomStream(number: 11))
        let scale = [1e-300, 1e-6, 1, 1e6, 1e300][generator.integer(below: 5)]
        return (0..<(2 + generator.integer(below: 50))).map { _ in
            generator.integer(below: 4) == 0 ? 0 : scale * generator.unitInterval()
        }
    }

    @Test("lies in 0...1 and reaches 1", arguments: Normalization.allCases, 0..<60 as Range<UInt64>)
    func bounds(normalization: Normalization, seed: UInt64) {
        let values = Self.column(seed)
        let normalized = normalization.normalized(values)
        #expect(normalized.count == values.count && normalized.allSatisfy { (0...1).contains($0) })
        if (values.max() ?? 0) > 0 { #expect(normalized.max() == 1) }
    }

    @Test("keeps the order", arguments: Normalization.allCases, 0..<60 as Range<UInt64>)
    func order(normalization: Normalization, seed: UInt64) {
        let values = Self.column(seed)
        let normalized = normalization.normalized(values)
        let places = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
        #expect(zip(places, places.dropFirst()).allSatisfy { normalized[$0] <= normalized[$1] })
    }

    @Test(
        "does not depend on the unit of the values", arguments: Normalization.allCases,
        0..<60 as Range<UInt64>)
    func scale(normalization: Normalization, seed: UInt64) {
        let values = Self.column(seed)
        // A power of two changes no digit.
        #expect(normalization.normalized(values.map { $0 * 0.25 }) == normalization.normalized(values))
        let other = normalization.normalized(values.map { $0 * 0.3 })
        #expect(zip(other, normalization.normalized(values)).allSatisfy { abs($0 - $1) < 1e-12 })
    }
}
