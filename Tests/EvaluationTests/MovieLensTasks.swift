import Datasets
import Foundation
import LatentFactors
import Tasks
import TestSupport

/// MovieLens-1M with the split of the MeLU reference, read once; ratings only.
enum MovieLensTasks {
    static let dataset: Dataset = {
        let table = numbers(in: ReferenceData.movieLens1M.appending(path: "ratings.csv"), skippingLines: 1)
        let users = stride(from: 0, to: table.count, by: 3).map { table[$0] }
        let items = stride(from: 1, to: table.count, by: 3).map { table[$0] }
        let userTable = EntityTable(ids: Set(users).sorted().map { .integer(Int64($0)) })
        let itemTable = EntityTable(ids: Set(items).sorted().map { .integer(Int64($0)) })
        return Dataset(
            name: "ml-1m", format: "ratings", users: userTable, items: itemTable,
            interactions: Interactions(
                users: users.map { Int32(userTable.position(of: .integer(Int64($0))) ?? 0) },
                items: items.map { Int32(itemTable.position(of: .integer(Int64($0))) ?? 0) },
                ratings: stride(from: 2, to: table.count, by: 3).map { Double(table[$0]) }),
            scale: RatingScale(minimum: 1, maximum: 5))
    }()

    static let holdout = Holdout(
        users: positions(in: "melu_new_users.txt", of: dataset.users),
        items: positions(in: "melu_new_items.txt", of: dataset.items),
        of: dataset)

    static let warm = tasks(.warm)

    /// Every warm rating but the queries of the warm tasks.
    static let allWarm = RatingRows(warmRowsOf: dataset, holdout: holdout, withoutQueriesOf: warm.tasks)

    static func tasks(_ scenario: Scenario, minimumRatings: Int = 13, maximumRatings: Int = 100) -> TaskSet {
        TaskSet(
            dataset, scenario: scenario, holdout: holdout,
            rule: TaskRule(order: .hash, minimumRatings: minimumRatings, maximumRatings: maximumRatings))
    }

    private static func positions(in name: String, of table: EntityTable) -> [Int] {
        numbers(in: ReferenceData.movieLens1M.appending(path: name), skippingLines: 0)
            .compactMap { table.position(of: .integer(Int64($0))) }
    }

    /// All runs of digits in a file.
    private static func numbers(in url: URL, skippingLines lines: Int) -> [Int] {
        guard let data = try? Data(contentsOf: url) else { return [] }
        var (numbers, current, inNumber, line) = ([Int](), 0, false, 0)
        for byte in data {
            if byte >= 48, byte <= 57, line >= lines {
                current = current * 10 + Int(byte - 48)
                inNumber = true
            } else if inNumber {
                numbers.append(current)
                (current, inNumber) = (0, false)
            }
            line += byte == 10 ? 1 : 0
        }
        if inNumber { numbers.append(current) }
        return numbers
    }
}
