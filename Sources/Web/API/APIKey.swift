import Crypto
import Foundation

/// A key of the API: `ib_` and 32 random bytes in base64url.
public enum APIKey {
    /// A new key.
    public static func make() -> String {
        var generator = SystemRandomNumberGenerator()
        return "ib_" + Data((0..<32).map { _ in UInt8.random(in: .min ... .max, using: &generator) }).base64URL
    }

    /// What is stored of a key: SHA-256 in hexadecimal digits. A password needs a slow hash because people choose passwords
    /// that can be guessed; a key is 256 random bits, which no number of guesses finds.
    public static func hash(_ key: String) -> String {
        SHA256.hash(data: Data(key.utf8)).reduce(into: "") { text, byte in
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
    }

    private static let digits = Array("0123456789abcdef")
}
