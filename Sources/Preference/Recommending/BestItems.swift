/// The items with the highest estimates: a heap of fixed size with the worst of them at its root.
struct BestItems {
    /// Estimate and position in one number: the higher estimate is larger, the smaller position among equals.
    private var keys: [UInt64] = []
    private let count: Int
    /// What an estimate must not be below to get in; −∞ until there are as many as are wanted.
    private(set) var floor = -Float.infinity

    /// - Parameter count: how many to find.
    init(count: Int) {
        self.count = count
        keys.reserveCapacity(max(count, 0))
    }

    /// Adds estimates.
    /// - Parameters:
    ///   - estimates: ŷ; those that are no finite number are passed over.
    ///   - items: the positions of their items, as many; none has been added before.
    mutating func add(_ estimates: UnsafeBufferPointer<Float>, of items: ArraySlice<Int>) {
        guard count > 0, let start = estimates.baseAddress else { return }
        var row = 0
        while row < estimates.count {
            let end = min(row + 16, estimates.count)
            // Nearly all are below the floor.
            if end - row < 16
                || any(UnsafeRawPointer(start + row).loadUnaligned(as: SIMD16<Float>.self) .>= floor)
            {
                for row in row..<end { add(estimates[row], of: items[items.startIndex + row]) }
            }
            row = end
        }
    }

    private mutating func add(_ estimate: Float, of item: Int) {
        guard estimate >= floor, estimate.isFinite else { return }
        let key = Self.key(estimate, item)
        if keys.count < count {
            keys.append(key)
            riseFromEnd()
        } else if key > keys[0] {
            keys[0] = key
            sinkFromRoot()
        }
        if keys.count == count { floor = Self.estimate(keys[0]) }
    }

    /// The positions, best first.
    var items: [Int] { keys.sorted(by: >).map { Int(~UInt32(truncatingIfNeeded: $0)) } }

    /// A float's bits order as its value does once negative ones are turned over.
    private static func key(_ estimate: Float, _ item: Int) -> UInt64 {
        let bits = (estimate + 0).bitPattern
        let ordered = bits >> 31 == 1 ? ~bits : bits | 1 << 31
        return UInt64(ordered) << 32 | UInt64(~UInt32(item))
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
