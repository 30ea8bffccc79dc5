import Algebra
import Kernels
import Support
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
        let (x, bias, h, g) = (
            Self.numbers(m * n, 4), Self.numbers(n, 5), Self.numbers(m * n, 6), Self.numbers(m, 7)
        )
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
            #expect(
                abs(squares[i] - (0..<n).reduce(0) { $0 + x[i * n + $1] * x[i * n + $1] }) <= 1e-5 * Float(n))
            #expect(
                abs(products[i] - (0..<n).reduce(0.5) { $0 + x[i * n + $1] * bias[$1] }) <= 1e-5 * Float(n))
        }
    }

    @Test(
        "project what is mostly zeros, and tell which units are on, as plain loops do", arguments: sets,
        shapes)
    func projectSparse(set: Int, shape: (Int, Int, Int)) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        let (m, n, k) = shape
        let (words, tolerance) = ((n + 63) / 64, Double((k + 2) * (n + 2)))
        let (b, bias, w) = (Self.numbers(k * n, 2), Self.numbers(n, 3), Self.numbers(n, 4))
        for share in [0, 0.3, 0.9, 1] {
            var generator = SeededGenerator(seed: 9)
            let a = Self.numbers(m * k, 1).map { generator.unitInterval() < share ? abs($0) : 0 }
            let hidden = (0..<m * n).map { index in
                let (row, column) = (index / n, index % n)
                return max(
                    0,
                    (0..<k).reduce(Double(bias[column])) {
                        $0 + Double(a[row * k + $1]) * Double(b[$1 * n + column])
                    })
            }
            func sums(_ term: (Double, Double) -> Double) -> [Double] {
                (0..<m).map { row in (0..<n).reduce(0) { $0 + term(hidden[row * n + $1], Double(w[$1])) } }
            }
            let (dots, squares) = (sums { 0.5 / Double(n) + $0 * $1 }, sums { h, _ in h * h })
            let weights = sums { $0 > 0 ? $1 * $1 : 0 }
            var (y, alone) = ([Float](repeating: 9, count: m), [Float](repeating: 9, count: m))
            var (q, u, flags) = (y, y, [UInt64](repeating: 9, count: m * words))
            kernels.f32.project_sparse(m, n, k, a, b, bias, w, 0.5, &y, &flags, &q, &u)
            kernels.f32.project_sparse(m, n, k, a, b, bias, w, 0.5, &alone, nil, nil, nil)
            #expect(alone == y)
            for row in 0..<m {
                #expect(abs(Double(y[row]) - dots[row]) <= 1e-6 * tolerance)
                #expect(abs(Double(q[row]) - squares[row]) <= 1e-6 * tolerance * Double(k + 2))
            }
            let doubles = (a.map(Double.init), b.map(Double.init), bias.map(Double.init), w.map(Double.init))
            var (z, r, v) = (
                [Double](repeating: 9, count: m), [Double](repeating: 9, count: m),
                [Double](repeating: 9, count: m)
            )
            kernels.f64.project_sparse(
                m, n, k, doubles.0, doubles.1, doubles.2, doubles.3, 0.5, &z, &flags, &r, &v)
            for row in 0..<m {
                #expect(abs(z[row] - dots[row]) <= 1e-14 * tolerance)
                #expect(abs(r[row] - squares[row]) <= 1e-14 * tolerance * Double(k + 2))
                #expect(abs(v[row] - weights[row]) <= 1e-14 * tolerance)
                for column in 0..<64 * words {
                    let isOn = column < n && hidden[row * n + column] > 0
                    #expect((flags[row * words + column / 64] >> (column % 64) & 1 == 1) == isOn)
                }
            }
        }
    }

    @Test("project the rows that may reach a floor as the others do, and no other", arguments: sets, shapes)
    func projectSparseAbove(set: Int, shape: (Int, Int, Int)) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        let (m, n, k) = shape
        let (b, bias) = (Self.numbers(k * n, 2), Self.numbers(n, 3))
        var generator = SeededGenerator(seed: 9)
        let a = Self.numbers(m * k, 1).map { generator.unitInterval() < 0.4 ? abs($0) : 0 }
        for rising in [0, 5, 30, 64] {
            let w = Self.numbers(n, 4).enumerated().map { $0 < rising ? $1 : -abs($1) }
            var (all, some, plain) = (
                [Float](repeating: 9, count: m), [Float](repeating: 9, count: m),
                [Float](repeating: 9, count: m)
            )
            kernels.f32.project_sparse_above(m, n, k, a, b, bias, w, 0.5, min(rising, n), -.infinity, &all)
            kernels.f32.project_sparse(m, n, k, a, b, bias, w, 0.5, &plain, nil, nil, nil)
            for row in 0..<m { #expect(abs(all[row] - plain[row]) <= 1e-6 * Float((k + 2) * (n + 2))) }
            let floor = all.sorted()[m / 2]
            kernels.f32.project_sparse_above(m, n, k, a, b, bias, w, 0.5, min(rising, n), floor, &some)
            for row in 0..<m {
                #expect(some[row] == all[row] || (some[row] == -.infinity && all[row] < floor))
            }
        }
    }

    @Test("sum the flagged rows where a unit is on as plain loops do", arguments: sets, shapes)
    func sumFlagged(set: Int, shape: (Int, Int, Int)) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        let (m, n, k) = shape
        let words = (k + 63) / 64
        let (b, h) = (Self.numbers(k * n, 2), Self.numbers(m * n, 3))
        var generator = SeededGenerator(seed: 4)
        let isOn = (0..<m * k).map { _ in generator.unitInterval() < 0.4 }
        var flags = [UInt64](repeating: 0, count: m * words)
        for index in isOn.indices where isOn[index] {
            flags[index / k * words + index % k / 64] |= 1 << (index % k % 64)
        }
        let expected = (0..<m * n).map { index in
            h[index] > 0
                ? (0..<k).reduce(0.0) { $0 + (isOn[index / n * k + $1] ? Double(b[$1 * n + index % n]) : 0) }
                : 0
        }
        var (q, alone, d) = (
            [Float](repeating: 9, count: m), [Float](repeating: 9, count: m),
            [Float](repeating: 9, count: m * n)
        )
        kernels.f32.sum_flagged(m, n, k, flags, b, h, &q, &d)
        kernels.f32.sum_flagged(m, n, k, flags, b, h, &alone, nil)
        #expect(alone == q)
        for (actual, expected) in zip(d, expected) {
            #expect(abs(Double(actual) - expected) <= 1e-6 * Double(k + 2))
        }
        for row in 0..<m {
            let square = expected[row * n..<(row + 1) * n].reduce(0) { $0 + $1 * $1 }
            #expect(abs(Double(q[row]) - square) <= 1e-6 * Double((k + 2) * (n + 2) * (k + 2)))
        }
        var (r, e) = ([Double](repeating: 9, count: m), [Double](repeating: 9, count: m * n))
        kernels.f64.sum_flagged(m, n, k, flags, b.map(Double.init), h.map(Double.init), &r, &e)
        for (actual, expected) in zip(e, expected) {
            #expect(abs(actual - expected) <= 1e-14 * Double(k + 2))
        }
    }

    @Test(
        "take steps of Adam without gradient together to the bits of one after the other", arguments: sets,
        [1, 5, 16, 32, 37])
    func adamIdle(set: Int, count: Int) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee.f32
        let (rates, roots): ([Float], [Float]) = ([0.1, 0.05, 0.03, 0.021], [0.03, 0.04, 0.06, 0.07])
        let start = (
            Self.numbers(count, 1), Self.numbers(count, 2).map(abs), Self.numbers(count, 3),
            Self.numbers(count, 4)
        )
        var (m, v, p, a) = start
        for (rate, root) in zip(rates, roots) {
            kernels.adam(count, 0.9, 0.999, rate, root, 1e-8, [Float](repeating: 0, count: count), &m, &v, &p)
            let before = a
            kernels.add_scaled(count, -0.2, before, &a)
            kernels.add_scaled(count, 0.2, p, &a)
        }
        var together = start
        kernels.adam_idle(
            count, 4, 0.9, 0.999, rates, roots, 1e-8, &together.0, &together.1, &together.2, 0.2, &together.3)
        #expect(together.0 == m && together.1 == v && together.2 == p && together.3 == a)
        var alone = start
        kernels.adam_idle(count, 4, 0.9, 0.999, rates, roots, 1e-8, &alone.0, &alone.1, &alone.2, 0.2, nil)
        #expect(alone.0 == m && alone.1 == v && alone.2 == p && alone.3 == start.3)
        var (still, average) = (start.2, start.3)
        kernels.adam_idle(count, 4, 0.9, 0.999, rates, roots, 1e-8, nil, nil, &still, 0.2, &average)
        #expect(still == start.2 && average != start.3)
    }

    @Test("add rows of two tables and rectify to the bits of plain loops", arguments: sets, shapes)
    func addRowsRectify(set: Int, shape: (Int, Int, Int)) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        let (m, n, rows) = shape
        let (x, y) = (Self.numbers(rows * n, 2), Self.numbers(rows * n, 3))
        let (first, second) = ((0..<m).map { Int32($0 * 7 % rows) }, (0..<m).map { Int32($0 * 5 % rows) })
        let expected = (0..<m * n).map { index in
            max(0, x[Int(first[index / n]) * n + index % n] + y[Int(second[index / n]) * n + index % n])
        }
        var (h, q) = ([Float](repeating: 9, count: m * n), [Float](repeating: 9, count: m))
        kernels.f32.add_rows_rectify(m, n, x, first, y, second, &h, &q)
        #expect(h == expected)
        for row in 0..<m {
            let square = expected[row * n..<(row + 1) * n].reduce(0) { $0 + Double($1) * Double($1) }
            #expect(abs(Double(q[row]) - square) <= 1e-6 * Double(n + 2))
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
            let products = (0..<k).map {
                Double(g[$0 * stride + first + index / n]) * Double(c[$0 * n + index % n])
            }
            return max(0, products.reduce(Double(x[index]) + Double(bias[index % n]), +))
        }
        var h = [Float](repeating: 9, count: m * n)
        g.withUnsafeBufferPointer { g in
            let rows = (0..<k).map { row in g.baseAddress.map { $0 + row * stride } }
            kernels.f32.correct_rectify(m, n, k, x, bias, rows, first, c, &h)
        }
        for (actual, expected) in zip(h, expected) {
            #expect(abs(Double(actual) - expected) <= 2e-6 * Double(k + 2))
        }
        var d = [Double](repeating: 9, count: m * n)
        g.map(Double.init).withUnsafeBufferPointer { g in
            let rows = (0..<k).map { row in g.baseAddress.map { $0 + row * stride } }
            kernels.f64.correct_rectify(
                m, n, k, x.map(Double.init), bias.map(Double.init), rows, first, c.map(Double.init), &d)
        }
        for (actual, expected) in zip(d, expected) {
            #expect(abs(actual - expected) <= 1e-14 * Double(k + 2))
        }
    }

    /// The shapes of `shapes`, and whole blocks.
    @Test(
        "correct and project columns as plain loops do", arguments: sets,
        shapes + [(128, 64, 20), (200, 16, 64)])
    func columns(set: Int, shape: (Int, Int, Int)) throws {
        let kernels = try #require(icebreaker_kernels_at(set)).pointee
        let (m, n, k) = shape
        let (x, bias) = (Self.numbers(m * n, 4), Self.numbers(n, 5))
        let (first, stride) = (3, m + 5)
        let g = Self.numbers(k * stride, 7)
        var generator = SeededGenerator(seed: 8)
        var (starts, which): ([UInt32], [UInt32]) = ([0], [])
        for _ in 0..<n {
            which += (0..<UInt32(k)).filter { _ in generator.unitInterval() < 0.4 }
            starts.append(UInt32(which.count))
        }
        let c = Self.numbers(which.count, 6)
        let corrected = (0..<n * m).map { index in
            let terms = (Int(starts[index / m])..<Int(starts[index / m + 1])).map {
                Double(c[$0]) * Double(g[Int(which[$0]) * stride + first + index % m])
            }
            return max(0, terms.reduce(Double(x[index]) + Double(bias[index / m]), +))
        }
        let (b, w, shift) = (Self.numbers(n * k, 2), Self.numbers(k, 3), Self.numbers(k, 9))
        let projected = (0..<m).map { item in
            (0..<k).reduce(0.5) { sum, column in
                let z = (0..<n).reduce(Double(shift[column])) {
                    $0 + corrected[$1 * m + item] * Double(b[$1 * k + column])
                }
                return sum + max(0, z) * Double(w[column])
            }
        }
        let tolerance = Double((n + 2) * (k + 2))
        var (h, y) = ([Float](repeating: 9, count: n * m), [Float](repeating: 9, count: m))
        g.withUnsafeBufferPointer { g in
            let rows = (0..<k).map { row in g.baseAddress.map { $0 + row * stride } }
            kernels.f32.correct_columns(m, n, x, bias, rows, first, starts, which, c, &h)
        }
        kernels.f32.project_columns(m, k, n, h, b, shift, w, 0.5, &y)
        for (actual, expected) in zip(h, corrected) {
            #expect(abs(Double(actual) - expected) <= 2e-6 * Double(k + 2))
        }
        for (actual, expected) in zip(y, projected) {
            #expect(abs(Double(actual) - expected) <= 2e-6 * tolerance)
        }
        var (d, e) = (x.map(Double.init), [Double](repeating: 9, count: m))
        let doubles = (
            bias.map(Double.init), c.map(Double.init), b.map(Double.init), shift.map(Double.init),
            w.map(Double.init)
        )
        g.map(Double.init).withUnsafeBufferPointer { g in
            let rows = (0..<k).map { row in g.baseAddress.map { $0 + row * stride } }
            // In place.
            d.withUnsafeMutableBufferPointer { d in
                guard let d = d.baseAddress else { return }
                kernels.f64.correct_columns(m, n, d, doubles.0, rows, first, starts, which, doubles.1, d)
            }
        }
        kernels.f64.project_columns(m, k, n, d, doubles.2, doubles.3, doubles.4, 0.5, &e)
        for (actual, expected) in zip(d, corrected) {
            #expect(abs(actual - expected) <= 1e-14 * Double(k + 2))
        }
        for (actual, expected) in zip(e, projected) { #expect(abs(actual - expected) <= 1e-14 * tolerance) }
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
            #expect(
                abs(m[j] - first) <= 1e-14 * max(1, abs(first))
                    && abs(v[j] - second) <= 1e-13 * max(1, second))
            #expect(abs(p[j] - (-g[j] - 0.01 * first / (second.squareRoot() / 0.5 + 1e-8))) <= 1e-12)
        }
    }
}
