extension StudyExport {
    /// The tiles that participants saw, a row each.
    var taps: ExportTable {
        let columns: [ExportTable.Column] = [
            Self.participant, arm, Self.part,
            .init("page", "the page of the grid", values: "whole numbers from 1"),
            .init("place", "the place in the arm's list", values: "whole numbers from 1"), Self.item,
            .init("tapped", "whether the participant tapped the tile", values: "true, false"),
            .init(
                "page_milliseconds", "how long the page was shown before the taps that count",
                unit: "milliseconds",
                values: "whole numbers from 0; missing where it is not known"),
            .init("answered_at", "when the taps that count were stored", unit: Self.time, values: "a time"),
        ]
        return ExportTable(
            columns, rows: sessions.flatMap { session in session.grids.flatMap { rows(of: $0, session) } })
    }

    private func rows(of grid: GridAnswer, _ session: ParticipantSession) -> [[ExportTable.Value]] {
        let count = session.itemCount(ofPart: grid.part, in: design)
        let first = design.grid?.places(ofPage: grid.page, of: count).lowerBound ?? 0
        let arm = arm(of: session, part: grid.part)
        return grid.tiles.enumerated().map { offset, tile in
            let isTapped = grid.taps.contains(tile)
            let row: [ExportTable.Value] = [
                .integer(session.number), .text(arm), .integer(grid.part + 1), .integer(grid.page + 1),
                .integer(first + offset + 1), .text(tile), .flag(isTapped), .init(grid.milliseconds),
                .init(grid.answeredAt),
            ]
            return row
        }
    }
}
