/// How an estimator with a closed-form local update is trained.
///
/// The defaults were chosen on MovieLens-1M, on users drawn from the training users and on all films of 1997,
/// which were hidden; see `docs/closed-form.md`.
package struct ClosedFormOptions: Sendable, Equatable, Codable {
    /// Where E begins.
    package enum Start: String, Sendable, Codable, CaseIterable {
        /// At the items' factors and biases of matrix factorisation.
        case matrixFactorisation = "matrix-factorisation"
        /// At small random numbers.
        case random
    }

    /// The strengths of the penalties, as if so many ratings (times ``scale``) had said 0.
    package struct Penalties: Sendable, Equatable, Codable {
        /// On φ, b and ln σ² of E.
        package var vectors = 120.0
        package var biases = 3.0
        package var noises = 30.0
        /// On the embeddings of multi-valued features with a large vocabulary, such as actors.
        package var largeVocabularies = 20_000.0
        /// On the other embeddings and the weights of both networks.
        package var dense = 10.0
        /// What all are multiplied by.
        package var scale = 0.7

        /// The defaults.
        package init() {}
    }

    /// d = K − 1, the number of factors.
    package var factors = 32
    /// Where E begins.
    package var start = Start.matrixFactorisation
    /// The number of passes over the users.
    package var epochCount = 10
    /// The least number of global updates: small data gets more passes.
    package var minimumUpdates = 600
    /// Tasks in a batch.
    package var batchSize = 64
    /// The most ratings of a support set, and of a query set; a query set has at most half of a user's.
    package var supportLimit = 100
    package var queryLimit = 20
    /// The share of tasks with the largest support set; the others' sizes are uniform.
    package var fullSupportShare = 0.6
    /// The shares of ids that are dropped one by one, and of tasks without any id.
    package var idDropout = 0.15
    package var taskIDDropout = 0.25
    /// The global learning rates β of E and of everything else.
    package var idLearningRate = 5e-4
    package var globalLearningRate = 6e-3
    /// The global updates over which the rates rise to their full size.
    package var warmUpUpdates = 50
    /// The strengths of the penalties.
    package var penalties = Penalties()
    /// The seed of all that is drawn.
    package var seed: UInt64 = 0

    /// The defaults.
    package init() {}
}
