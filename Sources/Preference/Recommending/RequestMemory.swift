import Synchronization

/// What one request works in; used by one thread at a time.
final class RequestMemory: @unchecked Sendable {
    let user: AdaptedUser
    let catalogue: CatalogueEstimation
    let effects: RatingEffects

    /// Allocates memory for up to so many ratings and recommended items.
    init(layout: DecisionLayout, catalogueCount: Int, capacity: (ratings: Int, items: Int)) {
        user = AdaptedUser(layout: layout, capacity: capacity.ratings)
        catalogue = CatalogueEstimation(layout: layout, catalogueCount: catalogueCount)
        effects = RatingEffects(layout: layout, capacity: capacity)
    }
}

/// The memories of finished requests, for the next ones.
final class RequestMemoryPool: Sendable {
    private static var kept: Int { 16 }
    private static var ordinary: (ratings: Int, items: Int) { (64, 64) }

    private let layout: DecisionLayout
    private let catalogueCount: Int
    private let free = Mutex<[RequestMemory]>([])

    init(layout: DecisionLayout, catalogueCount: Int) {
        (self.layout, self.catalogueCount) = (layout, catalogueCount)
    }

    /// Lends a memory with enough room; an unusually large one is not kept.
    func lend<Result>(ratings: Int, items: Int, _ body: (RequestMemory) -> Result) -> Result {
        let isOrdinary = ratings <= Self.ordinary.ratings && items <= Self.ordinary.items
        let taken = isOrdinary ? free.withLock { $0.popLast() } : nil
        let memory =
            taken
            ?? RequestMemory(
                layout: layout, catalogueCount: catalogueCount,
                capacity: isOrdinary ? Self.ordinary : (ratings, items))
        defer {
            if isOrdinary { free.withLock { if $0.count < Self.kept { $0.append(memory) } } }
        }
        return body(memory)
    }
}
