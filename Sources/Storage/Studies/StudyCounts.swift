/// How many participants of a study there are.
public struct StudyCounts: Sendable, Equatable, Codable {
    /// All who gave consent, also those who withdrew.
    public var enrolled: Int
    /// Those who sent the questionnaire.
    public var completed: Int
    /// Those who withdrew.
    public var withdrawn: Int

    /// Creates counts.
    public init(enrolled: Int = 0, completed: Int = 0, withdrawn: Int = 0) {
        self.enrolled = enrolled
        self.completed = completed
        self.withdrawn = withdrawn
    }
}
