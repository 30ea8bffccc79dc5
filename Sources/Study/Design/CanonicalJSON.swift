import Crypto
import Datasets
import Foundation

/// The one JSON text of a value: keys sorted, no white space, slashes as they are, numbers in their shortest form.
public enum CanonicalJSON {
    /// The value's text in UTF-8.
    /// - Throws: `EncodingError` where a number is not finite.
    public static func data(_ value: some Encodable) throws -> Data {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return try encoder.encode(value)
    }

    /// The SHA-256, in lowercase hexadecimal, of the value's text.
    /// - Throws: `EncodingError` where a number is not finite.
    public static func hash(_ value: some Encodable) throws -> String {
        SHA256.hash(data: try data(value)).hexadecimal
    }
}
