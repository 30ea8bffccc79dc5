import Workflows

extension WorkProgress {
    /// On standard error: notes and bars unless quiet, and in any case what is essential and what looks
    /// wrong.
    static func console(quiet: Bool) -> WorkProgress {
        var bar: ProgressBar?
        return WorkProgress { event in
            switch event {
            case .note(let text, let isEssential): Console.note(text, quiet: quiet && !isEssential)
            case .warning(let text): Console.say("warning: \(text)\n")
            case .began(let title, let total, let unit):
                bar = ProgressBar(title, total: total, unit: unit, quiet: quiet)
            case .advanced(let done): bar?.update(done)
            case .ended(let message):
                bar?.finish(message)
                bar = nil
            }
        }
    }
}
