import Synchronization

/// Slows down who guesses passwords, by name and by address: after 5 failures within an hour a pause of a second, which each
/// further failure doubles, up to a minute for a name and to a quarter of an hour for an address.
///
/// A name's pause is short so that nobody can lock an administrator out for long. An attempt counts as failed until it is
/// known to have succeeded, so attempts at the same time count too.
package final class LoginThrottle: Sendable {
    private struct Record {
        var failures = 0
        var last: ContinuousClock.Instant
        var pause: Duration = .zero
    }

    private static let freeFailures = 5
    private static let memory = Duration.seconds(3600)
    private static let remembered = 10_000
    private let records = Mutex<[String: Record]>([:])

    package init() {}

    /// How many names and addresses are remembered.
    package var count: Int { records.withLock { $0.count } }

    /// Begins an attempt.
    /// - Returns: nil where it may be made, else the seconds to wait; such an attempt does not count.
    package func begin(name: String, address: String, at now: ContinuousClock.Instant = .now) -> Int? {
        let keys = Self.keys(name: name, address: address)
        return records.withLock { records in
            let waits = keys.compactMap { key, _ in records[key].map { $0.pause - (now - $0.last) } }
            if let wait = waits.max(), wait > .zero { return Int(wait.components.seconds) + 1 }
            if records.count >= Self.remembered { Self.forget(in: &records, at: now) }
            for (key, longest) in keys {
                var record = records[key] ?? Record(last: now)
                if now - record.last > Self.memory { record = Record(last: now) }
                record.failures += 1
                record.last = now
                let doublings = min(record.failures - Self.freeFailures, 20)
                record.pause = doublings >= 0 ? min(.seconds(1 << doublings), longest) : .zero
                records[key] = record
            }
            return nil
        }
    }

    /// Takes note that an attempt succeeded.
    package func succeeded(name: String, address: String) {
        records.withLock { records in
            for (key, _) in Self.keys(name: name, address: address) { records[key] = nil }
        }
    }

    private static func keys(name: String, address: String) -> [(String, longest: Duration)] {
        [("name \(name.prefix(100))", .seconds(60)), ("address \(address)", .seconds(900))]
    }

    /// Forgets what is old; where that is too little, those with the fewest failures.
    private static func forget(in records: inout [String: Record], at now: ContinuousClock.Instant) {
        records = records.filter { now - $0.value.last <= memory }
        guard records.count >= remembered else { return }
        let kept = records.sorted { ($0.value.failures, $0.key) > ($1.value.failures, $1.key) }.prefix(remembered / 2)
        records = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
