/// How a dataset is read.
public struct ReadOptions: Sendable, Equatable {
    /// What to call the dataset; by default what its files say, else the name of its folder.
    public var name: String?
    /// Whether faulty rows are left out and counted in `Dataset.rejections` instead of ending the reading.
    public var skipInvalid: Bool

    /// Creates options.
    public init(name: String? = nil, skipInvalid: Bool = false) {
        self.name = name
        self.skipInvalid = skipInvalid
    }
}
