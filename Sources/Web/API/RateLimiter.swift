import Support
import Synchronization

/// How many requests a client may make: a token bucket each, which holds the tokens of one second.
package final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: ContinuousClock.Instant
    }

    private let rate: Double
    private let buckets = Mutex<[String: Bucket]>([:])
    /// So many clients are remembered at most. Of more, those with a full bucket are forgotten, which changes
    /// nothing for them; where these are too few, those who asked longest ago.
    private static let remembered = 10_000

    /// - Parameter rate: requests a second; 0 for any number.
    package init(rate: Double) { self.rate = rate }

    /// How many clients are remembered.
    package var count: Int { buckets.withLock { $0.count } }

    /// Takes a token.
    /// - Returns: nil, or after how many seconds there will be one.
    package func take(_ client: String, at now: ContinuousClock.Instant = .now) -> Double? {
        guard rate > 0 else { return nil }
        let capacity = max(rate, 1)
        return buckets.withLock { buckets in
            if buckets.count >= Self.remembered { forget(in: &buckets, at: now) }
            var bucket = buckets[client] ?? Bucket(tokens: capacity, filledAt: now)
            bucket.tokens = min(capacity, bucket.tokens + rate * (now - bucket.filledAt).inSeconds)
            bucket.filledAt = now
            let wait = bucket.tokens >= 1 ? nil : (1 - bucket.tokens) / rate
            if wait == nil { bucket.tokens -= 1 }
            buckets[client] = bucket
            return wait
        }
    }

    private func forget(in buckets: inout [String: Bucket], at now: ContinuousClock.Instant) {
        buckets = buckets.filter {
            $0.value.tokens + rate * (now - $0.value.filledAt).inSeconds < max(rate, 1)
        }
        // Half of them at once, so that this is not done again with the next request.
        guard buckets.count > Self.remembered / 2 else { return }
        let kept = buckets.sorted { ($1.value.filledAt, $1.key) < ($0.value.filledAt, $0.key) }.prefix(
            Self.remembered / 2)
        buckets = Dictionary(uniqueKeysWithValues: kept.map { ($0.key, $0.value) })
    }
}
