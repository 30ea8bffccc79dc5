import Datasets
import Testing

@Suite("The ratings to choose from")
struct RatingChoicesTests {
    @Test(
        "are the steps that the dataset's ratings lie on",
        arguments: [
            (1.0, 5.0, [1.0, 2, 5], [1.0, 2, 3, 4, 5]),
            (0.5, 2, [0.5, 1.5], [0.5, 1.5]),
            (0.5, 2, [0.5, 1], [0.5, 1, 1.5, 2]),
            (0, 1, [0.25, 1], [0, 0.25, 0.5, 0.75, 1]),
            (1, 2, [1.1, 1.7], [1, 1.1, 1.2, 1.3, 1.4, 1.5, 1.6, 1.7, 1.8, 1.9, 2]),
            (1, 5, [1, 3.1], [1, 2, 3, 4, 5]),
            (1, 3, [1.123], [1, 2, 3]),
            (3, 3, [3], [3]),
            (0, 100, [3], [0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100]),
        ])
    func steps(minimum: Double, maximum: Double, ratings: [Double], choices: [Double]) {
        #expect(RatingScale(minimum: minimum, maximum: maximum).choices(fitting: ratings) == choices)
    }
}
