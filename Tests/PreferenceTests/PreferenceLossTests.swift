import Foundation
import Preference
import Tasks
import Testing

@Suite("Preference loss")
struct PreferenceLossTests {
    @Test("has the derivatives that central differences give", arguments: PreferenceLoss.allCases)
    func derivatives(loss: PreferenceLoss) {
        for estimate in [-30, -4, -0.5, 0, 1e-3, 2, 25.0] {
            for target in [0, 1, 0.3] {
                let step = 1e-5
                let slope =
                    (loss.value(estimate + step, target) - loss.value(estimate - step, target)) / (2 * step)
                #expect(abs(loss.slope(estimate, target) - slope) < 1e-8 * max(1, abs(slope)))
                let curvature =
                    (loss.slope(estimate + step, target) - loss.slope(estimate - step, target)) / (2 * step)
                #expect(abs(loss.curvature(estimate) - curvature) < 1e-8 * max(1, abs(curvature)))
            }
        }
    }

    @Test("of binary cross-entropy is what PyTorch has, for large logits too")
    func pointwise() throws {
        let loss = PreferenceLoss.binaryCrossEntropy
        for row in try CrossEntropyGolden.load().pointwise {
            #expect(abs(loss.value(row.estimate, row.target) - row.value) <= 1e-12 * max(1, row.value))
            #expect(abs(loss.slope(row.estimate, row.target) - row.slope) <= 1e-12)
            #expect(abs(loss.prediction(of: row.estimate) - row.probability) <= 1e-15)
            #expect(
                abs(loss.value(Float(row.estimate), Float(row.target)) - Float(row.value)) <= 1e-4
                    * max(1, Float(row.value)))
        }
    }

    @Test(
        "stays finite for every finite logit",
        arguments: [Double.greatestFiniteMagnitude, -1e300, 1e-300, -0.0])
    func finite(estimate: Double) {
        let loss = PreferenceLoss.binaryCrossEntropy
        for target in [0.0, 1] {
            #expect(loss.value(estimate, target).isFinite && loss.value(estimate, target) >= 0)
            #expect(abs(loss.slope(estimate, target)) <= 1)
            #expect((0...0.25).contains(loss.curvature(estimate)))
        }
    }

    @Test("fits the kind of feedback")
    func feedback() {
        #expect(PreferenceLoss(for: .explicit) == .squaredError)
        #expect(PreferenceLoss(for: .implicit) == .binaryCrossEntropy)
        #expect(TrainingOptions.standard(seed: 1, for: .explicit) == .standard(seed: 1))
        let implicit = TrainingOptions.standard(seed: 1, for: .implicit)
        let update = LocalUpdate(
            steps: 5, localLearningRate: 0.1, loss: .binaryCrossEntropy, maximumStep: 0.5)
        #expect(implicit.localUpdate == update)
        #expect(implicit.negatives == NegativeSampling(perPositive: 4, distribution: .uniform))
    }

    @Test(
        "of an update is written only where it is not the squared error, as updates were before there were two"
    )
    func coding() throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = .sortedKeys
        let old = LocalUpdate(steps: 2, localLearningRate: 0.5)
        #expect(
            String(decoding: try encoder.encode(old), as: UTF8.self)
                == #"{"localLearningRate":0.5,"steps":2}"#)
        #expect(
            String(decoding: try encoder.encode(GradientOptions()), as: UTF8.self)
                == #"{"gradient":"loss","norm":"global","parameters":"decision"}"#)
        for loss in PreferenceLoss.allCases {
            let options = GradientOptions(norm: .sum, loss: loss)
            #expect(try JSONDecoder().decode(GradientOptions.self, from: encoder.encode(options)) == options)
            let update = LocalUpdate(steps: 2, localLearningRate: 0.5, loss: loss)
            #expect(try JSONDecoder().decode(LocalUpdate.self, from: encoder.encode(update)) == update)
        }
    }
}
