import Preference

/// A candidate that a training user has rated and was not yet asked about.
struct PastUserPair {
    /// Its place among the candidates.
    let place: Int
    /// Its position in the catalogue.
    let item: Int
    /// What asking about it would gain for this user.
    var gain = 0.0
}

/// A training user who plays a new one: answers what they rated, and knows what an answer would gain.
protocol PastUser: Sendable {
    /// - Parameters:
    ///   - items: the items that the user has rated.
    ///   - ratings: their ratings.
    ///   - places: the place of every item of the catalogue among the candidates; −1 for others.
    ///   - model: the latent factor model.
    init(items: [Int], ratings: [Double], places: [Int], model: LatentFactorModel)
    /// The candidates that the user can still be asked about.
    var pairs: [PastUserPair] { get }
    /// The error, or what is expected of it, on the ratings not asked about; what gains are taken from.
    var expectedError: Double { get }
    /// Why an item was picked whose answers take away so many percent of the expected error.
    static func reason(percent: String) -> String
    /// Takes the answer about a candidate in; false where the user does not know it.
    mutating func answer(place: Int, model: LatentFactorModel) -> Bool
    /// Works out what each pair would gain.
    mutating func refreshGains(model: LatentFactorModel)
}
