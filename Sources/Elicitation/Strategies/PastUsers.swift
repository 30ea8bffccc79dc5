import Algebra
import LatentFactors

/// The training users who play new ones, with what is believed of each and of every candidate that they have
/// rated.
///
/// The pairs of user u stand at `offsets[u] ..< offsets[u + 1]`. Matrices have rows of `stride` numbers,
/// zeros behind the d-th.
struct PastUsers {
    /// How many users are worked on together.
    static let block = 16

    let model: LatentFactorModel
    let candidates: [Int]
    /// Where the pairs of each user begin, shape [users + 1].
    let offsets: [Int]
    /// The place among the candidates of each pair.
    let places: [Int32]
    /// The users who have rated each candidate, and their pairs, in the order of the users.
    let raters: [[(user: Int32, pair: Int32)]]
    /// n_u, the number of all ratings of each user.
    let counts: [Double]
    let stride: Int
    /// xᵢ of the candidates, shape [candidates, stride], and transposed, shape [d, candidates].
    let vectors: Buffer<Double>
    let columns: Buffer<Double>
    /// S, A and h − A m of every user, shapes [users, d · stride] twice and [users, stride].
    let covariances: Buffer<Double>
    let grams: Buffer<Double>
    let pulls: Buffer<Double>
    /// Shape [pairs].
    let pairs: UnsafeMutableBufferPointer<PastUserPair>
    private let owner: PairMemory

    var count: Int { counts.count }

    /// - Parameters:
    ///   - model: the latent factor model.
    ///   - table: all ratings.
    ///   - users: the users who take part.
    ///   - candidates: the items that may be asked about.
    ///   - threads: how many threads to use.
    ///   - visit: called with the start of each user, by its place; from several threads.
    init(
        model: LatentFactorModel, table: RatingTable, users: [Int], candidates: [Int], threads: Int,
        visit: (Int, PastUserStart) -> Void
    ) {
        let (d, stride) = (model.dimension, (model.dimension + 7) / 8 * 8)
        (self.model, self.candidates, self.stride) = (model, candidates, stride)
        var (offsets, places) = ([0], [Int32]())
        var raters = [[(user: Int32, pair: Int32)]](repeating: [], count: candidates.count)
        var placeOfItem = [Int32](repeating: -1, count: table.itemCount)
        for (place, item) in candidates.enumerated() { placeOfItem[item] = Int32(place) }
        for (position, user) in users.enumerated() {
            for row in table.userOffsets[user]..<table.userOffsets[user + 1] {
                let place = placeOfItem[Int(table.rows.items[row])]
                guard place >= 0 else { continue }
                raters[Int(place)].append((Int32(position), Int32(places.count)))
                places.append(place)
            }
            offsets.append(places.count)
        }
        (self.offsets, self.places, self.raters) = (offsets, places, raters)
        counts = users.map { Double(max(table.userOffsets[$0 + 1] - table.userOffsets[$0], 1)) }
        vectors = Buffer(candidates.count * stride)
        for (place, item) in candidates.enumerated() {
            for a in 0..<d { vectors[place * stride + a] = model.itemVectors[item * d + a] }
        }
        let transposed = Buffer<Double>(stride * candidates.count)
        Double.transpose(candidates.count, stride, vectors.start, transposed.start)
        columns = transposed
        covariances = Buffer(users.count * d * stride)
        grams = Buffer(users.count * d * stride)
        pulls = Buffer(users.count * stride)
        owner = PairMemory(places.count)
        pairs = owner.pairs
        begin(table: table, users: users, threads: threads, visit: visit)
    }
}

/// The memory of all pairs.
final class PairMemory {
    let pairs: UnsafeMutableBufferPointer<PastUserPair>

    init(_ count: Int) {
        pairs = .allocate(capacity: count)
        pairs.initialize(repeating: PastUserPair(variance: 0, spread: 0, error: 0, pull: 0))
    }

    deinit { pairs.deallocate() }
}
