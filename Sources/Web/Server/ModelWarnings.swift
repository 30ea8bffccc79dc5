import Logging
import Storage

extension Logger {
    /// Logs which values of the dataset count as others in what a model estimates.
    func warn(about model: TrainedModel) {
        for text in model.warnings {
            warning("values outside of what the model learned from", metadata: ["warning": "\(text)"])
        }
    }
}
