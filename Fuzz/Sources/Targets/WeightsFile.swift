import Datasets
import Foundation
import Preference

/// The weights of an estimator as a safetensors file.
enum WeightsFile {
    static let target = FuzzTarget(name: "safetensors") { input in
        guard let file = try? Safetensors(Data(input), file: "input") else { return }
        guard let bytes = try? file.encoded(), let again = try? Safetensors(bytes, file: "input") else {
            return require(false, "what was read can be written and read again")
        }
        require(again == file, "what is written is what was read")
        for tensor in file.tensors.values {
            require(tensor.values(as: Float.self).count == tensor.count, "a tensor has as many numbers as its shape says")
        }
        do {
            _ = try Estimator<Float>(file.tensors, architecture: EstimatorArchitecture(for: SampleDataset.small), file: "input")
        } catch let error as WeightsError {
            require(!error.description.contains(where: \.isNewline), "an error is one line: \(error.description)")
        } catch {
            require(false, "the error \(error) is none of ours")
        }
    }
}
