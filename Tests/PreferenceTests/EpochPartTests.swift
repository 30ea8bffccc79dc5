import Preference
import Testing

@Suite("Parts of an epoch")
struct EpochPartTests {
    @Test(
        "have every batch once, in order, and differ by one at most", arguments: [0, 1, 7, 135, 136],
        [1, 2, 16, 200])
    func cover(batchCount: Int, parts: Int) {
        let ranges = (0..<parts).map { EpochPart($0, of: parts).batches(of: batchCount) }
        #expect(ranges.flatMap(Array.init) == Array(0..<batchCount))
        let sizes = ranges.map(\.count)
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    }

    @Test("are by default the whole")
    func whole() { #expect(EpochPart().batches(of: 9) == 0..<9) }
}
