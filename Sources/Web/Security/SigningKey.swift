import Crypto
import Foundation

/// The secret that signs links, cookies and forms. It is in no database and no log.
package struct SigningKey: Sendable {
    private let key: SymmetricKey

    /// Uses a secret of at least 32 bytes.
    package init(_ secret: some DataProtocol) { key = SymmetricKey(data: Data(secret)) }

    /// The signature of a text for a purpose: HMAC-SHA256 over both, its first 16 bytes in base64url.
    func signature(of text: String, for purpose: String) -> String {
        let code = HMAC<SHA256>.authenticationCode(for: Data("\(purpose)\u{0}\(text)".utf8), using: key)
        return Data(code.prefix(16)).base64URL
    }

    /// Whether a signature is that of a text for a purpose; takes the same time wherever they differ.
    func isValid(_ signature: String, of text: String, for purpose: String) -> Bool {
        areSame(signature.utf8, self.signature(of: text, for: purpose).utf8)
    }
}
