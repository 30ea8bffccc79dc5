import Storage

extension Console {
    /// Says what to know of a model before its results are read: that it is of an earlier version of the dataset, unless quiet,
    /// and in any case which values count as others.
    static func notes(about model: TrainedModel, quiet: Bool) {
        if model.isOlder {
            note(
                "model \(model.record.id) was made on an earlier version of the dataset; bring it up to date with "
                    + "`icebreaker train --warm-start \(model.record.id)`", quiet: quiet)
            for tokens in model.unlearned { note(tokens.sentence, quiet: quiet) }
        }
        for warning in model.warnings { say("warning: \(warning)\n") }
    }
}
