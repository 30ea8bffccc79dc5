extension Double {
    /// `5` for 5.0 and `0.5` for 0.5, as people write ratings.
    package var plainText: String { Int64(exactly: self).map { String($0) } ?? String(self) }
}
