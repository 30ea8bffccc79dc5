import Foundation

/// How the rate of the global update falls over a training's epochs.
package enum RateSchedule: String, Sendable, Codable, CaseIterable {
    /// A half cosine, as in SGDR without restarts (Loshchilov and Hutter, ICLR 2017, equation 5), one rate an
    /// epoch:
    ///
    ///     βₑ = β/2 (1 + cos(π (e − 1) / E)),   e = 1 … E
    case cosine

    /// βₑ / β.
    /// - Parameters:
    ///   - epoch: e, from 1.
    ///   - count: E.
    func share(ofEpoch epoch: Int, of count: Int) -> Double {
        (1 + cos(.pi * Double(epoch - 1) / Double(max(count, 1)))) / 2
    }
}
