import Algebra
import Storage

/// How long work says how far it is and what to know of it, and how it is told to end early.
///
/// A command shows this on standard error. A program that uses the library may show it as it likes, or ignore
/// it.
public struct WorkProgress {
    /// What work has to say.
    public enum Event {
        /// What is being done, or what to know; `isEssential` where a reader of the result needs it.
        case note(String, isEssential: Bool)
        /// What looks wrong.
        case warning(String)
        /// A stage begins, such as an epoch, of so many units.
        case began(title: String, total: Int, unit: String)
        /// So many units of the stage are done.
        case advanced(Int)
        /// The stage is over, with what is to be said of it.
        case ended(String?)
    }

    private let receive: (Event) -> Void
    private let cancellation: Cancellation?

    /// Ignores everything that is said.
    public static var silent: WorkProgress { WorkProgress { _ in } }

    /// Passes on what is said, on the thread that works.
    public init(_ receive: @escaping (Event) -> Void) { self.init(receive, cancellation: nil) }

    /// The same, with a way to end the work early.
    package init(_ receive: @escaping (Event) -> Void, cancellation: Cancellation?) {
        (self.receive, self.cancellation) = (receive, cancellation)
    }

    func note(_ text: String, isEssential: Bool = false) { receive(.note(text, isEssential: isEssential)) }
    func warning(_ text: String) { receive(.warning(text)) }

    /// Begins a stage.
    func stage(_ title: String, total: Int, unit: String) -> WorkStage {
        receive(.began(title: title, total: total, unit: unit))
        return WorkStage(receive: receive)
    }

    /// - Throws: `CancellationError` where the work should end.
    func checkCancellation() throws { try cancellation?.check() }

    /// What to know of a model before its results are read: that it is of an earlier version of the dataset,
    /// and in any case which values count as others.
    package func notes(about model: TrainedModel) {
        if model.isOlder {
            note(
                "model \(model.record.id) was made on an earlier version of the dataset; bring it up to date with "
                    + "`icebreaker train --warm-start \(model.record.id)`")
            for tokens in model.unlearned { note(tokens.sentence) }
        }
        for text in model.warnings { warning(text) }
    }
}

/// A part of the work whose units are counted.
struct WorkStage {
    fileprivate let receive: (WorkProgress.Event) -> Void

    func update(_ done: Int) { receive(.advanced(done)) }
    func finish(_ message: String? = nil) { receive(.ended(message)) }
}
