import Algebra

/// People who play new ones, with the scores of all items after the tiles so far. One more tile a changes
/// them by
///
///     s_u ← s_u + S_·a / (S_aa + λ) (x_ua − s_ua),   S ← S − S_a S_aᵀ / (S_aa + λ)
///
/// which is the formula of ``GridTable`` one tile at a time.
struct ForwardFold {
    private let model: TapModel
    /// The items that scores are kept of, ascending.
    private let items: [Int]
    /// The place among the items of each item of the dataset, −1 where it has none.
    private let places: [Int]
    private let ridge: Double
    /// Whether each person took each item, shape [people][items].
    private let taken: [UInt8]
    /// How many targets each person took, tiles left out.
    private var relevant: [Int]
    /// Whether each item may be recommended, shape [items].
    private var isOpen: [UInt8]
    /// s, shape [people][items].
    private var scores: [Double]
    /// F, shape [tiles][items], see ``GridDesign``.
    private var factors: [[Double]] = []

    private var personCount: Int { relevant.count }

    init(people: TapTable, model: TapModel, items: [Int], isTarget: [Bool]?, ridge: Double) {
        var places = [Int](repeating: -1, count: people.itemCount)
        for (place, item) in items.enumerated() { places[item] = place }
        var taken = [UInt8](repeating: 0, count: people.personCount * items.count)
        for person in 0..<people.personCount {
            for item in people.items(of: person) where places[Int(item)] >= 0 {
                taken[person * items.count + places[Int(item)]] = 1
            }
        }
        (self.model, self.items, self.places, self.ridge, self.taken) = (model, items, places, ridge, taken)
        relevant = (0..<people.personCount).map { person in
            people.items(of: person).count { isTarget?[Int($0)] ?? true }
        }
        isOpen = items.map { isTarget?[$0] ?? true ? 1 : 0 }
        let mean = items.map { model.mean[$0] }
        scores = (0..<people.personCount).flatMap { _ in mean }
    }

    /// S_·a / (S_aa + λ) and √(S_aa + λ).
    private func step(_ item: Int) -> (weights: [Double], scale: Double) {
        guard let column = model.place(ofItem: item) else {
            preconditionFailure("a tile needs a column of the model")
        }
        var weights = items.map { model.covariance(ofItem: $0, withColumn: column) }
        let own = places[item]
        for factor in factors {
            let share = factor[own]
            for place in weights.indices { weights[place] -= share * factor[place] }
        }
        let denominator = max(weights[own], 0) + ridge
        return (weights.map { $0 / denominator }, denominator.squareRoot())
    }

    /// nDCG@10 of the first recommendations to each person with something relevant left, were the item shown,
    /// too; as things are where there is no item.
    func normalizedGains(showing item: Int?, threads: Int) -> [Double] {
        let weights = item.map { step($0).weights } ?? [Double](repeating: 0, count: items.count)
        let own = item.map { places[$0] }
        return concurrentMap(personCount, threads: threads) {
            normalizedGain(of: $0, own: own, weights: weights)
        }
        .compactMap { $0 }
    }

    /// - Returns: `nil` where nothing relevant is left.
    private func normalizedGain(of person: Int, own: Int?, weights: [Double]) -> Double? {
        let first = person * items.count
        let isTaken = own.map { taken[first + $0] == 1 } ?? false
        let left = relevant[person] - (isTaken && own.map { isOpen[$0] == 1 } ?? false ? 1 : 0)
        guard left > 0 else { return nil }
        let surprise = own.map { (isTaken ? 1 : 0) - scores[first + $0] } ?? 0
        var top = FirstTen()
        scores.withUnsafeBufferPointer { scores in
            weights.withUnsafeBufferPointer { weights in
                isOpen.withUnsafeBufferPointer { isOpen in
                    for place in weights.indices {
                        let score = scores[first + place] + surprise * weights[place]
                        if score > top.least, isOpen[place] == 1, place != own { top.insert(score, place) }
                    }
                }
            }
        }
        return top.normalizedGain(relevantCount: left) { taken[first + $0] == 1 }
    }

    /// Shows a tile to everybody.
    mutating func show(_ item: Int) {
        let (weights, scale) = step(item)
        let own = places[item]
        let count = items.count
        for person in relevant.indices {
            let isTaken = taken[person * count + own] == 1
            let surprise = (isTaken ? 1 : 0) - scores[person * count + own]
            for place in 0..<count { scores[person * count + place] += surprise * weights[place] }
            if isTaken && isOpen[own] == 1 { relevant[person] -= 1 }
        }
        isOpen[own] = 0
        factors.append(weights.map { $0 * scale })
    }
}
