import Datasets
import Foundation
import Storage
import Testing

@Suite("A record")
struct RecordTests {
    @Test(
        "keeps the type of an id in JSON",
        arguments: [ExternalID.integer(17), .integer(.min), .text("17"), .text("")])
    func ids(id: ExternalID) throws {
        #expect(try JSONDecoder().decode([ExternalID].self, from: JSONEncoder().encode([id])) == [id])
    }

    @Test("is equal after JSON")
    func roundTrip() throws {
        #expect(
            try JSONDecoder().decode([ListItemRecord].self, from: JSONEncoder().encode(SampleRecords.items))
                == SampleRecords.items)
    }

    @Test(
        "is found by what a person writes",
        arguments: [("latest", RecordReference.latest), ("3", .id(3)), ("x 3", .name("x 3"))])
    func reference(text: String, reference: RecordReference) { #expect(RecordReference(text) == reference) }
}
