import Crypto
import Foundation

/// The hash by which files that go together name each other.
package enum ContentDigest {
    /// SHA-256 in lower-case hexadecimal digits.
    package static func sha256(_ data: Data) -> String { SHA256.hash(data: data).hexadecimal }
}
