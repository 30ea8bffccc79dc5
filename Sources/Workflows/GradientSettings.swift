import Elicitation
import Preference
import Storage

/// How the gradient norms of a melu strategy are measured and brought together with popularity.
package struct GradientSettings: Sendable {
    package var parameters: GradientParameters
    package var norm: GradientNorm
    package var normalization: Normalization
    /// What popularity counts; as the model's preset has it where `nil`.
    package var popularity: EvidencePopularity?

    package init(
        parameters: GradientParameters = .decision, norm: GradientNorm = .global,
        normalization: Normalization = .maximum,
        popularity: EvidencePopularity? = nil
    ) {
        (self.parameters, self.norm, self.normalization, self.popularity) = (
            parameters, norm, normalization, popularity
        )
    }

    /// The options for a gradient of a model, whose ratings enter it as its training mapped them.
    func options(_ gradient: GradientTarget, of model: TrainedModel) -> GradientOptions {
        let update = model.options.localUpdate
        return GradientOptions(
            gradient: gradient, parameters: parameters, norm: norm, loss: update.loss, scaling: update.scaling
        )
    }
}
