import Support
import Testing

@Suite("Seeded generator")
struct SeededGeneratorTests {
    @Test("gives numbers below the bound, all of them")
    func bounds() {
        var generator = SeededGenerator(seed: 7)
        let numbers = (0..<1000).map { _ in generator.integer(below: 6) }
        #expect(Set(numbers) == Set(0..<6))
    }

    @Test("gives the same numbers for a seed, others for another seed or stream")
    func seeds() {
        func draw(_ seed: UInt64, _ stream: UInt64) -> [UInt64] {
            var generator = SeededGenerator(seed: seed, stream: RandomStream(number: stream))
            return (0..<4).map { _ in generator.next() }
        }
        #expect(draw(1, 0) == draw(1, 0))
        #expect(Set([draw(1, 0), draw(2, 0), draw(1, 1), draw(2, 1)]).count == 4)
    }

    @Test("draws normal numbers with mean 0 and variance 1")
    func normal() {
        var generator = SeededGenerator(seed: 3)
        let numbers = (0..<20_000).map { _ in generator.normal() }
        let mean = numbers.reduce(0, +) / 20_000
        let variance = numbers.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 20_000
        #expect(abs(mean) < 0.03)
        #expect(abs(variance - 1) < 0.04)
    }

    @Test("shuffles without losing anything")
    func shuffle() {
        var generator = SeededGenerator(seed: 5)
        var numbers = Array(0..<50)
        generator.shuffle(&numbers)
        #expect(numbers != Array(0..<50))
        #expect(numbers.sorted() == Array(0..<50))
    }
}

@Suite("Random streams") struct RandomStreamTests {
    @Test("have a number each: no two purposes that share a seed share a stream")
    func distinct() {
        // Bootstraps, factors, allocation and arms have seeds of their own.
        let named: [RandomStream] = [
            .holdout, .parameters, .validation, .taskOrder(epoch: 0), .taskSets(epoch: 0),
            .negatives(epoch: 0), .factors,
            .strategy, .stability, .gridTuning, .interviewSets, .rankedItems(scenario: 0),
            .hiddenItems(user: 0),
            .catalogueHalves(0), .overlookedTiles(user: 0), .gridValidation, .signFlips,
            .outcomePermutation(measure: 0),
        ]
        #expect(Set(named).count == named.count)
    }
}
