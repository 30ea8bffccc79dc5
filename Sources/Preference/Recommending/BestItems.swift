/// The places of the highest estimates: a heap of fixed size with the worst of them at its root.
struct BestItems {
    /// Estimate and place in one number: the higher estimate is larger, the smaller place among equals.
    private var keys: [UInt64] = []
    private let count: Int
    /// What an estimate must be above to get in; −∞ until there are as many as are wanted.
    private(set) var floor = -Float.infinity

    /// - Parameter count: how many to find.
    init(count: Int) {
        self.count = count
        keys.reserveCapacity(max(count, 0))
    }

    /// Adds estimates.
    /// - Parameters:
    ///   - estimates: ŷ; those that are no finite number are passed over.
    ///   - first: the place of the first; no smaller one has been added before.
    mutating func add(_ estimates: UnsafeBufferPointer<Float>, from first: Int) {
        guard count > 0, let start = estimates.baseAddress else { return }
        var place = 0
        while place < estimates.count {
            let end = min(place + 16, estimates.count)
            // Nearly all are below the floor.
            if end - place < 16 || any(UnsafeRawPointer(start + place).loadUnaligned(as: SIMD16<Float>.self) .> floor) {
                for place in place..<end { add(estimates[place], at: first + place) }
            }
            place = end
        }
    }

    private mutating func add(_ estimate: Float, at place: Int) {
        guard estimate > floor, estimate.isFinite else { return }
        let key = Self.key(estimate, place)
        if keys.count < count {
            keys.append(key)
            riseFromEnd()
        } else {
            keys[0] = key
            sinkFromRoot()
        }
        if keys.count == count { floor = Self.estimate(keys[0]) }
    }

    /// The places, best first.
    var places: [Int] { keys.sorted(by: >).map { Int(~UInt32(truncatingIfNeeded: $0)) } }

    /// A float's bits order as its value does once negative ones are turned over.
    private static func key(_ estimate: Float, _ place: Int) -> UInt64 {
        let bits = (estimate + 0).bitPattern
        let ordered = bits >> 31 == 1 ? ~bits : bits | 1 << 31
        return UInt64(ordered) << 32 | UInt64(~UInt32(place))
    }

    private static func estimate(_ key: UInt64) -> Float {
        let ordered = UInt32(key >> 32)
        return Float(bitPattern: ordered >> 31 == 1 ? ordered & ~(1 << 31) : ~ordered)
    }

    private mutating func riseFromEnd() {
        var child = keys.count - 1
        while child > 0, keys[child] < keys[(child - 1) / 2] {
            keys.swapAt(child, (child - 1) / 2)
            child = (child - 1) / 2
        }
    }

    private mutating func sinkFromRoot() {
        var parent = 0
        while 2 * parent + 1 < keys.count {
            var child = 2 * parent + 1
            if child + 1 < keys.count, keys[child + 1] < keys[child] { child += 1 }
            guard keys[child] < keys[parent] else { return }
            keys.swapAt(child, parent)
            parent = child
        }
    }
}
