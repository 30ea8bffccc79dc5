import ArgumentParser
import Datasets
import Elicitation
import Preference
import Workflows

extension GradientTarget: ExpressibleByArgument {}
extension GradientParameters: ExpressibleByArgument {}
extension GradientNorm: ExpressibleByArgument {}
extension Normalization: ExpressibleByArgument {}
extension EvidencePopularity: ExpressibleByArgument {}

/// The flags that say what of a gradient is measured, and how.
struct GradientMeasureFlags: ParsableArguments {
    @Option(name: .long, help: "With respect to the decision layers or all parameters.")
    var parameters: GradientParameters = .decision
    @Option(name: .long, help: "One global norm, or the sum of the tensors' norms.")
    var norm: GradientNorm = .global

    /// The options for a gradient.
    func options(_ gradient: GradientTarget, loss: PreferenceLoss, scaling: RatingScaling) -> GradientOptions
    {
        GradientOptions(gradient: gradient, parameters: parameters, norm: norm, loss: loss, scaling: scaling)
    }
}

/// The flags that say how the gradients of a strategy are measured.
struct GradientFlags: ParsableArguments {
    @Option(name: .long, help: "What is differentiated, with --strategy melu: loss, unit-error or unit-loss.")
    var gradient: GradientTarget?
    @OptionGroup var measure: GradientMeasureFlags
    @Option(name: .long, help: "How gradient norm and popularity are scaled to 0–1: max or min-max.")
    var normalization: Normalization = .maximum
    @Option(
        name: .long,
        help: ArgumentHelp(
            "What popularity counts in a melu score: all users who know an item (users), or the support pairs of the model's "
                + "training users as the authors' program does (support). Default: users; support with --preset paper."
        ))
    var popularity: EvidencePopularity?

    /// What was asked for.
    var settings: GradientSettings {
        GradientSettings(
            parameters: measure.parameters, norm: measure.norm, normalization: normalization,
            popularity: popularity)
    }
}
