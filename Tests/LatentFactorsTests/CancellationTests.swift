import Algebra
import LatentFactors
import Testing

@Suite("A fitting that is told to end")
struct CancellationTests {
    private static let rows = RatingRows(
        users: (0..<60).flatMap { user in (0..<20).map { _ in Int32(user) } },
        items: (0..<60).flatMap { user in (0..<20).map { Int32(($0 * 3 + user) % 40) }.sorted() },
        ratings: (0..<1200).map { Double($0 % 5 + 1) }, itemCount: 40)

    @Test("ends, though it has most of its work before it", .timeLimit(.minutes(1)))
    func ends() async throws {
        let cancellation = Cancellation()
        let fitting = Task.detached {
            try LatentFactorModel(
                fitting: Self.rows, options: LatentFactorOptions(factors: 4, iterations: .max),
                until: cancellation)
        }
        try await Task.sleep(for: .milliseconds(50))
        cancellation.request()
        await #expect(throws: CancellationError.self) { try await fitting.value }
    }

    @Test("gives the same model as any other where it is not told to")
    func same() throws {
        let options = LatentFactorOptions(factors: 4)
        let model = try LatentFactorModel(fitting: Self.rows, options: options, until: Cancellation())
        #expect(model == LatentFactorModel(fitting: Self.rows, options: options))
    }
}
