import Synchronization

/// The keys in use, by their hashes, as they were last read from the workspace.
package final class APIKeys: Sendable {
    private let names: Mutex<[String: String]>

    /// Starts with the names of the keys by their hashes.
    package init(_ names: [String: String] = [:]) { self.names = Mutex(names) }

    /// Takes the keys that are in use now.
    package func replace(with names: [String: String]) { self.names.withLock { $0 = names } }

    /// Whether there is no key, so that nobody may use the API.
    package var isEmpty: Bool { names.withLock { $0.isEmpty } }

    /// The name of a key; nil for one that is not in use.
    ///
    /// How long the look-up takes says something of the hash at most, which is of no use to somebody who
    /// guesses: they cannot choose a key by its hash.
    func name(ofKey key: some StringProtocol) -> String? {
        let hash = APIKey.hash(String(key))
        return names.withLock { $0[hash] }
    }
}
