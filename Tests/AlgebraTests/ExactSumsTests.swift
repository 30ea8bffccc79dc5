import Algebra
import Support
import Testing

@Suite("Exact sums")
struct ExactSumsTests {
    @Test("round once: the small is not lost beside the large")
    func once() {
        var sums = ExactSums(1, of: Float.self)
        for value in [0x1p100, 0x1p-149, 0x1p100, 0x1p-149] { sums.add(value, to: 0) }
        #expect(sums.hexadecimal(at: 0) == "4" + String(repeating: "0", count: 61) + "2")
        #expect(sums.value(at: 0) == 0x1p101)
    }

    static let rounded: [([Double], Double)] = [
        ([0x1p53, 1], 0x1p53), ([0x1p53, 1, 0x1p-149], 0x1p53 + 2), ([0x1p53 + 2, 1], 0x1p53 + 4),
        ([0x1p53, 3], 0x1p53 + 4), ([0x1.fffffffffffffp52, 0.5], 0x1p53), ([], 0), ([0x1p-149], 0x1p-149),
        ([0.5, 0.25, 3], 3.75),
    ]

    @Test("round to the nearest, ties to even", arguments: rounded)
    func ties(_ values: [Double], _ sum: Double) {
        var sums = ExactSums(2, of: Double.self)
        for value in values { sums.add(value, to: 1) }
        #expect(sums.value(at: 1) == sum && sums.value(at: 0) == 0)
    }

    @Test("are the same for every order and every split", arguments: [UInt64(1), 2, 3])
    func orders(seed: UInt64) {
        var generator = SeededGenerator(seed: seed)
        var values = (0..<500).map { _ in
            Double(
                Float(
                    sign: .plus, exponent: generator.integer(below: 200) - 120,
                    significand: Float(1 + generator.unitInterval())))
        }
        func sums(_ values: some Sequence<Double>) -> ExactSums {
            var sums = ExactSums(1, of: Float.self)
            for value in values { sums.add(value, to: 0) }
            return sums
        }
        let forward = sums(values)
        generator.shuffle(&values)
        var merged = sums(values[..<123])
        merged.add(sums(values[123...]))
        #expect(merged == forward)
        var read = ExactSums(1, of: Float.self)
        let isRead = read.add(hexadecimal: forward.hexadecimal(at: 0) ?? "", to: 0)
        #expect(isRead && read == forward)
    }

    @Test("of what is no norm have no value", arguments: [Double.nan, .infinity, -1])
    func undefined(_ value: Double) {
        var sums = ExactSums(1, of: Float.self)
        sums.add(value, to: 0)
        #expect(sums.value(at: 0).isNaN && sums.hexadecimal(at: 0) == nil)
    }

    @Test(
        "refuse what is no hexadecimal number",
        arguments: ["", "g", "-1", "0x1", String(repeating: "f", count: 97)])
    func text(_ text: String) {
        var sums = ExactSums(1, of: Float.self)
        let isRead = sums.add(hexadecimal: text, to: 0)
        #expect(!isRead)
    }
}
