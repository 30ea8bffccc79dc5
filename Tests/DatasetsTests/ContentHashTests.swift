import Datasets
import Foundation
import TestSupport
import Testing

@Suite("Content hash")
struct ContentHashTests {
    private static func sample() throws -> Dataset {
        try DatasetReader.read(ReferenceData.fixtures.appending(path: "formats/movielens-1m"))
    }

    @Test("does not depend on the name, the format or the rejected rows")
    func indifferent() throws {
        var dataset = try Self.sample()
        let hash = dataset.contentHash
        dataset.name = "other"
        dataset.format = "other"
        dataset.rejections = [Rejection(file: "f", reason: "r", count: 1, firstLine: 1)]
        #expect(dataset.contentHash == hash)
        #expect(hash.count == 64)
        #expect(hash.allSatisfy { $0.isHexDigit && !$0.isUppercase })
    }

    /// Golden value: the same serialisation written out by hand and hashed with Python's hashlib.
    @Test("is the same in every version")
    func golden() throws {
        let golden = "2d36d60cc763d141a8dad97f230e6aaf4d86ccd217efa6cb499d9fad394194e1"
        #expect(try Self.sample().contentHash == golden)
    }

    private static let changes: [(String, @Sendable (inout Dataset) -> Void)] = [
        ("a rating", { $0.interactions = $0.interactions.replacing(ratings: { $0[3] = 1 }) }),
        ("a time", { $0.interactions = $0.interactions.replacing(timestamps: { $0?[3] += 1 }) }),
        ("no times", { $0.interactions = $0.interactions.replacing(timestamps: { $0 = nil }) }),
        ("the scale", { $0.scale.maximum = 10 }), ("the kind of feedback", { $0.feedback = .implicit }),
        ("a feature's name", { $0.items.features[0].name = "genres" }),
        ("a feature's role", { $0.items.features[0].role = nil }),
        ("what is an input", { $0.items.features[0].isInput = false }),
        ("the order of features", { $0.users.features.swapAt(0, 1) }),
        ("a number", { $0.items.features[1].values = .numeric([1994, 2003, 1988, nil, nil]) }),
        ("a missing number", { $0.items.features[1].values = .numeric([1994, 2003, 1987, 0, nil]) }),
        ("a text", { $0.items.features[2].values = .text(["a", "b", "c", "d", nil]) }),
        ("an id", { $0.items = EntityTable(ids: [10, 20, 30, 40, "50 "], features: $0.items.features) }),
        (
            "the kind of an id",
            { $0.items = EntityTable(ids: [10, 20, 30, 40, .text("50")], features: $0.items.features) }
        ),
    ]

    @Test("changes with everything that can affect a result", arguments: changes.indices)
    func sensitive(to change: Int) throws {
        var dataset = try Self.sample()
        let hash = dataset.contentHash
        Self.changes[change].1(&dataset)
        #expect(dataset.contentHash != hash, "\(Self.changes[change].0)")
    }
}

extension Interactions {
    fileprivate func replacing(
        ratings changeRatings: (inout [Double]) -> Void = { _ in },
        timestamps changeTimestamps: (inout [Double]?) -> Void = { _ in }
    ) -> Interactions {
        var (ratings, timestamps) = (ratings, timestamps)
        changeRatings(&ratings)
        changeTimestamps(&timestamps)
        return Interactions(users: users, items: items, ratings: ratings, timestamps: timestamps)
    }
}
