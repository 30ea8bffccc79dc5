import Foundation

/// The rule for what people may call a model, a list, a study, a key or an administrator: whatever a command
/// takes as a name must lead back to what has it.
package enum GivenName {
    /// The most characters of a name.
    package static let longest = 100

    /// Why a text cannot be a name, as the end of a sentence with what to do; `nil` for a name.
    /// - Parameter text: what somebody wants to call something.
    package static func problem(_ text: String) -> String? {
        if text.allSatisfy(\.isWhitespace) { return "a name cannot be empty; give one such as spring" }
        if text == "latest" {
            return "`latest` always means the one made last; give another name, such as newest"
        }
        if Int64(text) != nil {
            return "`\(text)` would be read as a number; give a name with a letter, such as v\(digits(text))"
        }
        if text.count > longest {
            return "a name has at most \(longest) characters, and this one \(text.count); shorten it"
        }
        if text.hasPrefix("-") {
            return "`\(text)` would be read as a flag; give a name that does not begin with a hyphen"
        }
        if text.unicodeScalars.contains(where: {
            $0.properties.generalCategory == .control || $0.properties.isNewline
        }) {
            return "a name cannot hold line ends or control characters; leave them out"
        }
        if text != text.trimmingCharacters(in: .whitespacesAndNewlines) {
            return "`\(text)` begins or ends with a space; leave it out"
        }
        return nil
    }

    private static func digits(_ text: String) -> String { String(text.filter(\.isNumber)) }
}

extension Unicode.Scalar.Properties {
    fileprivate var isNewline: Bool {
        generalCategory == .lineSeparator || generalCategory == .paragraphSeparator
    }
}
