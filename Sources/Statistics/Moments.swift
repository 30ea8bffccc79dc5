/// The mean; nil without values.
package func mean(of values: [Double]) -> Double? {
    values.isEmpty ? nil : values.reduce(0, +) / Double(values.count)
}

/// The median, for an even number the mean of the middle two; nil without values.
package func median(of values: [Double]) -> Double? {
    values.isEmpty ? nil : quantile(0.5, ofSorted: values.sorted())
}

/// Σ (x − centre)², in squared units of the values.
package func squares(of values: [Double], around centre: Double) -> Double {
    values.reduce(0) { $0 + ($1 - centre) * ($1 - centre) }
}
