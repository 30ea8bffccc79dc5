/// The affine map of a rating scale onto 1…5, on which every model works, so that the unit and the origin of
/// the ratings do not matter.
///
///     z = 1 + 4 (y − lowest) / (highest − lowest),   y = lowest + (z − 1) (highest − lowest) / 4
///
/// On a scale of 1 to 5 it is the identity, to the bit. The one rating of a scale that has no other becomes
/// 3. Inner ratings are rounded to multiples of 2⁻³⁰, so that the rounding of y in another unit is not seen.
package struct RatingScaling: Sendable, Equatable, Codable {
    /// The rating that becomes 1.
    package let lowest: Double
    /// The rating that becomes 5.
    package let highest: Double

    /// Leaves ratings as they are.
    package static let identity = RatingScaling(RatingScale(minimum: 1, maximum: 5))

    /// The map of a scale.
    package init(_ scale: RatingScale) { (lowest, highest) = (scale.minimum, scale.maximum) }

    /// The map that fits a dataset: that of its scale; without ratings, targets are 0 and 1 and stay so.
    package init(for dataset: Dataset) {
        self = dataset.feedback == .implicit ? .identity : RatingScaling(dataset.scale)
    }

    /// Whether ratings stay as they are.
    package var isIdentity: Bool { lowest == 1 && highest == 5 }

    /// How many rating units an inner unit is: a difference on the scale 1…5 times this is in rating units.
    package var unit: Double { isIdentity || lowest == highest ? 1 : highest / 4 - lowest / 4 }

    /// z of a rating y.
    package func inner(_ rating: Double) -> Double {
        guard !isIdentity else { return rating }
        guard lowest < highest else { return 3 + (rating - lowest) }
        let span = highest - lowest
        // The difference of two ratings near the largest number overflows; that of their halves does not.
        let share =
            span.isFinite ? (rating - lowest) / span : (rating / 2 - lowest / 2) / (highest / 2 - lowest / 2)
        let grid = 1_073_741_824.0
        return ((1 + 4 * share) * grid).rounded() / grid
    }

    /// y of an inner rating z.
    package func rating(ofInner inner: Double) -> Double {
        guard !isIdentity else { return inner }
        return lowest < highest ? lowest + (inner - 1) * unit : lowest + (inner - 3)
    }

    /// The numbers a and b with which the inner rating of another map is a z + b, z that of this one.
    package func conversion(to other: RatingScaling) -> (factor: Double, offset: Double) {
        guard self != other else { return (1, 0) }
        let factor = unit / other.unit
        return (factor, other.inner(rating(ofInner: 1)) - factor)
    }
}

extension RatingScaling {
    private enum CodingKeys: String, CodingKey {
        case lowest, highest
    }

    /// Reads a map.
    /// - Throws: `DecodingError` where the ends are no interval.
    package init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        let ends = (
            try values.decode(Double.self, forKey: .lowest), try values.decode(Double.self, forKey: .highest)
        )
        guard ends.0.isFinite, ends.1.isFinite, ends.0 <= ends.1 else {
            throw DecodingError.dataCorrupted(
                DecodingError.Context(
                    codingPath: values.codingPath, debugDescription: "the ends are no interval"))
        }
        self.init(RatingScale(minimum: ends.0, maximum: ends.1))
    }
}
