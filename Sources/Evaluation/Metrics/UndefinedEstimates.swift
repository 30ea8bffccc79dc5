/// Estimates that are no finite numbers, so that nothing that rests on them is shown or stored.
public struct UndefinedEstimates: Error, Equatable, CustomStringConvertible {
    /// What estimated, such as `melu after 3 local steps`.
    public var method: String
    /// How many users it failed for.
    public var users: Int
    /// Of how many.
    public var total: Int
    /// What to do about it.
    public var mend: String

    /// Creates an error.
    public init(method: String, users: Int, of total: Int, mend: String) {
        (self.method, self.users, self.total, self.mend) = (method, users, total, mend)
    }

    /// One sentence.
    public var description: String {
        "the estimates of \(method) are no finite numbers for \(users) of \(total) users, so nothing was stored; \(mend)"
    }
}
