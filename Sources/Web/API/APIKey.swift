import Crypto
import Foundation
import Support

/// A key of the API: `ib_` and 32 random bytes in base64url.
package enum APIKey {
    /// A new key.
    package static func make() -> String { "ib_" + Data.random(32).base64URL }

    /// What is stored of a key: SHA-256 in hexadecimal digits. A password needs a slow hash because people
    /// choose passwords that can be guessed; a key is 256 random bits, which no number of guesses finds.
    package static func hash(_ key: String) -> String {
        SHA256.hash(data: Data(key.utf8)).hexadecimal
    }
}
