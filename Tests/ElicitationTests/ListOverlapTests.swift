import Elicitation
import Testing

@Suite("List overlap") struct ListOverlapTests {
    @Test("names the shared items in the order of the first list")
    func shared() {
        let overlap = ListOverlap([5, 3, 9], [9, 5, 1])
        #expect(overlap.shared == [5, 9])
        #expect(overlap.count == 2)
        #expect(overlap.description == "2 of 3 items")
    }

    @Test("compares a list with as many of the most popular items")
    func popularity() throws {
        let list = try Films.list(3, exclusions: ["10"])
        #expect(list.items.map(\.item) == [1, 2, 3])
        #expect(ListOverlap(list, popularity: Films.counts).shared == [1, 2])
    }

    @Test("speaks of one item in the singular")
    func singular() { #expect(ListOverlap([1], [1]).description == "1 of 1 item") }
}
