import Datasets
import Kernels
import Testing

/// Every instruction set of this processor against plain loops in Double.
@Suite("Kernels")
struct KernelParityTests {
    static let sets = (0..<icebreaker_kernels_count()).map { Int($0) }
    /// Odd sizes, so that tiles, vectors and remainders all occur.
    static let shapes = [(1, 1, 1), (2, 16, 3), (7, 33, 5), (13, 64, 64), (6, 64, 256), (3, 100, 17)]

    private static func numbers(_ count: Int, _ seed: UInt64) -> [Float] {
        var generator = SeededGenerator(seed: seed)
        return (0..<count).map { _ in Float(generator.normal()) }
    }

    @Test("multiply matrices as plain loops do, also transposed and added to", arguments: sets, shapes)
    func multiply(set: Int, shape: (Int, Int, Int)) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        let (m, n, k) = shape
        let (a, b, start) = (Self.numbers(m * k, 1), Self.numbers(k * n, 2), Self.numbers(m * n, 3))
        for (row, column, accumulate) in [(k, 1, 0), (1, m, 0), (k, 1, 1)] as [(Int, Int, Int32)] {
            var c = start
            kernels.f32.multiply(m, n, k, a, row, column, b, n, &c, n, accumulate)
            let doubles = (a.map(Double.init), b.map(Double.init))
            var d = start.map(Double.init)
            kernels.f64.multiply(m, n, k, doubles.0, row, column, doubles.1, n, &d, n, accumulate)
            for i in 0..<m {
                for j in 0..<n {
                    var expected = accumulate == 1 ? Double(start[i * n + j]) : 0
                    var size = abs(expected)
                    for p in 0..<k {
                        let term = Double(a[i * row + p * column]) * Double(b[p * n + j])
                        expected += term
                        size += abs(term)
                    }
                    #expect(abs(Double(c[i * n + j]) - expected) <= 1e-6 * max(size, 1))
                    #expect(abs(d[i * n + j] - expected) <= 1e-14 * max(size, 1))
                }
            }
        }
    }

    @Test("apply bias, rectifier, masks and sums as plain loops do", arguments: sets, shapes)
    func elementwise(set: Int, shape: (Int, Int, Int)) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee.f32
        let (m, n, _) = shape
        let (x, bias, h, g) = (Self.numbers(m * n, 4), Self.numbers(n, 5), Self.numbers(m * n, 6), Self.numbers(m, 7))
        var rectified = x
        kernels.add_bias_rectify(m, n, bias, &rectified)
        #expect(rectified == x.indices.map { max(0, x[$0] + bias[$0 % n]) })
        var outer = x
        kernels.masked_outer(m, n, g, bias, h, &outer)
        #expect(outer == x.indices.map { h[$0] > 0 ? g[$0 / n] * bias[$0 % n] : 0 })
        var masked = x
        kernels.mask(m * n, h, &masked)
        #expect(masked == x.indices.map { h[$0] > 0 ? x[$0] : 0 })
        var transposed = x
        kernels.transpose(m, n, x, &transposed)
        #expect(transposed == (0..<m * n).map { x[($0 % m) * n + $0 / m] })
        var (sums, squares, products) = (
            [Float](repeating: 9, count: n), [Float](repeating: 9, count: m), [Float](repeating: 9, count: m)
        )
        kernels.column_sums(m, n, x, &sums)
        kernels.row_squares(m, n, x, &squares)
        kernels.project(m, n, x, bias, 0.5, &products)
        for j in 0..<n { #expect(abs(sums[j] - (0..<m).reduce(0) { $0 + x[$1 * n + j] }) <= 1e-5 * Float(m)) }
        for i in 0..<m {
            #expect(abs(squares[i] - (0..<n).reduce(0) { $0 + x[i * n + $1] * x[i * n + $1] }) <= 1e-5 * Float(n))
            #expect(abs(products[i] - (0..<n).reduce(0.5) { $0 + x[i * n + $1] * bias[$1] }) <= 1e-5 * Float(n))
        }
    }

    @Test("multiply an A with zeros to the bits of the full product", arguments: sets, shapes)
    func multiplySparse(set: Int, shape: (Int, Int, Int)) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        let (m, n, k) = shape
        let b = Self.numbers(k * n, 2)
        for share in [0, 0.3, 0.9, 1] {
            var generator = SeededGenerator(seed: 9)
            let a = Self.numbers(m * k, 1).map { generator.unitInterval() < share ? $0 : 0 }
            var (c, expected) = ([Float](repeating: 9, count: m * n), [Float](repeating: 9, count: m * n))
            kernels.f32.multiply_sparse(m, n, k, a, b, &c)
            kernels.f32.multiply(m, n, k, a, k, 1, b, n, &expected, n, 0)
            #expect(c == expected)
            let doubles = (a.map(Double.init), b.map(Double.init))
            var (d, wanted) = ([Double](repeating: 9, count: m * n), [Double](repeating: 9, count: m * n))
            kernels.f64.multiply_sparse(m, n, k, doubles.0, doubles.1, &d)
            kernels.f64.multiply(m, n, k, doubles.0, k, 1, doubles.1, n, &wanted, n, 0)
            #expect(d == wanted)
        }
    }

    @Test("project what is mostly zeros as plain loops do", arguments: sets, shapes)
    func projectSparse(set: Int, shape: (Int, Int, Int)) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        let (m, n, k) = shape
        let (b, bias, w) = (Self.numbers(k * n, 2), Self.numbers(n, 3), Self.numbers(n, 4))
        for share in [0, 0.3, 0.9, 1] {
            var generator = SeededGenerator(seed: 9)
            let a = Self.numbers(m * k, 1).map { generator.unitInterval() < share ? $0 : 0 }
            let expected = (0..<m).map { row in
                (0..<n).reduce(0.5) { sum, column in
                    let h = (0..<k).reduce(Double(bias[column])) { $0 + Double(a[row * k + $1]) * Double(b[$1 * n + column]) }
                    return sum + max(0, h) * Double(w[column])
                }
            }
            var y = [Float](repeating: 9, count: m)
            kernels.f32.project_sparse(m, n, k, a, b, bias, w, 0.5, &y)
            for (actual, expected) in zip(y, expected) {
                #expect(abs(Double(actual) - expected) <= 1e-6 * Double((k + 2) * (n + 2)))
            }
            var z = [Double](repeating: 9, count: m)
            kernels.f64.project_sparse(
                m, n, k, a.map(Double.init), b.map(Double.init), bias.map(Double.init), w.map(Double.init), 0.5, &z)
            for (actual, expected) in zip(z, expected) { #expect(abs(actual - expected) <= 1e-14 * Double((k + 2) * (n + 2))) }
        }
    }

    @Test("correct and rectify as plain loops do", arguments: sets, shapes)
    func correctRectify(set: Int, shape: (Int, Int, Int)) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        let (m, n, k) = shape
        let (x, bias, c) = (Self.numbers(m * n, 4), Self.numbers(n, 5), Self.numbers(k * n, 6))
        // The rows lie apart and begin before the first number that counts.
        let (first, stride) = (3, m + 5)
        let g = Self.numbers(k * stride, 7)
        let expected = (0..<m * n).map { index in
            let products = (0..<k).map { Double(g[$0 * stride + first + index / n]) * Double(c[$0 * n + index % n]) }
            return max(0, products.reduce(Double(x[index]) + Double(bias[index % n]), +))
        }
        var h = [Float](repeating: 9, count: m * n)
        g.withUnsafeBufferPointer { g in
            let rows = (0..<k).map { row in g.baseAddress.map { $0 + row * stride } }
            kernels.f32.correct_rectify(m, n, k, x, bias, rows, first, c, &h)
        }
        for (actual, expected) in zip(h, expected) { #expect(abs(Double(actual) - expected) <= 2e-6 * Double(k + 2)) }
        var d = [Double](repeating: 9, count: m * n)
        g.map(Double.init).withUnsafeBufferPointer { g in
            let rows = (0..<k).map { row in g.baseAddress.map { $0 + row * stride } }
            kernels.f64.correct_rectify(
                m, n, k, x.map(Double.init), bias.map(Double.init), rows, first, c.map(Double.init), &d)
        }
        for (actual, expected) in zip(d, expected) { #expect(abs(actual - expected) <= 1e-14 * Double(k + 2)) }
    }

    @Test("take the Adam step of its formula", arguments: sets)
    func adam(set: Int) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee.f64
        let g = Self.numbers(37, 8).map(Double.init)
        var (m, v, p) = (g.map { $0 / 3 }, g.map { $0 * $0 }, g.map { -$0 })
        kernels.adam(37, 0.9, 0.999, 0.01, 0.5, 1e-8, g, &m, &v, &p)
        for j in g.indices {
            let first = 0.9 * g[j] / 3 + 0.1 * g[j]
            let second = 0.999 * g[j] * g[j] + 0.001 * g[j] * g[j]
            #expect(abs(m[j] - first) <= 1e-14 * max(1, abs(first)) && abs(v[j] - second) <= 1e-13 * max(1, second))
            #expect(abs(p[j] - (-g[j] - 0.01 * first / (second.squareRoot() / 0.5 + 1e-8))) <= 1e-12)
        }
    }
}
