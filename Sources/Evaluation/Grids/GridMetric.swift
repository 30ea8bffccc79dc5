/// The name under which a figure of a grid is stored: the protocol and the measure, such as
/// `catalogue-split-ndcg10`.
package struct GridMetric: RawRepresentable, Sendable, Equatable {
    package var gridProtocol: GridProtocol
    package var measure: GridMeasure

    package init(_ gridProtocol: GridProtocol, _ measure: GridMeasure) {
        (self.gridProtocol, self.measure) = (gridProtocol, measure)
    }

    package init?(rawValue: String) {
        guard
            let gridProtocol = GridProtocol.allCases.first(where: { rawValue.hasPrefix($0.rawValue + "-") }),
            let measure = GridMeasure(rawValue: String(rawValue.dropFirst(gridProtocol.rawValue.count + 1)))
        else { return nil }
        self.init(gridProtocol, measure)
    }

    package var rawValue: String { "\(gridProtocol.rawValue)-\(measure.rawValue)" }
}
