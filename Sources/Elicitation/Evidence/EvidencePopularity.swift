/// What P counts in the evidence score n(G) · n(P).
package enum EvidencePopularity: String, Sendable, Codable, CaseIterable {
    /// The users who know the item, whichever they are: the popularity within the data set that the article's
    /// second step names (MeLU, section 3.4), and the number that every list prints as "known by".
    case users
    /// The support pairs of the model's own training tasks, as the authors' program counts.
    case support
}
