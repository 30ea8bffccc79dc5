import Datasets

/// Lines between two neighbouring lists, one for each item that both hold.
struct ListLinks {
    private let pairs: [(Int, Int)]
    private let rows: Int
    /// The height of a row, which the stylesheet fixes to the same.
    private static let row = 84.0

    init(_ left: [ExternalID], _ right: [ExternalID]) {
        pairs = left.enumerated().compactMap { place, id in right.firstIndex(of: id).map { (place, $0) } }
        rows = max(left.count, right.count)
    }

    /// The drawing, as high as the lists.
    func plot(id: String, names: (String, String)) -> Plot {
        let middle = Self.row / 4
        return Plot(
            id: id, title: "Items that \(names.0) and \(names.1) share",
            summary:
                "\(Wording.count(pairs.count, "item stands", "items stand")) in both lists; lines join the places.",
            width: 44, height: Int(Self.row) * rows,
            marks: pairs.map {
                .line(
                    "link", [(2, Double($0.0) * Self.row + middle), (42, Double($0.1) * Self.row + middle)])
            })
    }
}
