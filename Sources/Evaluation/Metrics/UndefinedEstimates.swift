/// Estimates that are no finite numbers, so that nothing that rests on them is shown or stored.
package struct UndefinedEstimates: Error, Equatable, CustomStringConvertible {
    /// What estimated, such as `melu after 3 local steps`.
    package var method: String
    /// How many users it failed for.
    package var users: Int
    /// Of how many.
    package var total: Int
    /// What to do about it.
    package var fix: String

    /// Creates an error.
    package init(method: String, users: Int, of total: Int, fix: String) {
        (self.method, self.users, self.total, self.fix) = (method, users, total, fix)
    }

    /// One sentence.
    package var description: String {
        "the estimates of \(method) are no finite numbers for \(users) of \(total) users, so nothing was stored; \(fix)"
    }
}
