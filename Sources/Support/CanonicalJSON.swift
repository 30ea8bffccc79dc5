import Crypto
import Foundation

/// The one JSON text of a value: keys sorted, no white space, slashes as they are, numbers in their shortest
/// form.
package enum CanonicalJSON {
    /// The value's text in UTF-8.
    /// - Throws: `EncodingError` where a number is not finite.
    package static func data(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    /// The value's text.
    /// - Throws: `EncodingError` where a number is not finite.
    package static func text(_ value: some Encodable) throws -> String {
        String(decoding: try data(value), as: UTF8.self)
    }

    /// The SHA-256, in lowercase hexadecimal, of the value's text.
    /// - Throws: `EncodingError` where a number is not finite.
    package static func hash(_ value: some Encodable) throws -> String {
        SHA256.hash(data: try data(value)).hexadecimal
    }
}
