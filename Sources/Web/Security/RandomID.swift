import Foundation

/// Ids that nobody can guess.
enum RandomID {
    /// 128 random bits in base64url, 22 characters.
    static func make() -> String { Data.random(16).base64URL }

    /// Whether a text has the form of such an id.
    static func isValid(_ text: some StringProtocol) -> Bool {
        text.utf8.count == 22
            && text.utf8.allSatisfy {
                (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || $0 == 45
                    || $0 == 95
            }
    }
}
