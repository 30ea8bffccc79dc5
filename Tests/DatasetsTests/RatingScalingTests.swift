import Datasets
import Foundation
import Testing

@Suite("The scale that models work on")
struct RatingScalingTests {
    private func scaling(_ minimum: Double, _ maximum: Double) -> RatingScaling {
        RatingScaling(RatingScale(minimum: minimum, maximum: maximum))
    }

    @Test(
        "leaves ratings from 1 to 5 as they are, to the bit", arguments: [1.0, 2.1, 0.1 + 0.2 + 3, 5, 17, -3])
    func identity(rating: Double) {
        #expect(scaling(1, 5) == .identity && scaling(1, 5).unit == 1)
        #expect(scaling(1, 5).inner(rating) == rating && scaling(1, 5).rating(ofInner: rating) == rating)
    }

    @Test(
        "maps any scale to 1...5, the same for the same ratings in another unit",
        arguments: [
            (10, 0), (1, -50), (0.1, 0), (-0.5, 7), (1e12, 3), (3, 1e6), (1e300, 0), (1e-300, 0), (0.3, -0.7),
        ] as [(Double, Double)])
    func affine(factor: Double, shift: Double) {
        let ends = [factor * 0.5 + shift, factor * 5 + shift].sorted()
        let (base, moved) = (scaling(0.5, 5), scaling(ends[0], ends[1]))
        for halves in 1...10 {
            let rating = Double(halves) / 2
            let inner = base.inner(rating)
            #expect((1...5).contains(inner))
            #expect(abs(base.rating(ofInner: inner) - rating) < 1e-8)
            let other = moved.inner(factor * rating + shift)
            #expect(other == (factor > 0 ? inner : 6 - inner))
        }
        #expect(abs(moved.unit - abs(factor) * base.unit) <= 1e-9 * moved.unit)
    }

    @Test("stays finite at the ends of what a number can be")
    func extremes() {
        let huge = Double.greatestFiniteMagnitude
        #expect(
            scaling(-huge, huge).inner(-huge) == 1 && scaling(-huge, huge).inner(0) == 3
                && scaling(-huge, huge).inner(huge) == 5)
        #expect(
            scaling(-huge, huge).rating(ofInner: 1) == -huge && scaling(-huge, huge).rating(ofInner: 3) == 0)
        let tiny = Double.leastNonzeroMagnitude
        #expect(scaling(0, tiny).inner(0) == 1 && scaling(0, tiny).inner(tiny) == 5)
        for constant in [0, 7, -1e300, huge] {
            #expect(
                scaling(constant, constant).inner(constant) == 3
                    && scaling(constant, constant).rating(ofInner: 3) == constant)
        }
    }

    @Test("converts what one map gives to what another gives")
    func conversion() {
        for (from, to) in [
            (scaling(0, 100), scaling(0, 120)), (.identity, scaling(0, 100)), (scaling(-5, 5), scaling(3, 3)),
        ] {
            let (factor, offset) = from.conversion(to: to)
            for z in [1.0, 2.5, 5, 7] {
                #expect(abs(to.rating(ofInner: factor * z + offset) - from.rating(ofInner: z)) < 1e-6)
            }
        }
        #expect(scaling(0, 9).conversion(to: scaling(0, 9)) == (1, 0))
    }

    @Test("is read back from JSON, and nothing that is no interval")
    func json() throws {
        let scaling = scaling(0, 100)
        #expect(try JSONDecoder().decode(RatingScaling.self, from: JSONEncoder().encode(scaling)) == scaling)
        #expect(throws: DecodingError.self) {
            try JSONDecoder().decode(RatingScaling.self, from: Data(#"{"lowest":5,"highest":1}"#.utf8))
        }
    }
}
