import Crypto
import Datasets
import Foundation
import Tasks

/// A digest of a set of tasks that does not depend on their order or on how they are shared out: the sum,
/// modulo 2²⁵⁶, of the SHA-256 of every task (user, support set and query set in their order, ratings, the
/// user's features as they were given).
///
/// Two machines that split the same ratings by the same rule and have the same features have the same one. It
/// guards against mistakes, not against somebody who makes up tasks to reach a given sum.
package struct SplitHash: Sendable, Equatable {
    /// The sum, the least significant word first.
    private var words: [UInt64] = [0, 0, 0, 0]

    /// The hash of no task.
    package init() {}

    /// The hash of tasks whose users and items are positions in a dataset.
    package init(_ tasks: [UserTask], of dataset: Dataset) {
        let lines = TaskLines(dataset)
        for task in tasks {
            add(
                task, user: dataset.users.ids[Int(task.user)],
                features: lines.features(ofUser: Int(task.user)))
        }
    }

    /// Reads 64 hexadecimal digits; `nil` for anything else.
    package init?(_ text: String) {
        let digits = Array(text.utf8)
        guard digits.count == 64 else { return nil }
        for word in 0..<4 {
            let part = String(decoding: digits[(3 - word) * 16..<(4 - word) * 16], as: UTF8.self)
            guard part.allSatisfy(\.isHexDigit), let value = UInt64(part, radix: 16) else { return nil }
            words[word] = value
        }
    }

    /// Adds a task.
    /// - Parameters:
    ///   - task: items as positions in the dataset.
    ///   - user: the user's id.
    ///   - features: the user's features as a shard has them, tokens distinct and ascending.
    mutating func add(_ task: UserTask, user: ExternalID, features: [String]) {
        var digest = SHA256()
        let head = ["\(WireText.escaped(user.description))\t\(task.supportCount)"] + features
        digest.update(data: Array((head.joined(separator: "\t") + "\n").utf8))
        task.items.withUnsafeBytes { digest.update(bufferPointer: $0) }
        task.ratings.withUnsafeBytes { digest.update(bufferPointer: $0) }
        add(digest: Array(digest.finalize()))
    }

    /// Adds the SHA-256 of bytes.
    mutating func add(sha256Of bytes: [UInt8]) { add(digest: Array(SHA256.hash(data: bytes))) }

    private mutating func add(digest: [UInt8]) {
        add(
            (0..<4).map { word in
                digest[(3 - word) * 8..<(4 - word) * 8].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
            })
    }

    /// Adds another set's hash.
    package mutating func add(_ other: SplitHash) { add(other.words) }

    private mutating func add(_ summand: [UInt64]) {
        var carry: UInt64 = 0
        for word in 0..<4 {
            let (first, overflowed) = words[word].addingReportingOverflow(summand[word])
            let (second, overflowedAgain) = first.addingReportingOverflow(carry)
            words[word] = second
            carry = overflowed || overflowedAgain ? 1 : 0
        }
    }

    /// 64 lower-case hexadecimal digits.
    package var hexadecimal: String {
        words.reversed().map { String(format: "%016lx", $0) }.joined()
    }
}
