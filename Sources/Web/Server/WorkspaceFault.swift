import Storage

extension WorkspaceError {
    /// After how many seconds it is worth to ask again, where the workspace cannot be used now; nil where the
    /// server is at fault rather than the file.
    var secondsToRetry: Int? {
        switch self {
        case .locked, .tooManyOpenFiles: 5
        case .missing, .missingFolder, .isFolder, .readOnly, .noPermission, .gone, .replaced, .logReplaced,
            .diskFull, .failed,
            .notADatabase, .otherProgram, .beforeRelease, .newerSchema, .corrupt, .noDataset:
            60
        case .holdsOtherDataset, .holdsStudies, .holdsOpenStudies, .invalid, .notFound, .nothingYet,
            .unfinished:
            nil
        }
    }
}

extension WebError {
    /// The refusal of what the workspace does not allow now; nil where the server is at fault.
    init?(_ error: WorkspaceError) {
        guard let seconds = error.secondsToRetry else { return nil }
        let message =
            if case .locked = error {
                "Another program is writing to the workspace; try again in a moment."
            } else {
                "The workspace cannot be used now; the server's log says why."
            }
        self.init(.serviceUnavailable, "workspace_unavailable", message, retryAfter: seconds)
    }
}

extension WebServices {
    /// Takes note of an error that shows that the workspace cannot be written to; one of a lock passes by
    /// itself.
    func note(_ error: any Error) {
        guard let error = error as? WorkspaceError, error.secondsToRetry != nil else { return }
        switch error {
        case .locked, .tooManyOpenFiles: break
        case .gone, .replaced, .logReplaced:
            note("\(error)", of: .files)
            // The watch sees to what was stored.
            news.send()
        default: note("\(error)", of: .writing)
        }
    }
}
