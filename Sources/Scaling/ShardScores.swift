import Algebra
import Datasets
import Foundation
import Preference
import Support

/// What scoring a shard gives, or several together: per item the number of support pairs and the sum of their
/// gradient norms without rounding. Adding up shards in any order, split in any way, gives the same.
package struct ShardScores: Sendable, Equatable {
    /// What the norms depend on, which must be equal for scores to be added.
    package struct Header: Sendable, Equatable, Codable {
        /// `icebreaker scores 2`
        package var format = Header.current
        /// SHA-256 of the dataset that the vocabulary was made from.
        package var dataset: String
        /// SHA-256 of the vocabulary: the items with their features, and how numbers are standardised.
        package var vocabulary: String
        /// SHA-256 of the weights.
        package var weights: String
        /// Which gradient, and how it was measured.
        package var options: GradientOptions
        /// The instruction set that measured; between two the last bits may differ.
        package var instructions: String

        static let current = "icebreaker scores 2"

        /// Describes scores.
        package init(
            dataset: String, vocabulary: String, weights: String, options: GradientOptions,
            instructions: String
        ) {
            (self.dataset, self.vocabulary, self.weights) = (dataset, vocabulary, weights)
            (self.options, self.instructions) = (options, instructions)
        }
    }

    /// The last line: what was scored.
    struct Trailer: Codable {
        var shards: Int
        var tasks: Int
        var split: String
        var features: [FeatureCounts]
    }

    /// What the norms depend on.
    package let header: Header
    /// How many shards these are.
    package private(set) var shards: Int
    /// How many tasks.
    package private(set) var tasks: Int
    /// The digest of the tasks.
    package private(set) var split: SplitHash
    /// What the vocabulary knows of each user feature.
    package private(set) var features: [FeatureCounts]
    /// P, the number of support pairs of each item. Shape [items].
    package private(set) var counts: [Int]
    /// The sums of the norms. Shape [items].
    package private(set) var sums: ExactSums

    /// Scores a shard.
    /// - Parameters:
    ///   - shard: the tasks.
    ///   - vocabulary: the items, and the shape of the estimator.
    ///   - vocabularyHash: the SHA-256 of its file.
    ///   - estimator: the meta-learned estimator.
    ///   - options: which gradient, and how it is measured.
    ///   - threads: how many threads to use; the result does not depend on it.
    package init(
        _ shard: TaskShard, vocabulary: Vocabulary, vocabularyHash: String, estimator: Estimator<Float>,
        options: GradientOptions, threads: Int
    ) {
        let inputs = EstimatorInputs(shard.dataset, architecture: estimator.architecture)
        let norms = estimator.gradientNorms(shard.tasks, inputs: inputs, options: options, threads: threads)
        header = Header(
            dataset: vocabulary.datasetHash, vocabulary: vocabularyHash,
            weights: vocabulary.weightsHash ?? "",
            options: options, instructions: InstructionSet.name)
        (shards, tasks, split, features) = (1, shard.tasks.count, shard.split, shard.features)
        (counts, sums) = (norms.supportCounts, norms.sums)
    }

    /// The mean norms.
    package var norms: ItemGradientNorms { ItemGradientNorms(sums: sums, supportCounts: counts) }

    /// The lines that say all this: the header, `ITEM COUNT SUM` with tabs between for every item with
    /// support, the trailer.
    /// - Parameter items: the items.
    /// - Throws: ``ShardError`` when a norm is no finite number.
    package func lines(items: EntityTable) throws -> [String] {
        var lines = [try header.jsonLine()]
        for item in counts.indices where counts[item] > 0 {
            let id = items.ids[item]
            guard let sum = sums.hexadecimal(at: item) else {
                throw ShardError(
                    file: "standard input",
                    problem: "a gradient norm of item \(id) is no finite number: the estimator has diverged",
                    fix: "train it anew with smaller learning rates")
            }
            lines.append("\(WireText.escaped(id.description))\t\(counts[item])\t\(sum)")
        }
        let trailer = Trailer(shards: shards, tasks: tasks, split: split.hexadecimal, features: features)
        return lines + [try trailer.jsonLine()]
    }

    /// Reads the lines.
    /// - Parameters:
    ///   - data: the bytes.
    ///   - file: what to call them in an error.
    ///   - items: the items that they may name.
    /// - Throws: ``ShardError`` that names the line.
    package init(_ data: Data, file: String, items: EntityTable) throws(ShardError) {
        let lines = data.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        func fail(_ line: Int, _ problem: String) -> ShardError {
            ShardError(file: file, line: line, problem: problem, fix: "gather the scores of all shards again")
        }
        guard let first = lines.first, let header = try? JSONDecoder().decode(Header.self, from: first),
            header.format == Header.current
        else { throw fail(1, "scores begin with a line of JSON of format `\(Header.current)`") }
        (self.header, counts) = (header, Array(repeating: 0, count: items.count))
        sums = ExactSums(items.count, of: Float.self)
        var last = lines.count - 1
        if last > 0, lines[last].isEmpty { last -= 1 }
        guard last > 0, let trailer = try? JSONDecoder().decode(Trailer.self, from: lines[last]),
            (0...1 << 40).contains(trailer.tasks),
            (1...1 << 40).contains(trailer.shards), trailer.features.allSatisfy(\.isPossible),
            let split = SplitHash(trailer.split)
        else {
            throw fail(
                last + 1, "the last line does not say how many tasks were scored; the scores are cut off")
        }
        (shards, tasks, self.split, features) = (trailer.shards, trailer.tasks, split, trailer.features)
        for (number, line) in lines[1..<last].enumerated() {
            let fields = line.split(separator: UInt8(ascii: "\t"), omittingEmptySubsequences: false)
            guard fields.count == 3 else {
                throw fail(number + 2, "\(fields.count) fields where 3 are expected")
            }
            let id = fields[0].withUnsafeBytes { WireText.plain($0.bindMemory(to: UInt8.self)[...]) } ?? ""
            guard let item = items.position(of: ExternalID(id)) else {
                throw fail(number + 2, "item `\(id)` is not in the dataset")
            }
            guard let count = Int(String(decoding: fields[1], as: UTF8.self)), (1...1 << 40).contains(count),
                counts[item] == 0,
                sums.add(hexadecimal: String(decoding: fields[2], as: UTF8.self), to: item)
            else {
                throw fail(number + 2, "the count and the sum of item `\(id)` cannot be read, or came before")
            }
            counts[item] = count
        }
    }

    /// Adds the scores of other tasks.
    /// - Throws: ``ShardError`` when they were measured in another way.
    package mutating func add(_ other: ShardScores, file: String) throws(ShardError) {
        guard header == other.header, counts.count == other.counts.count,
            features.map(\.feature) == other.features.map(\.feature)
        else {
            throw ShardError(
                file: file,
                problem: "these scores were measured with another model, gradient or instruction set",
                fix: "score all shards with the same files, flags and kind of processor")
        }
        shards += other.shards
        tasks += other.tasks
        split.add(other.split)
        features.add(other.features)
        for item in counts.indices { counts[item] += other.counts[item] }
        sums.add(other.sums)
    }
}

extension GradientOptions {
    /// As a message names them.
    var words: String { "\(gradient.rawValue), \(parameters.rawValue) and \(norm.rawValue)" }
}
