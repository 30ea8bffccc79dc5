import Crypto
import CryptoExtras
import Foundation

/// What is stored of an administrator's password: scrypt (Percival and Josefsson, RFC 7914) of it under a
/// random salt, with the parameters, as `$scrypt$ln=15,r=8,p=3$SALT$HASH` with both in base64 without
/// padding.
///
/// The standard parameters, N = 2¹⁵, r = 8 and p = 3, take 32 MiB and about a fifth of a second a guess.
package struct PasswordHash: Sendable, Equatable {
    /// The fewest characters of a password.
    package static let minimumLength = 12
    /// The most bytes of a password.
    package static let maximumSize = 1024

    private let logRounds: Int
    private let blockSize: Int
    private let parallelism: Int
    private let salt: Data
    private let hash: Data

    /// Hashes a password under a new salt.
    /// - Throws: an error of the cryptographic library where there is not enough memory.
    package init(_ password: String) throws {
        try self.init(password, logRounds: 15, blockSize: 8, parallelism: 3)
    }

    package init(_ password: String, logRounds: Int, blockSize: Int, parallelism: Int) throws {
        (self.logRounds, self.blockSize, self.parallelism) = (logRounds, blockSize, parallelism)
        salt = Data.random(16)
        hash = try Self.derive(password, salt: salt, logRounds, blockSize, parallelism)
    }

    /// Reads a stored hash; nil for a text of another form, or with parameters that would take a server's
    /// memory.
    package init?(stored text: String) {
        let parts = text.split(separator: "$", omittingEmptySubsequences: false)
        guard parts.count == 5, parts[0].isEmpty, parts[1] == "scrypt",
            let match = parts[2].wholeMatch(of: /ln=([0-9]{1,2}),r=([0-9]{1,2}),p=([0-9]{1,2})/),
            let logRounds = Int(match.1), let blockSize = Int(match.2), let parallelism = Int(match.3),
            (1...18).contains(logRounds), (1...16).contains(blockSize), (1...16).contains(parallelism),
            let salt = Data(unpaddedBase64: parts[3]), let hash = Data(unpaddedBase64: parts[4]),
            salt.count >= 8,
            hash.count == 32
        else { return nil }
        (self.logRounds, self.blockSize, self.parallelism) = (logRounds, blockSize, parallelism)
        (self.salt, self.hash) = (salt, hash)
    }

    /// What to store.
    package var stored: String {
        "$scrypt$ln=\(logRounds),r=\(blockSize),p=\(parallelism)$\(salt.unpaddedBase64)$\(hash.unpaddedBase64)"
    }

    /// Whether a password is the one; takes the same time wherever they differ.
    /// - Throws: an error of the cryptographic library where there is not enough memory.
    package func matches(_ password: String) throws -> Bool {
        let derived = try Self.derive(password, salt: salt, logRounds, blockSize, parallelism)
        return areSame(derived, hash)
    }

    /// A hash that no password has, for the work of one attempt where there is no such administrator.
    static let none = PasswordHash()

    private init() {
        (logRounds, blockSize, parallelism) = (15, 8, 3)
        (salt, hash) = (Data.random(16), Data.random(32))
    }

    /// The key of a password in its composed form, so that é typed as one sign or as two is the same.
    private static func derive(
        _ password: String, salt: Data, _ logRounds: Int, _ blockSize: Int, _ parallelism: Int
    ) throws -> Data {
        let bytes = Array(password.precomposedStringWithCanonicalMapping.utf8)
        // The library takes no empty password; a zero byte is none that can be typed.
        let key = try KDF.Scrypt.deriveKey(
            from: bytes.isEmpty ? [0] : bytes, salt: salt, outputByteCount: 32, rounds: 1 << logRounds,
            blockSize: blockSize,
            parallelism: parallelism)
        return key.withUnsafeBytes { Data($0) }
    }
}
