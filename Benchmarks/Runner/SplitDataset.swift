import Datasets
import Foundation
import Tasks

/// A dataset with the users and items that are held out of it.
struct SplitDataset {
    let dataset: Dataset
    let holdout: Holdout

    /// - Parameters:
    ///   - source: the folder of the dataset.
    ///   - users: a file of held-out users, one id a line.
    ///   - items: a file of held-out items.
    init(source: String, users: String?, items: String?) throws {
        let dataset = try DatasetReader.read(URL(filePath: source))
        holdout = Holdout(
            users: try users.map { try IDList.read(URL(filePath: $0), of: dataset.users, what: "user") } ?? [],
            items: try items.map { try IDList.read(URL(filePath: $0), of: dataset.items, what: "item") } ?? [], of: dataset)
        self.dataset = dataset
    }
}
