import Synchronization

/// Slows down who guesses passwords without shutting out who knows one.
///
/// Failures count against where they come from and never against the name, so that nobody's failures keep the
/// administrator out: against the browser, where it has logged in by this name before (a *device cookie*:
/// OWASP, "Slow Down Online Guessing Attacks with Device Cookies"), else against the address. After 5
/// failures within an hour each further attempt has to wait, a second first and twice as long after each
/// failure, up to a quarter of an hour.
///
/// Once a name has had 100 failures within an hour from addresses (the number that NIST SP 800-63B-4, section
/// 3.2.2, allows in a row), an address has one attempt at it, and then waits half a minute, twice as long
/// after each failure, up to an hour. So the right password gets in at its first attempt, from wherever it
/// comes.
///
/// An attempt counts as failed until it is known to have succeeded, so attempts at the same time count too.
package final class LoginThrottle: Sendable {
    /// Where an attempt comes from.
    package enum Source: Hashable, Sendable {
        /// A browser that has logged in by this name before, by the id in its cookie.
        case device(String)
        /// Any other, by its network address.
        case address(String)
    }

    /// What becomes of an attempt.
    package enum Decision: Equatable, Sendable {
        /// It may be made; its source has failed so often within the last hour.
        case allowed(failures: Int)
        /// It may be made after so many seconds; it does not count.
        case wait(seconds: Int)
    }

    private enum Key: Hashable, Comparable {
        case source(Source)
        case name(String)

        static func < (left: Key, right: Key) -> Bool { "\(left)" < "\(right)" }
    }

    private struct Record {
        var failures = 0
        var last: ContinuousClock.Instant
    }

    private static let freeFailures = 5
    private static let longestPause = 900
    /// Failures of a name from which on it is under attack, and what holds then.
    private static let attack = (failures: 100, firstPause: 30, longestPause: 3600)
    private static let memory = Duration.seconds(3600)
    private static let remembered = 10_000
    private let records = Mutex<[Key: Record]>([:])

    package init() {}

    /// How many names and sources are remembered.
    package var count: Int { records.withLock { $0.count } }

    /// Begins an attempt.
    package func begin(name: String, source: Source, at now: ContinuousClock.Instant = .now) -> Decision {
        records.withLock { records in
            let known = Self.record(.source(source), in: records, at: now)
            let isUnderAttack =
                Self.record(Self.key(name), in: records, at: now).failures >= Self.attack.failures
            let wait =
                Self.pause(after: known.failures, source, isUnderAttack: isUnderAttack) - (now - known.last)
            if known.failures > 0, wait > .zero { return .wait(seconds: Int(wait.components.seconds) + 1) }
            if records.count >= Self.remembered { Self.forget(in: &records, at: now) }
            for key in Self.keys(name, source) {
                var record = Self.record(key, in: records, at: now)
                record.failures += 1
                // A name's hour begins with its first failure, else a slow attack would never end it.
                if case .source = key { record.last = now }
                records[key] = record
            }
            return .allowed(failures: known.failures)
        }
    }

    /// Takes note that an attempt succeeded: its source is free of what it has failed. The name stays under
    /// attack.
    package func succeeded(name: String, source: Source) {
        takeBack(name: name, source: source)
        records.withLock { $0[.source(source)] = nil }
    }

    /// Takes note that an attempt was not made after all.
    package func takeBack(name: String, source: Source) {
        records.withLock { records in
            for key in Self.keys(name, source) {
                guard let failures = records[key]?.failures else { continue }
                records[key]?.failures = failures - 1
                if failures <= 1 { records[key] = nil }
            }
        }
    }

    private static func pause(after failures: Int, _ source: Source, isUnderAttack: Bool) -> Duration {
        if case .address = source, isUnderAttack, failures > 0 {
            return .seconds(min(attack.firstPause << min(failures - 1, 10), attack.longestPause))
        }
        return failures < freeFailures
            ? .zero : .seconds(min(1 << min(failures - freeFailures, 20), longestPause))
    }

    private static func record(_ key: Key, in records: [Key: Record], at now: ContinuousClock.Instant)
        -> Record
    {
        guard let record = records[key], now - record.last <= memory else { return Record(last: now) }
        return record
    }

    private static func key(_ name: String) -> Key { .name(String(name.prefix(100))) }

    /// What an attempt counts against; that of a known browser not against the name.
    private static func keys(_ name: String, _ source: Source) -> [Key] {
        if case .address = source { [.source(source), key(name)] } else { [.source(source)] }
    }

    /// Forgets what is old; where that is too little, those with the fewest failures.
    private static func forget(in records: inout [Key: Record], at now: ContinuousClock.Instant) {
        records = records.filter { now - $0.value.last <= memory }
        guard records.count >= remembered else { return }
        let kept = records.sorted { ($1.value.failures, $0.key) < ($0.value.failures, $1.key) }.prefix(
            remembered / 2)
        records = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
