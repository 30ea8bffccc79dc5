import Foundation
import Preference
import Testing

@Suite("Safetensors file")
struct SafetensorsTests {
    static let file = Safetensors(
        tensors: [
            "b": Tensor([1.5, -2] as [Float], shape: [2, 1]), "a": Tensor([3] as [Double], shape: []),
        ],
        metadata: ["what": "test"])

    @Test("reads back what was written")
    func roundTrip() throws {
        let bytes = try Self.file.encoded()
        #expect(try Safetensors(bytes, file: "x") == Self.file)
        #expect(try Self.file.encoded() == bytes)
    }

    @Test("cut short at any byte is refused, never read past its end")
    func truncated() throws {
        let bytes = try Self.file.encoded()
        for length in 0..<bytes.count {
            #expect(throws: WeightsError.self, "\(length) bytes") {
                try Safetensors(bytes.prefix(length), file: "x")
            }
        }
    }

    @Test(
        "with a malformed header is refused",
        arguments: [
            #"[]"#, #"{"a":{"dtype":"F16","shape":[1],"data_offsets":[0,2]}}"#,
            #"{"a":{"dtype":"F32","shape":[-1],"data_offsets":[0,4]}}"#,
            #"{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,4]}}"#,
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[4,0]}}"#,
            #"{"a":{"dtype":"F32","shape":[1],"data_offsets":[0,400]}}"#,
            #"{"a":{"dtype":"F32","shape":[9223372036854775807,9],"data_offsets":[0,4]}}"#,
        ])
    func malformed(header: String) {
        var bytes = withUnsafeBytes(of: UInt64(header.utf8.count).littleEndian) { Data($0) }
        bytes.append(Data(header.utf8))
        bytes.append(Data(repeating: 0, count: 8))
        #expect(throws: WeightsError.self) { try Safetensors(bytes, file: "x") }
    }

    @Test("without a tensor that the estimator needs names it")
    func missingTensor() throws {
        let problem = SmallProblem()
        var tensors = Estimator<Float>(zeros: problem.architecture).tensors
        tensors["model.fc2.bias"] = nil
        let error = #expect(throws: WeightsError.self) {
            try Estimator<Float>(tensors, architecture: problem.architecture, file: "w.safetensors")
        }
        #expect(error?.description.hasPrefix("w.safetensors: tensor model.fc2.bias is missing; ") == true)
    }
}
