import Reporting
import Testing

@Suite("Axis")
struct AxisTests {
    @Test("puts the smallest and the largest value at its ends", arguments: [false, true])
    func ends(_ isLogarithmic: Bool) {
        let axis = Axis([1, 10, 1000], range: (200, 20), isLogarithmic: isLogarithmic)
        #expect(axis(1) == 200 && axis(1000) == 20)
        #expect(isLogarithmic ? abs(axis(10) - 140) < 1e-9 : axis(10) > 198)
    }

    @Test(
        "has round ticks inside its values",
        arguments: [
            ([0.0, 1.0], [0, 0.2, 0.4, 0.6, 0.8, 1]), ([-0.07, 0.05], [-0.05, 0, 0.05]),
            ([3, 3], [3, 4, 5, 6]),
        ])
    func ticks(_ values: [Double], _ expected: [Double]) {
        let ticks = Axis(values, range: (0, 1)).ticks(5)
        #expect(
            ticks.count == expected.count && zip(ticks, expected).allSatisfy { abs($0 - $1) < 1e-9 },
            "\(ticks)")
    }

    @Test("has ticks at 1, 3, 10, 30 … over several powers of ten and more of them over few")
    func logarithmicTicks() {
        #expect(
            Axis([1, 119], range: (0, 1), isLogarithmic: true).ticks().map { $0.rounded() } == [
                1, 3, 10, 30, 100,
            ])
        #expect(
            Axis([40, 119], range: (0, 1), isLogarithmic: true).ticks().map { $0.rounded() } == [
                40, 50, 60, 80, 100,
            ])
    }

    @Test("keeps within numbers for values that are not", arguments: [false, true])
    func notNumbers(_ isLogarithmic: Bool) {
        for values in [[], [.nan], [0, -1, .infinity], [0]] as [[Double]] {
            let axis = Axis(values, range: (0, 100), isLogarithmic: isLogarithmic)
            #expect(axis(1).isFinite && axis.ticks().allSatisfy(\.isFinite))
        }
    }
}
