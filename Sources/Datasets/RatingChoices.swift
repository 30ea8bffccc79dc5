extension RatingScale {
    /// The ratings that a person may choose from, ascending: the steps of the scale.
    ///
    /// A step is the coarsest of 1, ½, ¼ and 1/10 of a rating unit on which all given ratings lie, where the
    /// scale has at most 20 such steps; else a whole unit, and a tenth of the scale where that has more than
    /// 20 units, since nobody chooses well among more.
    /// - Parameter ratings: ratings of the dataset in rating units; each value once is enough.
    /// - Returns: at least one rating, the first `minimum`.
    package func choices(fitting ratings: some Collection<Double>) -> [Double] {
        let span = maximum - minimum
        guard span <= 20 else { return (0...10).map { minimum + span * Double($0) / 10 } }
        let parts = [1.0, 2, 4, 10].first { parts in
            span * parts <= 20
                && ratings.allSatisfy {
                    abs((($0 - minimum) * parts).rounded() - ($0 - minimum) * parts) < 1e-6
                }
        }
        let steps = parts ?? 1
        return (0...Int((span * steps + 1e-6).rounded(.down))).map { minimum + Double($0) / steps }
    }
}
