import Kernels
import Support
import Testing

/// Every instruction set of this processor against plain loops.
@Suite("Kernels for rows and definite systems")
struct DefiniteKernelTests {
    static let sets = (0..<icebreaker_kernels_count()).map { Int($0) }

    private static func numbers(_ count: Int, _ seed: UInt64) -> [Double] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in generator.normal() }
    }

    @Test("add and multiply the chosen rows as plain loops do", arguments: sets, [1, 3, 8, 24, 31, 133, 256])
    func rows(set: Int, width: Int) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        let (x, w, start) = (
            Self.numbers(9 * width, 1), Self.numbers(max(width, 11), 2), Self.numbers(width, 3)
        )
        for count in [0, 1, 4, 7, 11] {
            let rows = (0..<count).map { Int32($0 * 5 % 9) }
            var (sums, weighted, products) = (start, start, [Double](repeating: 0, count: count))
            kernels.f64.sum_rows(count, width, x, rows, nil, &sums)
            kernels.f64.sum_rows(count, width, x, rows, w, &weighted)
            kernels.f64.dot_rows(count, width, x, rows, w, &products)
            for j in 0..<width {
                #expect(sums[j] == rows.reduce(start[j]) { $0 + x[Int($1) * width + j] })
                let expected = zip(rows, w).reduce(start[j]) { $0 + $1.1 * x[Int($1.0) * width + j] }
                #expect(abs(weighted[j] - expected) < 1e-13)
            }
            for (product, row) in zip(products, rows) {
                let expected = (0..<width).reduce(0) { $0 + x[Int(row) * width + $1] * w[$1] }
                #expect(abs(product - expected) < 1e-12)
            }
        }
    }

    @Test("do the same in single precision", arguments: sets)
    func single(set: Int) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        let (x, w) = (Self.numbers(9 * 31, 1).map(Float.init), Self.numbers(31, 2).map(Float.init))
        let rows: [Int32] = [8, 0, 3, 3, 1]
        var (sums, products) = ([Float](repeating: 0, count: 31), [Float](repeating: 0, count: 5))
        kernels.f32.sum_rows(5, 31, x, rows, nil, &sums)
        kernels.f32.dot_rows(5, 31, x, rows, w, &products)
        for j in 0..<31 { #expect(sums[j] == rows.reduce(0) { $0 + x[Int($1) * 31 + j] }) }
        for (product, row) in zip(products, rows) {
            #expect(abs(product - (0..<31).reduce(0) { $0 + x[Int(row) * 31 + $1] * w[$1] }) < 1e-4)
        }
    }

    /// Eight times Z Zᵀ + I for a Z of normal numbers, by systems, square.
    private static func matrices(_ d: Int) -> [[Double]] {
        (0..<8).map { system in
            let z = numbers(d * d, UInt64(10 + system))
            return (0..<d * d).map { entry in
                (0..<d).reduce(entry / d == entry % d ? 1 : 0) {
                    $0 + z[entry / d * d + $1] * z[entry % d * d + $1]
                }
            }
        }
    }

    /// Lower triangles of eight matrices side by side.
    private static func interleaved(_ matrices: [[Double]], _ d: Int) -> [Double] {
        (0..<d).flatMap { a in (0...a).flatMap { b in matrices.map { $0[a * d + b] } } }
    }

    @Test("solve and invert eight definite systems", arguments: sets, [1, 2, 7, 21])
    func solve(set: Int, d: Int) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        let (matrices, right) = (Self.matrices(d), Self.numbers(8 * d, 5))
        var (spare, alone) = ([Double](repeating: 0, count: 16 * d), right)
        var (a, solution) = (Self.interleaved(matrices, d), right)
        #expect(kernels.f64.solve_definite(d, &a, &alone, &spare, 0) == 0)
        a = Self.interleaved(matrices, d)
        #expect(kernels.f64.solve_definite(d, &a, &solution, &spare, 1) == 0)
        #expect(alone == solution)
        func inverse(_ row: Int, _ column: Int, _ system: Int) -> Double {
            a[(max(row, column) * (max(row, column) + 1) / 2 + min(row, column)) * 8 + system]
        }
        for system in 0..<8 {
            for row in 0..<d {
                let product = (0..<d).reduce(0) {
                    $0 + matrices[system][row * d + $1] * solution[$1 * 8 + system]
                }
                #expect(abs(product - right[row * 8 + system]) < 1e-10)
                for column in 0..<d {
                    let entry = (0..<d).reduce(0) {
                        $0 + matrices[system][row * d + $1] * inverse($1, column, system)
                    }
                    #expect(abs(entry - (row == column ? 1 : 0)) < 1e-10)
                }
            }
        }
    }

    @Test("tell which systems are not definite, and solve the others", arguments: sets)
    func indefinite(set: Int) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        var matrices = Self.matrices(3)
        matrices[2][4] = -1
        matrices[5][0] = .nan
        matrices[7][8] = .infinity
        var (a, b, spare) = (
            Self.interleaved(matrices, 3), [Double](repeating: 1, count: 24),
            [Double](repeating: 0, count: 48)
        )
        #expect(kernels.f64.solve_definite(3, &a, &b, &spare, 1) == 1 << 2 | 1 << 5 | 1 << 7)
        for system in [0, 1, 3, 4, 6] {
            for row in 0..<3 {
                #expect(
                    abs((0..<3).reduce(-1) { $0 + matrices[system][row * 3 + $1] * b[$1 * 8 + system] })
                        < 1e-10)
            }
        }
    }
}
