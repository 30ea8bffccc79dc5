import Support

/// The strategy `clusters`: groups the candidates by who takes them and shows the most taken of each group.
///
/// An item is described by its correlations with the candidates, C_ab / √(C_aa C_bb), scaled to length 1, and
/// the groups are those of k-means (Lloyd, 1982) with a start by k-means++ (Arthur and Vassilvitskii, 2007);
/// there is a group for every tile that is not pinned.
enum ItemClusters {
    private static let iterations = 30

    static func rank(_ input: GridInput, rules: GridRules, using generator: inout SeededGenerator)
        -> ItemRanking
    {
        let candidates = input.model.columns
        var places = GridRules.Places(rules)
        let pinned = Set(rules.pins)
        let open = candidates.indices.filter {
            !pinned.contains(candidates[$0]) && places.allows(candidates[$0])
        }
        let vectors = profiles(of: open.map { candidates[$0] }, model: input.model)
        let groups = group(vectors, into: places.room, using: &generator)
        var members: [Int: [Int]] = [:]
        for (index, group) in groups.enumerated() {
            members[group, default: []].append(candidates[open[index]])
        }
        let taken = input.taken
        var tiles = rules.pins.map { RankedItem(item: $0, score: Double(taken[$0])) }
        // Groups by how often their items are taken, each giving the most taken item that is still allowed;
        // then again.
        var queues = members.keys.sorted().map { key in
            (members[key] ?? []).sorted { (taken[$1], $0) < (taken[$0], $1) }
        }
        func total(_ items: [Int]) -> Int { items.reduce(0) { $0 + taken[$1] } }
        queues.sort { (total($1), $0.first ?? 0) < (total($0), $1.first ?? 0) }
        while places.room > 0 {
            var grew = false
            for index in queues.indices where places.room > 0 {
                guard let place = queues[index].firstIndex(where: places.allows) else { continue }
                let item = queues[index].remove(at: place)
                places.take(item)
                tiles.append(RankedItem(item: item, score: Double(taken[item])))
                grew = true
            }
            guard grew else { break }
        }
        return ItemRanking(.clusters, tiles: tiles, taken: taken)
    }

    private static func profiles(of items: [Int], model: TapModel) -> [[Double]] {
        let places = items.compactMap(model.place)
        let spreads = zip(items, places).map {
            max(model.covariance(ofItem: $0, withColumn: $1), 1e-12).squareRoot()
        }
        return places.indices.map { row in
            var profile = items.indices.map {
                model.covariance(ofItem: items[$0], withColumn: places[row]) / (spreads[row] * spreads[$0])
            }
            let length = max(profile.reduce(0) { $0 + $1 * $1 }, 1e-12).squareRoot()
            for index in profile.indices { profile[index] /= length }
            return profile
        }
    }

    /// The group of each vector, 0 ..< count or fewer.
    private static func group(_ vectors: [[Double]], into count: Int, using generator: inout SeededGenerator)
        -> [Int]
    {
        guard count > 0, vectors.count > count else { return Array(vectors.indices) }
        var centres = start(vectors, count: count, using: &generator)
        var groups = [Int](repeating: -1, count: vectors.count)
        for _ in 0..<iterations {
            let nearest = vectors.map { vector in centres.map { -distance($0, vector) }.firstMaximum ?? 0 }
            if nearest == groups { break }
            groups = nearest
            for centre in centres.indices {
                let own = groups.indices.filter { groups[$0] == centre }
                guard !own.isEmpty else { continue }
                var mean = [Double](repeating: 0, count: vectors[0].count)
                for index in own { for axis in mean.indices { mean[axis] += vectors[index][axis] } }
                centres[centre] = mean.map { $0 / Double(own.count) }
            }
        }
        return groups
    }

    /// k-means++: each next centre is drawn with a chance in proportion to the squared distance from the
    /// nearest one.
    private static func start(_ vectors: [[Double]], count: Int, using generator: inout SeededGenerator)
        -> [[Double]]
    {
        var centres = [vectors[generator.integer(below: vectors.count)]]
        var squares = vectors.map { distance($0, centres[0]) }
        while centres.count < count {
            var rest = generator.unitInterval() * squares.reduce(0, +)
            var chosen = vectors.count - 1
            for (index, square) in squares.enumerated() {
                rest -= square
                if rest < 0 {
                    chosen = index
                    break
                }
            }
            let centre = vectors[chosen]
            centres.append(centre)
            for index in vectors.indices {
                squares[index] = min(squares[index], distance(vectors[index], centre))
            }
        }
        return centres
    }

    private static func distance(_ left: [Double], _ right: [Double]) -> Double {
        var sum = 0.0
        for axis in left.indices { sum += (left[axis] - right[axis]) * (left[axis] - right[axis]) }
        return sum
    }
}
