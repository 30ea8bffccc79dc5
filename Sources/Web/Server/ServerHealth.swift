import Synchronization

/// What is wrong with the workspace, as far as the server has seen.
package final class ServerHealth: Sendable {
    /// What may be wrong, the worst first.
    package enum Aspect: Int, Sendable, CaseIterable {
        /// The files are not those that were opened; the server has to start again.
        case files
        /// The workspace could not be read at the last look.
        case reading
        /// The workspace has another dataset than the one that is served, and it cannot be served.
        case dataset
        /// The last change could not be written.
        case writing

        /// How `/healthz` calls it.
        var status: String {
            switch self {
            case .files: "restart needed"
            case .reading: "workspace unreadable"
            case .dataset: "dataset not served"
            case .writing: "workspace not writable"
            }
        }
    }

    private let problems = Mutex<[Aspect: String]>([:])

    /// Starts well.
    package init() {}

    /// What is wrong with an aspect; nil where nothing is.
    package subscript(aspect: Aspect) -> String? { problems.withLock { $0[aspect] } }

    /// The worst of what is wrong; nil where nothing is.
    package var worst: Aspect? {
        problems.withLock { problems in Aspect.allCases.first { problems[$0] != nil } }
    }

    /// Takes note of what is wrong with an aspect, or that nothing is.
    /// - Returns: whether that is news.
    func set(_ aspect: Aspect, _ problem: String?) -> Bool {
        problems.withLock { problems in
            let isNew = problems[aspect] != problem
            problems[aspect] = problem
            return isNew
        }
    }
}
