import Dispatch
import Synchronization
import Testing
import Web

@Suite("The queue of passwords") struct PasswordQueueTests {
    /// Lets a computation wait until it is told to end.
    private final class Gate: @unchecked Sendable {
        private let lock = DispatchSemaphore(value: 0)
        func open() { lock.signal() }
        func wait() { lock.wait() }
    }

    private final class Order: Sendable {
        private let numbers = Mutex<[Int]>([])
        var all: [Int] { numbers.withLock { $0 } }
        func append(_ number: Int) { numbers.withLock { $0.append(number) } }
    }

    @Test("takes who has failed least first, and turns away who has failed most")
    func order() async throws {
        let queue = PasswordQueue(limit: 3)
        let (gate, order) = (Gate(), Order())
        await withTaskGroup(of: Bool.self) { group in
            group.addTask { (try? await queue.run(failures: 0) { gate.wait() }) != nil }
            for (place, failures) in [7, 3, 9, 0, 5].enumerated() {
                group.addTask { (try? await queue.run(failures: failures) { order.append(failures) }) != nil }
                // Until it waits, or one was turned away for it.
                while queue.count < min(place + 1, 3) { await Task.yield() }
                if place >= 3 { for _ in 0..<50 { await Task.yield() } }
            }
            try? await Task.sleep(for: .milliseconds(100))
            gate.open()
            let turnedAway = await group.reduce(0) { $0 + ($1 ? 0 : 1) }
            #expect(turnedAway == 2)
        }
        #expect(order.all == [0, 3, 5])
        #expect(queue.count == 0)
    }
}
