import Support

/// The users, or the items, of a dataset and an addition in one table.
struct EntityMerge {
    /// The whole.
    let table: EntityTable
    /// The place there of each row of the base and of the addition.
    let basePlaces: [Int32]
    let additionPlaces: [Int32]

    init(
        _ base: EntityTable, _ addition: EntityTable, what: String, source: String, log: inout RejectionLog
    ) throws(DatasetError) {
        let names = base.features.map(\.name)
        for feature in addition.features {
            let known = base.feature(named: feature.name)
            guard let known, known.kind == feature.kind, known.isInput == feature.isInput else {
                let problem =
                    known == nil
                    ? "the workspace has no \(what) feature \(feature.name.quotedForMessage); it has "
                        + (names.isEmpty ? "none" : names.joined(separator: ", "))
                    : "the \(what) feature \(feature.name.quotedForMessage) is \(feature.kind.rawValue) and not as in the workspace"
                throw DatasetError(
                    file: source, problem: problem,
                    fix: "add the same features, or import everything again with --replace")
            }
        }
        let ids = (base.ids + addition.ids.filter { base.position(of: $0) == nil }).sorted()
        let order = EntityTable(ids: ids)
        func places(_ table: EntityTable) -> [Int32] { table.ids.map { Int32(order.position(of: $0) ?? 0) } }
        (basePlaces, additionPlaces) = (places(base), places(addition))
        let join = CellJoin(
            ids: ids, basePlaces: basePlaces, additionPlaces: additionPlaces, what: what, source: source)
        var features: [Feature] = []
        for feature in base.features {
            var whole = feature
            whole.values = try join.values(feature, addition.feature(named: feature.name), log: &log)
            features.append(whole)
        }
        table = EntityTable(ids: ids, features: features)
    }
}

/// Joins the cells of one feature: what the base has stays, what it lacks comes from the addition.
private struct CellJoin {
    let ids: [ExternalID]
    let basePlaces: [Int32]
    let additionPlaces: [Int32]
    let what: String
    let source: String

    func values(_ base: Feature, _ addition: Feature?, log: inout RejectionLog) throws(DatasetError)
        -> FeatureValues
    {
        switch base.values {
        case .categorical: return .categorical(try tokens(base, addition, log: &log))
        case .multivalued: return .multivalued(try tokens(base, addition, log: &log))
        case .numeric(let cells):
            return .numeric(try joined(cells, addition?.values.numbers, nil, base.name, log: &log))
        case .text(let cells):
            let (own, other) = (
                cells.map { $0.map(ByteText.init) }, addition?.values.texts?.map { $0.map(ByteText.init) }
            )
            return .text(try joined(own, other, nil, base.name, log: &log).map { $0?.text })
        }
    }

    private func tokens(_ base: Feature, _ addition: Feature?, log: inout RejectionLog) throws(DatasetError)
        -> TokenColumn
    {
        let rows = try joined(base.values.tokens ?? [], addition?.values.tokens, [], base.name, log: &log)
        return TokenColumn(rows: rows.map { $0.map(\.text) })
    }

    private func joined<Cell: Equatable>(
        _ base: [Cell], _ addition: [Cell]?, _ missing: Cell, _ name: String, log: inout RejectionLog
    ) throws(DatasetError) -> [Cell] {
        var cells = [Cell](repeating: missing, count: ids.count)
        for (row, place) in basePlaces.enumerated() { cells[Int(place)] = base[row] }
        for (row, place) in additionPlaces.enumerated() {
            guard let cell = addition?[row], cell != missing else { continue }
            if cells[Int(place)] == missing {
                cells[Int(place)] = cell
            } else if cells[Int(place)] != cell {
                let id = ids[Int(place)].description.shortenedForMessage
                try log.reject(
                    RowFault(
                        reason: "\(what) known otherwise",
                        problem: "\(what) \(id) has another \(name.shortenedForMessage) than in the workspace"
                    ),
                    file: source)
            }
        }
        return cells
    }
}

extension FeatureValues {
    fileprivate var tokens: [[ByteText]]? {
        switch self {
        case .categorical(let column), .multivalued(let column):
            (0..<column.count).map { row in column.tokens(ofRow: row).map(ByteText.init) }
        case .numeric, .text: nil
        }
    }

    fileprivate var numbers: [Double?]? { if case .numeric(let cells) = self { cells } else { nil } }
    fileprivate var texts: [String?]? { if case .text(let cells) = self { cells } else { nil } }
}
