import Foundation

/// Whether people can read what a brand's colours make of the pages (WCAG 2.2, 1.4.3: 4.5 or more for text).
struct BrandContrast {
    /// The colours of our style sheet that a brand may set, by name, in the light and in the dark scheme.
    private static let schemes: [(name: String, colours: [String: String])] = {
        let rules = Stylesheet.text.matches(of: /:root\{([^}]*)\}/).map { declarations(String($0.1)) }
        return Array(zip(["light", "dark"], rules))
    }()

    /// The texts and their grounds.
    private static let pairs = [
        ("ink", "paper"), ("soft", "paper"), ("accent", "paper"), ("hover", "paper"), ("over", "accent"),
        ("over", "hover"),
    ]

    /// A sentence for each pair of colours of which the brand sets one and which is hard to read.
    static func warnings(_ text: String) -> [String] {
        let code = text.replacing(/\/\*(?s:.*?)\*\//, with: "")
        let dark = darkBlock(of: code)
        let light = declarations(dark.map { code.replacing($0, with: "") } ?? code)
        let given = [light, light.merging(declarations(dark.map(String.init) ?? "")) { $1 }]
        return zip(schemes, given).flatMap { scheme, given in
            pairs.compactMap { text, ground -> String? in
                guard given[text] != nil || given[ground] != nil else { return nil }
                let all = scheme.colours.merging(given) { $1 }
                guard let first = all[text], let second = all[ground], let contrast = contrast(first, second),
                    contrast < 4.5
                else { return nil }
                return
                    "--\(text) \(first) on --\(ground) \(second) has a contrast of \(String(format: "%.1f", contrast)) in the "
                    + "\(scheme.name) scheme; text needs 4.5"
            }
        }
    }

    /// `--name:#rgb` and `--name:#rrggbb`; other values are not judged.
    private static func declarations(_ text: String) -> [String: String] {
        let found = text.matches(of: /--([a-z]+)\s*:\s*(#(?:[0-9a-fA-F]{6}|[0-9a-fA-F]{3}))\b/)
        return Dictionary(found.map { (String($0.1), String($0.2)) }, uniquingKeysWith: { $1 })
    }

    /// What stands in the braces of a rule for the dark scheme.
    private static func darkBlock(of code: String) -> Substring? {
        guard let start = code.firstRange(of: /prefers-color-scheme\s*:\s*dark[^{]*\{/) else { return nil }
        var depth = 1
        for index in code[start.upperBound...].indices {
            if code[index] == "{" { depth += 1 }
            if code[index] == "}" { depth -= 1 }
            if depth == 0 { return code[start.upperBound..<index] }
        }
        return nil
    }

    /// (L₁ + 0.05)/(L₂ + 0.05) of the lighter and the darker colour: 1 to 21.
    private static func contrast(_ first: String, _ second: String) -> Double? {
        guard let one = luminance(first), let other = luminance(second) else { return nil }
        return (max(one, other) + 0.05) / (min(one, other) + 0.05)
    }

    /// Relative luminance, 0 to 1.
    private static func luminance(_ colour: String) -> Double? {
        let digits = colour.dropFirst()
        guard
            let value = Int(
                digits.count == 3 ? digits.map { "\($0)\($0)" }.joined() : String(digits), radix: 16)
        else {
            return nil
        }
        let channels = [16, 8, 0].map { shift in
            let share = Double((value >> shift) & 255) / 255
            return share <= 0.04045 ? share / 12.92 : pow((share + 0.055) / 1.055, 2.4)
        }
        return 0.2126 * channels[0] + 0.7152 * channels[1] + 0.0722 * channels[2]
    }
}
