import Foundation

extension Data {
    /// Bytes from the system's generator, which nobody can guess.
    package static func random(_ count: Int) -> Data {
        var generator = SystemRandomNumberGenerator()
        return Data((0..<count).map { _ in UInt8.random(in: .min ... .max, using: &generator) })
    }

    /// base64url without padding (RFC 4648, section 5).
    var base64URL: String { unpaddedBase64.replacing("+", with: "-").replacing("/", with: "_") }

    /// base64 without padding.
    var unpaddedBase64: String { base64EncodedString().replacing("=", with: "") }

    /// Reads base64url without padding.
    init?(base64URL text: Substring) {
        self.init(unpaddedBase64: text.replacing("-", with: "+").replacing("_", with: "/"))
    }

    /// Reads base64 without padding.
    init?(unpaddedBase64 text: Substring) {
        self.init(base64Encoded: text + String(repeating: "=", count: (4 - text.count % 4) % 4))
    }
}

/// Whether two texts or keys have the same bytes; takes the same time wherever they differ.
func areSame(_ left: some Collection<UInt8>, _ right: some Collection<UInt8>) -> Bool {
    left.count == right.count && zip(left, right).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
}
