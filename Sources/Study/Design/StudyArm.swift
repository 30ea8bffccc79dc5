/// One arm of a study: the list whose items its participants rate first.
package struct StudyArm: Sendable, Equatable, Codable {
    /// The arm's name for those who run the study, such as `popularity`; participants never see it.
    package var name: String
    /// The number of the stored list.
    package var list: Int64
    /// The ids of the list's items by rank, so that the design's hash covers what is asked.
    package var items: [String]
    /// The number of the model that the list was made with; nil for a list that no model decides, such as
    /// popularity's.
    package var model: Int64?
    /// λ of a grid whose design was tuned, by which its table recommends as well; nil for the usual one.
    package var ridge: Double?

    /// Creates an arm.
    package init(name: String, list: Int64, items: [String] = [], model: Int64? = nil, ridge: Double? = nil) {
        self.name = name
        self.list = list
        self.items = items
        self.model = model
        self.ridge = ridge
    }
}

/// Who sees which arms.
package enum StudyAssignment: String, Sendable, Equatable, Codable, CaseIterable {
    /// Each participant sees one arm, as in the paper's study (MeLU's user study: 45 people popularity, 39
    /// MeLU).
    case betweenSubjects = "between-subjects"
    /// Each participant sees every arm, in an order that the allocation gives.
    case withinSubjects = "within-subjects"
}
