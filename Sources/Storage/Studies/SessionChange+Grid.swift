import Foundation
internal import GRDB

extension SessionChange {
    /// Stores what was tapped on a page of a grid, or something else in its place.
    func setTaps(_ taps: [String], part: Int, page: Int, milliseconds: Int?) throws {
        try requireBegun(part)
        guard let grid = design.grid else {
            throw StudyError.notAnOption("This study has no grids; its items are rated.")
        }
        guard (0..<grid.pages).contains(page) else {
            throw StudyError.notAnOption(
                "The grid of part \(part + 1) has \(grid.pages) pages and no page \(page + 1).")
        }
        if let open = session.firstOpenPage(ofPart: part, in: design), open < page {
            throw StudyError.outOfTurn(
                "Page \(open + 1) of the grid of part \(part + 1) comes before page \(page + 1).")
        }
        let tiles = session.tiles(ofPart: part, page: page, in: design)
        let tapped = Set(taps)
        if let other = taps.first(where: { !tiles.contains($0) }) {
            throw StudyError.notAnOption(
                "There is no tile “\(other)” on page \(page + 1) of part \(part + 1).")
        }
        let known = session.grids.first { $0.part == part && $0.page == page }
        if let known, Set(known.taps) == tapped { return }
        guard !isOffered(part) else {
            throw StudyError.locked(
                "The taps of part \(part + 1) stay once recommendations were made from them.")
        }
        try write(
            tiles, tapped, part: part, page: page, milliseconds: milliseconds.map { max($0, 0) },
            isNew: known == nil)
    }

    private func write(
        _ tiles: [String], _ tapped: Set<String>, part: Int, page: Int, milliseconds: Int?, isNew: Bool
    ) throws {
        guard isNew else {
            try execute(
                """
                UPDATE study_grid_page SET milliseconds = coalesce(?, milliseconds), answered_at = ?, revisions = revisions + 1
                WHERE participant_id = ? AND part = ? AND page = ?
                """, [milliseconds, time, session.id, part, page])
            for tile in tiles {
                try execute(
                    """
                    UPDATE study_tile SET is_tapped = ?
                    WHERE participant_id = ? AND part = ? AND item_index = (SELECT item_index FROM item WHERE item_id = ?)
                    """, [tapped.contains(tile), session.id, part, tile])
            }
            return
        }
        try execute(
            """
            INSERT INTO study_grid_page (participant_id, part, page, arm, milliseconds, answered_at, revisions)
            VALUES (?, ?, ?, ?, ?, ?, 0)
            """, [session.id, part, page, session.condition[part], milliseconds, time])
        let first =
            design.grid?.places(ofPage: page, of: session.itemCount(ofPart: part, in: design)).lowerBound ?? 0
        for (offset, tile) in tiles.enumerated() {
            try execute(
                """
                INSERT INTO study_tile (participant_id, part, page, place, item_index, is_tapped)
                VALUES (?, ?, ?, ?, (SELECT item_index FROM item WHERE item_id = ?), ?)
                """,
                [session.id, part, page, first + offset, tile, tapped.contains(tile)])
        }
    }

    /// Refuses recommendations before all of what they are made from is there.
    func requireAnswers(ofPart part: Int) throws {
        guard design.grid == nil else {
            guard let open = session.firstOpenPage(ofPart: part, in: design) else { return }
            throw StudyError.outOfTurn("Page \(open + 1) of the grid of part \(part + 1) was not sent yet.")
        }
        let answered = session.answers.count { $0.part == part }
        let wanted = session.itemCount(ofPart: part, in: design)
        guard answered == wanted else {
            throw StudyError.outOfTurn(
                "\(wanted - answered) of \(wanted) items of part \(part + 1) are not answered yet.")
        }
    }
}
