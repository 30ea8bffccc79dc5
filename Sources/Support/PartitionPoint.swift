extension RandomAccessCollection {
    /// Where the elements that come before something end, by binary search.
    /// - Parameter comesBefore: true for a prefix of the elements and false for the rest.
    @inlinable package func partitionPoint(where comesBefore: (Element) -> Bool) -> Index {
        var (low, count) = (startIndex, count)
        while count > 0 {
            let middle = index(low, offsetBy: count / 2)
            if comesBefore(self[middle]) {
                (low, count) = (index(after: middle), count - count / 2 - 1)
            } else {
                count /= 2
            }
        }
        return low
    }
}
