import Statistics

/// MAE = 1/n Σⱼ |ŷⱼ − yⱼ|, the mean absolute error (MeLU, section 4.1).
/// - Parameters:
///   - predicted: ŷ, shape [n], in rating units.
///   - actual: y, shape [n], in the same units.
/// - Returns: the error in rating units; NaN, which says that it is not defined, for n = 0.
/// - Precondition: the shapes are equal.
package func meanAbsoluteError(_ predicted: some Collection<Double>, _ actual: some Collection<Double>)
    -> Double
{
    precondition(predicted.count == actual.count, "as many predictions as ratings")
    return zip(predicted, actual).reduce(0) { $0 + abs($1.0 - $1.1) } / Double(actual.count)
}

/// RMSE = √(1/n Σⱼ (ŷⱼ − yⱼ)²), the root of the mean squared error.
/// - Parameters:
///   - predicted: ŷ, shape [n], in rating units.
///   - actual: y, shape [n], in the same units.
/// - Returns: the error in rating units; NaN, which says that it is not defined, for n = 0.
/// - Precondition: the shapes are equal.
package func rootMeanSquaredError(_ predicted: some Collection<Double>, _ actual: some Collection<Double>)
    -> Double
{
    precondition(predicted.count == actual.count, "as many predictions as ratings")
    let errors = zip(predicted, actual).map { $0 - $1 }
    let unit = errors.powerOfTwo
    let sum = errors.reduce(0) { $0 + ($1 / unit) * ($1 / unit) }
    return unit * (sum / Double(actual.count)).squareRoot()
}
