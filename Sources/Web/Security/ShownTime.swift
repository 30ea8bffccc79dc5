import Foundation
import Support

/// When a question was shown, as a signed field of its form, so that the server alone measures how long an
/// answer took.
///
/// The time is that of a clock that nobody sets, in milliseconds since the process began. After a restart
/// only the clock of the day is left, which may have been set meanwhile; a time that it shows to have gone
/// back is not taken for 0.
struct ShownTime: Sendable {
    private let key: SigningKey
    /// Which question it was, and whose.
    private let question: String

    /// The process, and its clock.
    private static let process = (id: RandomID.make(), start: ContinuousClock.now)

    init(_ question: String, of participant: String, key: SigningKey) {
        self.key = key
        self.question = "\(participant)/\(question)"
    }

    /// The field for a question that is shown now.
    func field(now: Date, instant: ContinuousClock.Instant = .now) -> String {
        let time = "\(Self.milliseconds(now))~\(Self.milliseconds(instant))~\(Self.process.id)"
        return "\(time).\(key.signature(of: "\(question)/\(time)", for: "shown"))"
    }

    /// For how many milliseconds the question was shown; nil for a field that is not this question's.
    func milliseconds(_ field: String?, now: Date, instant: ContinuousClock.Instant = .now) -> Int? {
        guard let parts = field?.split(separator: ".", maxSplits: 1), parts.count == 2,
            key.isValid(String(parts[1]), of: "\(question)/\(parts[0])", for: "shown")
        else { return nil }
        let times = parts[0].split(separator: "~")
        guard times.count == 3, let day = Int(times[0]), let running = Int(times[1]) else { return nil }
        let passed =
            times[2] == Self.process.id ? Self.milliseconds(instant) - running : Self.milliseconds(now) - day
        return passed >= 0 ? passed : nil
    }

    private static func milliseconds(_ date: Date) -> Int { Int(date.timeIntervalSince1970 * 1000) }

    private static func milliseconds(_ instant: ContinuousClock.Instant) -> Int {
        Int((instant - process.start).inSeconds * 1000)
    }
}
