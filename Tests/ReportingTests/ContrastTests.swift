import Foundation
import Reporting
import Testing

@Suite("The colours of the report") struct ContrastTests {
    /// The colours of the light and of the dark scheme by name, read from the page itself.
    private static func schemes(_ html: String) -> [[Substring: Substring]] {
        html.matches(of: /:root\{([^}]*)\}/).map { rule in
            Dictionary(
                rule.1.matches(of: /--([a-z]+):(#[0-9a-f]+)/).map { ($0.1, $0.2) }, uniquingKeysWith: { $1 })
        }
    }

    @Test("have a contrast of 4.5 or more for every text on both grounds, light and dark (WCAG 2.2, 1.4.3)")
    func text() throws {
        let schemes = Self.schemes(try SampleWorkspace.full())
        #expect(schemes.count == 2)
        for colours in schemes {
            for ground in ["paper", "box"] {
                for text in ["ink", "soft", "accent", "better", "worse", "open"] {
                    let pair = try (#require(colours[text[...]]), #require(colours[ground[...]]))
                    #expect(contrast(pair.0, pair.1) >= 4.5, "\(text) \(pair.0) on \(ground) \(pair.1)")
                }
            }
        }
    }

    /// (L₁ + 0.05)/(L₂ + 0.05) of the lighter and the darker colour.
    private func contrast(_ first: Substring, _ second: Substring) -> Double {
        let (one, other) = (luminance(first), luminance(second))
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }

    /// Relative luminance of `#rgb` or `#rrggbb`.
    private func luminance(_ colour: Substring) -> Double {
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
