import Algebra

/// The moves c of ``AdaptedUser`` without their zeros, unit by unit: a unit that is off for a rated item does
/// not move for it.
final class SparseMoves {
    private let units: Int
    /// Where the moves of each unit begin, and where the last end, shape [units + 1].
    let starts: UnsafeMutablePointer<UInt32>
    /// The rated item of each move, and the move; room for [ratings · units].
    let which: UnsafeMutablePointer<UInt32>
    let values: Buffer<Float>

    /// Allocates memory for up to `capacity` ratings.
    init(layout: DecisionLayout, capacity: Int) {
        units = layout.hiddenWidth
        let room = max(capacity * units, 1)
        (starts, which, values) = (.allocate(capacity: units + 1), .allocate(capacity: room), Buffer(room))
        starts.initialize(repeating: 0, count: units + 1)
        which.initialize(repeating: 0, count: room)
    }

    deinit {
        starts.deallocate()
        which.deallocate()
    }

    /// Takes the moves of `count` rated items, shape [count, units].
    func take(_ moves: UnsafePointer<Float>, count: Int) {
        var end = 0
        for unit in 0..<units {
            starts[unit] = UInt32(end)
            for row in 0..<count {
                let move = moves[row * units + unit]
                // Written in any case, so that nothing is guessed about which are zero.
                (which[end], values[end]) = (UInt32(row), move)
                end += move == 0 ? 0 : 1
            }
        }
        starts[units] = UInt32(end)
    }
}
