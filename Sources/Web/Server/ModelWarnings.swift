import Storage

extension WebServices {
    /// Logs which values of the dataset count as others in what a model estimates.
    public func warn(about model: TrainedModel) {
        for warning in model.warnings {
            logger.warning("values outside of what the model learned from", metadata: ["warning": "\(warning)"])
        }
    }
}
