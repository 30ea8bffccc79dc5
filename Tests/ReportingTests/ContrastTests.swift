import Foundation
import TestSupport
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
                    #expect(Contrast.of(pair.0, pair.1) >= 4.5, "\(text) \(pair.0) on \(ground) \(pair.1)")
                }
            }
        }
    }
}
