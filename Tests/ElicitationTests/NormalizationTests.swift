import Elicitation
import Testing

@Suite("Normalization") struct NormalizationTests {
    @Test(
        "brings values to 0...1",
        arguments: [
            (Normalization.maximum, [2.0, 8, 4], [0.25, 1, 0.5]),
            (.minMax, [2, 8, 5], [0, 1, 0.5]),
            (.maximum, [0, 0], [0, 0]),
            (.minMax, [3, 3], [1, 1]),
            (.maximum, [3, 3], [1, 1]),
            (.maximum, [], []),
            (.minMax, [], []),
        ])
    func scale(normalization: Normalization, values: [Double], expected: [Double]) {
        #expect(normalization.normalized(values) == expected)
    }
}
