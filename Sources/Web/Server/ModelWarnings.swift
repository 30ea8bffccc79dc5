import Storage

extension WebServices {
    /// Logs that a model is of an earlier version of the dataset, and which values count as others in what it estimates.
    public func warn(about model: TrainedModel) {
        if model.isOlder {
            logger.notice(
                "the model was made on an earlier version of the dataset",
                metadata: ["model": .stringConvertible(Int(model.record.id))])
        }
        for tokens in model.unlearned {
            logger.notice("values that are new to the model", metadata: ["note": "\(tokens.sentence)"])
        }
        for warning in model.warnings {
            logger.warning("values outside of what the model learned from", metadata: ["warning": "\(warning)"])
        }
    }
}
