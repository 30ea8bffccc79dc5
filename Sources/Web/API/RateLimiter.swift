import Datasets
import Synchronization

/// How many requests a client may make: a token bucket each, which holds the tokens of one second.
final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: ContinuousClock.Instant
    }

    private let rate: Double
    private let buckets = Mutex<[String: Bucket]>([:])
    /// So many clients are remembered at least; of more, those with a full bucket are forgotten.
    private static let remembered = 10_000

    /// - Parameter rate: requests a second; 0 for any number.
    init(rate: Double) { self.rate = rate }

    /// Takes a token.
    /// - Returns: nil, or after how many seconds there will be one.
    func take(_ client: String, at now: ContinuousClock.Instant = .now) -> Double? {
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
        buckets = buckets.filter { $0.value.tokens + rate * (now - $0.value.filledAt).inSeconds < max(rate, 1) }
    }
}
