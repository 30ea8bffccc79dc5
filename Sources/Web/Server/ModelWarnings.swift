import Logging
import Storage

extension Logger {
    /// Logs that a model is of an earlier version of the dataset, and which values count as others in what it
    /// estimates.
    func warn(about model: TrainedModel) {
        if model.isOlder {
            notice(
                "the model was made on an earlier version of the dataset",
                metadata: ["model": .stringConvertible(Int(model.record.id))])
        }
        for tokens in model.unlearned {
            notice("values that are new to the model", metadata: ["note": "\(tokens.sentence)"])
        }
        for text in model.warnings {
            warning("values outside of what the model learned from", metadata: ["warning": "\(text)"])
        }
    }
}
