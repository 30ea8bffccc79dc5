import Algebra
import Foundation

/// The element type of a tensor in a safetensors file.
package enum TensorType: String, Sendable, Codable {
    /// 32-bit floating point.
    case f32 = "F32"
    /// 64-bit floating point.
    case f64 = "F64"
    /// 64-bit signed integer.
    case i64 = "I64"

    /// The bytes of one element.
    var width: Int { self == .f32 ? 4 : 8 }

    /// The type of a tensor that holds numbers of a Swift type, `Float` or `Double`.
    init<Scalar: EstimatorScalar>(of scalar: Scalar.Type) { self = scalar == Float.self ? .f32 : .f64 }
}

/// One named array of numbers.
package struct Tensor: Sendable, Equatable {
    /// The element type.
    package var type: TensorType
    /// The dimensions; empty for a single number.
    package var shape: [Int]
    /// The elements, row-major and little-endian.
    package var bytes: Data

    /// The number of elements.
    package var count: Int { shape.reduce(1, *) }

    /// Creates a tensor from numbers.
    /// - Precondition: `shape` has as many elements as `values`.
    package init<Scalar: EstimatorScalar>(_ values: [Scalar], shape: [Int]) {
        precondition(shape.reduce(1, *) == values.count, "the shape must fit the values")
        type = TensorType(of: Scalar.self)
        self.shape = shape
        bytes = values.withUnsafeBytes { Data($0) }
    }

    init(type: TensorType, shape: [Int], bytes: Data) {
        (self.type, self.shape, self.bytes) = (type, shape, bytes)
    }

    /// The elements, converted where the type differs.
    package func values<Scalar: EstimatorScalar>(as scalar: Scalar.Type = Scalar.self) -> [Scalar] {
        // Code that is not made for one type converts a number at a time, and slowly; nearly all tensors need
        // no conversion.
        if type == TensorType(of: Scalar.self) {
            return Array(unsafeUninitializedCapacity: count) { numbers, filled in
                filled = min(count, bytes.count / type.width)
                bytes.prefix(filled * type.width).withUnsafeBytes {
                    UnsafeMutableRawBufferPointer(numbers).copyMemory(from: $0)
                }
            }
        }
        func read<Element>(_ type: Element.Type, _ convert: (Element) -> Scalar) -> [Scalar] {
            bytes.withUnsafeBytes { raw in
                (0..<count).map {
                    convert(
                        raw.loadUnaligned(fromByteOffset: $0 * MemoryLayout<Element>.size, as: Element.self))
                }
            }
        }
        return switch type {
        case .f32: read(Float.self) { Scalar($0) }
        case .f64: read(Double.self) { Scalar($0) }
        case .i64: read(Int64.self) { Scalar($0) }
        }
    }
}

/// A safetensors file: an 8-byte little-endian length, a JSON header of that length, then the tensors' bytes.
///
/// Written with tensors sorted by name and the header padded with spaces to a multiple of 8, so that equal
/// contents are equal bytes.
package struct Safetensors: Sendable, Equatable {
    /// The tensors by name.
    package var tensors: [String: Tensor]
    /// Free text by key.
    package var metadata: [String: String]

    /// Creates a file's contents.
    package init(tensors: [String: Tensor] = [:], metadata: [String: String] = [:]) {
        self.tensors = tensors
        self.metadata = metadata
    }

    private struct Entry: Codable {
        var dtype: String
        var shape: [Int]
        var data_offsets: [Int]
    }

    private enum HeaderValue: Codable {
        case entry(Entry)
        case metadata([String: String])

        init(from decoder: any Decoder) throws {
            if let entry = try? Entry(from: decoder) {
                self = .entry(entry)
            } else {
                self = .metadata(try [String: String](from: decoder))
            }
        }

        func encode(to encoder: any Encoder) throws {
            switch self {
            case .entry(let entry): try entry.encode(to: encoder)
            case .metadata(let metadata): try metadata.encode(to: encoder)
            }
        }
    }

    /// Reads a file's contents.
    /// - Parameters:
    ///   - data: the bytes.
    ///   - file: what to call the file in an error.
    /// - Throws: ``WeightsError`` when the bytes are not a well-formed safetensors file.
    package init(_ data: Data, file: String) throws {
        let data = Data(data)
        func fail(_ problem: String) -> WeightsError {
            WeightsError(
                file: file, problem: problem,
                fix: "give a safetensors file as `icebreaker export model` writes it")
        }
        guard data.count >= 8 else {
            throw fail("it has \(data.count) bytes where a header needs at least 8")
        }
        let length = data.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(as: UInt64.self)) }
        guard length <= UInt64(data.count - 8) else {
            throw fail("its header should have \(length) bytes and the file ends after \(data.count - 8)")
        }
        let start = 8 + Int(length)
        guard let header = try? JSONDecoder().decode([String: HeaderValue].self, from: data[8..<start]) else {
            throw fail("its header is not a JSON object of tensors")
        }
        self.init()
        for (name, value) in header.sorted(by: { $0.key < $1.key }) {
            switch value {
            case .metadata(let text): metadata = text
            case .entry(let entry):
                tensors[name] = try Self.tensor(entry, in: data, from: start) { fail("tensor \(name) \($0)") }
            }
        }
    }

    private static func tensor(_ entry: Entry, in data: Data, from start: Int, fail: (String) -> WeightsError)
        throws -> Tensor
    {
        guard let type = TensorType(rawValue: entry.dtype) else {
            throw fail("has type \(entry.dtype) where F32, F64 or I64 is expected")
        }
        var bytes = type.width
        for dimension in entry.shape {
            let (product, overflow) = bytes.multipliedReportingOverflow(by: dimension)
            guard dimension >= 0, !overflow else { throw fail("has an impossible shape \(entry.shape)") }
            bytes = product
        }
        let offsets = entry.data_offsets
        guard offsets.count == 2, offsets[0] >= 0, offsets[0] <= offsets[1], offsets[1] <= data.count - start
        else {
            throw fail("lies outside the file")
        }
        guard offsets[1] - offsets[0] == bytes else {
            throw fail("has \(offsets[1] - offsets[0]) bytes where its shape \(entry.shape) needs \(bytes)")
        }
        return Tensor(
            type: type, shape: entry.shape,
            bytes: data.subdata(in: (start + offsets[0])..<(start + offsets[1])))
    }

    /// The file's bytes.
    package func encoded() throws -> Data {
        var header: [String: HeaderValue] = metadata.isEmpty ? [:] : ["__metadata__": .metadata(metadata)]
        var body = Data()
        for (name, tensor) in tensors.sorted(by: { $0.key < $1.key }) {
            let end = body.count + tensor.bytes.count
            header[name] = .entry(
                Entry(dtype: tensor.type.rawValue, shape: tensor.shape, data_offsets: [body.count, end]))
            body.append(tensor.bytes)
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        var json = try encoder.encode(header)
        json.append(contentsOf: repeatElement(UInt8(ascii: " "), count: (8 - json.count % 8) % 8))
        var data = withUnsafeBytes(of: UInt64(json.count).littleEndian) { Data($0) }
        data.append(json)
        data.append(body)
        return data
    }
}
