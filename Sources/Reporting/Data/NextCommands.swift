import Datasets
import Elicitation
import Preference
import Storage
import Support

/// The commands that make what a workspace does not have yet, where they can work.
struct NextCommands: Sendable {
    /// What trains a first model, or why none can be trained.
    let train: NextCommand
    /// What makes a first list.
    let select: NextCommand
    /// What makes a list under a rule.
    let selectUnderRule: NextCommand
    /// What scores the items by gradient norms.
    let gradients: NextCommand
    /// What measures the estimator, or the baselines alone.
    let evaluate = NextCommand.command("icebreaker evaluate")
    /// What compares strategies on held-out users.
    let compare: NextCommand

    init(dataset: Dataset, models: [ModelRecord]) {
        let finished = models.filter { $0.status == .finished }
        let training = TrainingAdvice(for: dataset)
        train =
            training.command.map { .command(CommandText.line($0)) }
            ?? .none("There can be none, since \(training.obstacle ?? "").")
        let strategy = finished.isEmpty ? ["--strategy", StrategyID.reference.name] : []
        select = .command(CommandText.line(["select"] + strategy))
        let tokens = dataset.items.features.first { $0.kind == .multivalued || $0.kind == .categorical }
        let rule = tokens.map { ["--cap", "\($0.name)=4"] } ?? ["--min-known", "2"]
        selectUnderRule = .command(CommandText.line(["select"] + strategy + rule + ["--name", "launch"]))
        gradients = finished.isEmpty ? train : .command("icebreaker select --strategy melu")
        guard dataset.feedback == .explicit else {
            compare = .command("icebreaker compare")
            return
        }
        let heldOut = finished.contains {
            (try? ModelOptions(json: $0.details.optionsJSON))?.newUsers.isEmpty == false
        }
        compare = .command("icebreaker compare" + (heldOut ? "" : " --holdout 0.2"))
    }
}

/// What to do about something that is not there.
enum NextCommand: Sendable {
    /// The command that makes it.
    case command(String)
    /// A sentence that says why none can.
    case none(String)
}
