import Foundation
import Support

/// Shows on standard error how far long work is: a bar with rate and time left on a terminal, else a plain
/// line now and then.
final class ProgressBar {
    private let title: String
    private let unit: String
    private let total: Int
    private let isQuiet: Bool
    private let isTerminal = isatty(STDERR_FILENO) == 1
    private let start = ContinuousClock.now
    private var lastShown: ContinuousClock.Instant?

    /// - Parameters:
    ///   - title: what is being done, such as `epoch 3 of 20`.
    ///   - total: how many units there are.
    ///   - unit: what is counted, such as `batches`.
    init(_ title: String, total: Int, unit: String, quiet: Bool) {
        (self.title, self.total, self.unit, isQuiet) = (title, total, unit, quiet)
    }

    /// Shows that `done` units are done.
    func update(_ done: Int) {
        guard !isQuiet else { return }
        let now = ContinuousClock.now
        let interval: Duration = isTerminal ? .milliseconds(100) : .seconds(5)
        guard now - (lastShown ?? start) >= interval else { return }
        lastShown = now
        write(line(done, elapsed: (now - start).inSeconds), end: isTerminal ? "" : "\n")
    }

    /// Takes the bar away and leaves one line, if there is something to say.
    func finish(_ message: String? = nil) {
        guard !isQuiet else { return }
        if isTerminal { write("", end: "") }
        if let message { write(message, end: "\n") }
    }

    private func line(_ done: Int, elapsed: Double) -> String {
        let rate = elapsed > 0 ? Double(done) / elapsed : 0
        let left = rate > 0 ? Double(total - done) / rate : 0
        let share = total > 0 ? Double(done) / Double(total) : 1
        let figures = String(
            format: "%3.0f%% %d of %d %@, %.0f a second, %.0f s left", 100 * share, done, total,
            unit as NSString, rate, left)
        guard isTerminal else { return "\(title): \(figures)" }
        let filled = Int(24 * share)
        return
            "\(title) [\(String(repeating: "#", count: filled))\(String(repeating: "-", count: 24 - filled))] \(figures)"
    }

    private func write(_ text: String, end: String) {
        Console.say((isTerminal ? "\r\u{1B}[K" : "") + text + end)
    }
}
