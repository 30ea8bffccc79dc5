import Datasets
import Preference
import Support
import Tasks
import Testing

/// A file of weights says which token each embedding row is of, how numbers were standardised and what
/// ratings were mapped to.
@Suite("Weights from a file")
struct EstimatorWeightsTests {
    private let small = SmallProblem().dataset
    private let scaling = RatingScaling(RatingScale(minimum: 0, maximum: 100))

    /// Another year and another maker before the known ones.
    private var grown: Dataset {
        var dataset = small
        dataset.items = EntityTable(
            ids: small.items.ids + [7],
            features: [
                Feature(
                    name: "genre",
                    values: .multivalued(
                        TokenColumn(rows: [["a", "b"], [], ["b"], ["c", "a"], ["b", "c"], ["a"], ["0"]]))),
                Feature(
                    name: "maker",
                    values: .categorical(TokenColumn(rows: [["m"], ["n"], [], ["m"], ["o"], ["n"], ["a"]]))),
                Feature(name: "year", values: .numeric([1990, 2000, nil, 1985, 2010, 1999, 2500])),
            ])
        return dataset
    }

    private var estimator: Estimator<Float> {
        var generator = SeededGenerator(seed: 1)
        return Estimator(EstimatorArchitecture(for: small), outputBias: 3, using: &generator)
    }

    private func estimates(_ estimator: Estimator<Float>, of dataset: Dataset) -> [Double] {
        let task = UserTask(
            user: 0, items: [0, 1, 2, 3, 4, 5], ratings: Array(repeating: 3, count: 6), supportCount: 0)
        return estimator.estimates(
            [task], inputs: EstimatorInputs(dataset, architecture: estimator.architecture),
            update: LocalUpdate(steps: 0),
            threads: 1)[0][0]
    }

    @Test("mean the same on a dataset with other tokens and other norms")
    func carried() throws {
        let file = try Safetensors(estimator.weights(of: small, scaling: scaling).encoded(), file: "w")
        let read = try EstimatorWeights(file, for: grown, file: "w")
        #expect(read.saysWhatItIsOf && read.scaling == scaling)
        #expect(try estimates(read.carried(to: grown), of: grown) == estimates(estimator, of: small))
        let unchanged = try EstimatorWeights(file, for: small, file: "w")
        #expect(
            unchanged.estimator.parameters == estimator.parameters
                && unchanged.encoding == InputEncoding(of: small))
    }

    @Test("without that are taken as they are")
    func foreign() throws {
        let read = try EstimatorWeights(Safetensors(tensors: estimator.tensors), for: small, file: "w")
        #expect(
            !read.saysWhatItIsOf && read.scaling == .identity
                && read.estimator.parameters == estimator.parameters)
    }

    @Test(
        "of other features are refused, and damaged metadata",
        arguments: [nil, "icebreaker.encoding", "icebreaker.scaling"])
    func refused(damaged: String?) throws {
        var file = try estimator.weights(of: small, scaling: scaling)
        var other = small
        if let damaged {
            file.metadata[damaged] = "{"
        } else {
            other.items = EntityTable(ids: small.items.ids, features: Array(small.items.features.dropFirst()))
        }
        let error = #expect(throws: WeightsError.self) {
            try EstimatorWeights(file, for: other, file: "w.safetensors")
        }
        #expect(error?.description.hasPrefix("w.safetensors: ") == true)
    }
}
