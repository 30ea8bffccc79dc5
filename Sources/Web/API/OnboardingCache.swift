import Elicitation
import Storage
import Synchronization

/// What the API asks new users: the list that it serves and the plan of its interviews; both can be swapped
/// while requests are answered.
package final class OnboardingCache: Sendable {
    /// An onboarding list ready to serve.
    package struct List: Sendable {
        /// The list's number.
        package let id: Int64
        /// Its name and version.
        let name: String
        let version: Int
        /// The strategy that chose its items.
        let strategy: String
        /// The rules by which they were chosen.
        let rules: GridRules
        /// Its items by rank.
        let items: [LabelledListItem]

        /// Prepares a stored list.
        package init(_ list: StoredList) {
            (id, name, version) = (list.record.id, list.record.details.name, list.record.version)
            (strategy, items) = (list.record.strategy, list.items)
            rules = GridRules(rules: list.record.details.rulesJSON, options: list.run.details.optionsJSON)
        }
    }

    private let state = Mutex<(list: List?, plan: InterviewPlan?, planModel: Int64?)>((nil, nil, nil))

    /// Starts with nothing to ask.
    package init() {}

    /// The list; nil where the workspace has none yet.
    package var list: List? { state.withLock { $0.list } }
    /// The plan of the interviews; nil while it is being fitted.
    package var plan: InterviewPlan? { state.withLock { $0.plan } }

    /// The number of the model that the plan was made for; nil for a plan without a model.
    var planModel: Int64? { state.withLock { $0.planModel } }

    /// Serves another list from now on.
    package func serve(_ list: List) { state.withLock { $0.list = list } }
    /// Interviews by another plan from now on.
    package func serve(_ plan: InterviewPlan, model: Int64?) {
        state.withLock { ($0.plan, $0.planModel) = (plan, model) }
    }
}
