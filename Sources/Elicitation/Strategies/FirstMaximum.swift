extension Collection where Element == Double {
    /// Where the largest value first occurs, so that ties go to the smaller item; `nil` in an empty
    /// collection.
    var firstMaximum: Index? {
        var best: Index?
        for index in indices where best.map({ self[index] > self[$0] }) ?? true { best = index }
        return best
    }
}
