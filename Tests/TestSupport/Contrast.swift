import Foundation

/// The contrast of two colours, as WCAG 2.2 defines it.
public enum Contrast {
    /// (L₁ + 0.05)/(L₂ + 0.05) of the lighter and the darker of two colours `#rgb` or `#rrggbb`: 1 to 21.
    public static func of(_ first: some StringProtocol, _ second: some StringProtocol) -> Double {
        let (one, other) = (luminance(first), luminance(second))
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }

    /// Relative luminance, 0 to 1.
    private static func luminance(_ colour: some StringProtocol) -> Double {
        let digits = colour.dropFirst()
        let long = digits.count == 3 ? digits.map { "\($0)\($0)" }.joined() : String(digits)
        let value = Int(long, radix: 16) ?? 0
        let channels = [16, 8, 0].map { (shift: Int) -> Double in
            let share = Double((value >> shift) & 255) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
}
