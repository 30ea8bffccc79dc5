import Kernels

/// The number type of an estimator: `Float` for work, `Double` for checking it.
///
/// The requirements are the inner loops, chosen once for this processor (see the Kernels target). Matrices
/// are row-major.
public protocol EstimatorScalar: BinaryFloatingPoint, Sendable {
    /// C[m,n] = A[m,k] B[k,n], added to C when `accumulate` is true; A[i,p] is `a[i * aRow + p * aColumn]`.
    static func multiply(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ aRow: Int, _ aColumn: Int,
        _ b: UnsafePointer<Self>, _ bRow: Int, _ c: UnsafeMutablePointer<Self>, _ cRow: Int, accumulate: Bool)
    /// x[m,n] = max(0, x + bias[n]).
    static func addBiasRectify(
        _ m: Int, _ n: Int, _ bias: UnsafePointer<Self>, _ x: UnsafeMutablePointer<Self>)
    /// y[m] = x[m,n] w[n] + bias.
    static func project(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ w: UnsafePointer<Self>, _ bias: Self,
        _ y: UnsafeMutablePointer<Self>)
    /// d[m,n] = g[m] w[n] where h[m,n] > 0, else 0.
    static func maskedOuter(
        _ m: Int, _ n: Int, _ g: UnsafePointer<Self>, _ w: UnsafePointer<Self>, _ h: UnsafePointer<Self>,
        _ d: UnsafeMutablePointer<Self>)
    /// d[count] = 0 where h <= 0.
    static func mask(_ count: Int, _ h: UnsafePointer<Self>, _ d: UnsafeMutablePointer<Self>)
    /// s[n] = sum over the rows of x[m,n].
    static func columnSums(_ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ s: UnsafeMutablePointer<Self>)
    /// q[m] = sum of squares of each row of x[m,n].
    static func rowSquares(_ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ q: UnsafeMutablePointer<Self>)
    /// y[count] += factor x[count].
    static func addScaled(
        _ count: Int, _ factor: Self, _ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>)
    /// t[n,m] = x[m,n] transposed.
    static func transpose(_ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ t: UnsafeMutablePointer<Self>)
    /// One Adam step on `count` parameters; see the type `Adam`.
    static func adam(
        _ count: Int, _ constants: AdamConstants<Self>, _ g: UnsafePointer<Self>,
        _ m: UnsafeMutablePointer<Self>,
        _ v: UnsafeMutablePointer<Self>, _ p: UnsafeMutablePointer<Self>)
    /// Adam steps with a gradient of 0, to the bits of `adam`, one for each rate with its root, and after
    /// each of them one of a running average, a ← a − share a, a ← a + share p. Without moments p stays; a
    /// may be `nil`.
    static func adamIdle(
        _ count: Int, _ constants: AdamConstants<Self>, rates: UnsafeBufferPointer<Self>,
        roots: UnsafeBufferPointer<Self>,
        _ m: UnsafeMutablePointer<Self>?, _ v: UnsafeMutablePointer<Self>?, _ p: UnsafeMutablePointer<Self>,
        share: Self,
        _ a: UnsafeMutablePointer<Self>?)
    /// h[m,n] = max(0, x[m,n] + bias[n] + Σ over p < k of g[p][first + i] c[p,n]).
    static func correctRectify(
        _ m: Int, _ n: Int, _ k: Int, _ x: UnsafePointer<Self>, _ bias: UnsafePointer<Self>,
        _ g: UnsafePointer<UnsafePointer<Self>?>, _ first: Int, _ c: UnsafePointer<Self>,
        _ h: UnsafeMutablePointer<Self>)
    /// h[m,n] = max(0, x[first[i]] + y[second[i]]), rows of x and y of length n, and q[m] = |h[i]|².
    static func addRowsRectify(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ first: UnsafePointer<Int32>, _ y: UnsafePointer<Self>,
        _ second: UnsafePointer<Int32>, _ h: UnsafeMutablePointer<Self>, _ q: UnsafeMutablePointer<Self>)
    /// y[m] = h w[n] + out with h = max(0, A[m,k] B[k,n] + bias[n]), for an A that is mostly zeros. Unless
    /// `measures` is `nil` also what it names.
    static func projectSparse(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
        _ bias: UnsafePointer<Self>,
        _ w: UnsafePointer<Self>, _ out: Self, _ y: UnsafeMutablePointer<Self>,
        measures: HiddenMeasures<Self>?)
    /// y[m] as of `projectSparse`, but −∞ where it is below `floor` as may be found out from the first
    /// `rising` columns, after which no w[j] is positive.
    static func projectSparseAbove(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
        _ bias: UnsafePointer<Self>,
        _ w: UnsafePointer<Self>, _ out: Self, rising: Int, floor: Self, _ y: UnsafeMutablePointer<Self>)
    /// d[m,n] = Σ of the rows p of B[k,n] whose bit in flags[m, (k + 63) / 64] is set, where h[m,n] > 0, else
    /// 0, and q[m] = |d[i]|²; d may be `nil`.
    static func sumFlagged(
        _ m: Int, _ n: Int, _ k: Int, _ flags: UnsafePointer<UInt64>, _ b: UnsafePointer<Self>,
        _ h: UnsafePointer<Self>,
        _ q: UnsafeMutablePointer<Self>, _ d: UnsafeMutablePointer<Self>?)
}

/// Where ``EstimatorScalar/projectSparse(_:_:_:_:_:_:_:_:_:measures:)`` writes what it finds out about h
/// besides y.
public struct HiddenMeasures<Scalar: EstimatorScalar> {
    /// Bit j % 64 of [m, (n + 63) / 64] tells whether h[i,j] > 0.
    public var flags: UnsafeMutablePointer<UInt64>
    /// |h[i]|², shape [m].
    public var squares: UnsafeMutablePointer<Scalar>
    /// Σ w[j]² over the j with h[i,j] > 0, shape [m].
    public var weightSquares: UnsafeMutablePointer<Scalar>

    /// Takes the numbers.
    @inlinable public init(
        flags: UnsafeMutablePointer<UInt64>, squares: UnsafeMutablePointer<Scalar>,
        weightSquares: UnsafeMutablePointer<Scalar>
    ) {
        (self.flags, self.squares, self.weightSquares) = (flags, squares, weightSquares)
    }
}

/// What one Adam step multiplies by, bias corrections included.
public struct AdamConstants<Scalar: EstimatorScalar>: Sendable {
    /// β₁, the decay of the mean.
    public var firstDecay: Scalar
    /// β₂, the decay of the mean square.
    public var secondDecay: Scalar
    /// β / (1 − β₁ᵗ), the rate with its correction.
    public var rate: Scalar
    /// √(1 − β₂ᵗ).
    public var root: Scalar
    /// ε, added to the denominator.
    public var epsilon: Scalar

    /// Takes the numbers.
    @inlinable public init(
        firstDecay: Scalar, secondDecay: Scalar, rate: Scalar, root: Scalar, epsilon: Scalar
    ) {
        (self.firstDecay, self.secondDecay, self.rate) = (firstDecay, secondDecay, rate)
        (self.root, self.epsilon) = (root, epsilon)
    }
}

// A table of functions that nothing writes to after this.
@usableFromInline nonisolated(unsafe) let scalarKernels = icebreaker_kernels_best()

extension Float: EstimatorScalar {
    /// C[m,n] = A[m,k] B[k,n], added to C when `accumulate` is true; A[i,p] is `a[i * aRow + p * aColumn]`.
    @inline(__always)
    @inlinable public static func multiply(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ aRow: Int, _ aColumn: Int,
        _ b: UnsafePointer<Self>, _ bRow: Int, _ c: UnsafeMutablePointer<Self>, _ cRow: Int, accumulate: Bool
    ) {
        scalarKernels.f32.multiply(m, n, k, a, aRow, aColumn, b, bRow, c, cRow, accumulate ? 1 : 0)
    }

    /// x[m,n] = max(0, x + bias[n]).
    @inline(__always)
    @inlinable public static func addBiasRectify(
        _ m: Int, _ n: Int, _ bias: UnsafePointer<Self>, _ x: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.add_bias_rectify(m, n, bias, x)
    }

    /// y[m] = x[m,n] w[n] + bias.
    @inline(__always)
    @inlinable public static func project(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ w: UnsafePointer<Self>, _ bias: Self,
        _ y: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.project(m, n, x, w, bias, y)
    }

    /// d[m,n] = g[m] w[n] where h[m,n] > 0, else 0.
    @inline(__always)
    @inlinable public static func maskedOuter(
        _ m: Int, _ n: Int, _ g: UnsafePointer<Self>, _ w: UnsafePointer<Self>, _ h: UnsafePointer<Self>,
        _ d: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.masked_outer(m, n, g, w, h, d)
    }

    /// d[count] = 0 where h <= 0.
    @inline(__always)
    @inlinable public static func mask(
        _ count: Int, _ h: UnsafePointer<Self>, _ d: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.mask(count, h, d)
    }

    /// s[n] = sum over the rows of x[m,n].
    @inline(__always)
    @inlinable public static func columnSums(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ s: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.column_sums(m, n, x, s)
    }

    /// q[m] = sum of squares of each row of x[m,n].
    @inline(__always)
    @inlinable public static func rowSquares(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ q: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.row_squares(m, n, x, q)
    }

    /// y[count] += factor x[count].
    @inline(__always)
    @inlinable public static func addScaled(
        _ count: Int, _ factor: Self, _ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.add_scaled(count, factor, x, y)
    }

    /// t[n,m] = x[m,n] transposed.
    @inline(__always)
    @inlinable public static func transpose(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ t: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.transpose(m, n, x, t)
    }

    /// One Adam step on `count` parameters; see the type `Adam`.
    @inline(__always)
    @inlinable public static func adam(
        _ count: Int, _ constants: AdamConstants<Self>, _ g: UnsafePointer<Self>,
        _ m: UnsafeMutablePointer<Self>,
        _ v: UnsafeMutablePointer<Self>, _ p: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.adam(
            count, constants.firstDecay, constants.secondDecay, constants.rate, constants.root,
            constants.epsilon, g, m, v, p)
    }

    /// Adam steps with a gradient of 0, to the bits of `adam`, one for each rate with its root, and after
    /// each of them one of a running average, a ← a − share a, a ← a + share p. Without moments p stays; a
    /// may be `nil`.
    @inline(__always)
    @inlinable public static func adamIdle(
        _ count: Int, _ constants: AdamConstants<Self>, rates: UnsafeBufferPointer<Self>,
        roots: UnsafeBufferPointer<Self>,
        _ m: UnsafeMutablePointer<Self>?, _ v: UnsafeMutablePointer<Self>?, _ p: UnsafeMutablePointer<Self>,
        share: Self,
        _ a: UnsafeMutablePointer<Self>?
    ) {
        guard let rate = rates.baseAddress, let root = roots.baseAddress else { return }
        scalarKernels.f32.adam_idle(
            count, rates.count, constants.firstDecay, constants.secondDecay, rate, root, constants.epsilon, m,
            v, p, share, a)
    }

    /// h[m,n] = max(0, x[m,n] + bias[n] + Σ over p < k of g[p][first + i] c[p,n]).
    @inline(__always)
    @inlinable public static func correctRectify(
        _ m: Int, _ n: Int, _ k: Int, _ x: UnsafePointer<Self>, _ bias: UnsafePointer<Self>,
        _ g: UnsafePointer<UnsafePointer<Self>?>, _ first: Int, _ c: UnsafePointer<Self>,
        _ h: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.correct_rectify(m, n, k, x, bias, g, first, c, h)
    }

    /// h[m,n] = max(0, x[first[i]] + y[second[i]]), rows of x and y of length n, and q[m] = |h[i]|².
    @inline(__always)
    @inlinable public static func addRowsRectify(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ first: UnsafePointer<Int32>, _ y: UnsafePointer<Self>,
        _ second: UnsafePointer<Int32>, _ h: UnsafeMutablePointer<Self>, _ q: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.add_rows_rectify(m, n, x, first, y, second, h, q)
    }

    /// y[m] = h w[n] + out with h = max(0, A[m,k] B[k,n] + bias[n]), for an A that is mostly zeros. Unless
    /// `measures` is `nil` also what it names.
    @inline(__always)
    @inlinable public static func projectSparse(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
        _ bias: UnsafePointer<Self>,
        _ w: UnsafePointer<Self>, _ out: Self, _ y: UnsafeMutablePointer<Self>,
        measures: HiddenMeasures<Self>?
    ) {
        scalarKernels.f32.project_sparse(
            m, n, k, a, b, bias, w, out, y, measures?.flags, measures?.squares, measures?.weightSquares)
    }

    /// y[m] as of `projectSparse`, but −∞ where it is below `floor` as may be found out from the first
    /// `rising` columns, after which no w[j] is positive.
    @inline(__always)
    @inlinable public static func projectSparseAbove(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
        _ bias: UnsafePointer<Self>,
        _ w: UnsafePointer<Self>, _ out: Self, rising: Int, floor: Self, _ y: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.project_sparse_above(m, n, k, a, b, bias, w, out, rising, floor, y)
    }

    /// d[m,n] = Σ of the rows p of B[k,n] whose bit in flags[m, (k + 63) / 64] is set, where h[m,n] > 0, else
    /// 0, and q[m] = |d[i]|²; d may be `nil`.
    @inline(__always)
    @inlinable public static func sumFlagged(
        _ m: Int, _ n: Int, _ k: Int, _ flags: UnsafePointer<UInt64>, _ b: UnsafePointer<Self>,
        _ h: UnsafePointer<Self>,
        _ q: UnsafeMutablePointer<Self>, _ d: UnsafeMutablePointer<Self>?
    ) {
        scalarKernels.f32.sum_flagged(m, n, k, flags, b, h, q, d)
    }

    /// h[n,m] = max(0, x[n,m] + bias[n] + Σ over starts[j] ≤ p < starts[j + 1] of c[p] g[which[p]][first +
    /// i]), j being the row and i the column; x and h may be the same.
    @inline(__always)
    @inlinable public static func correctColumns(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ bias: UnsafePointer<Self>,
        _ g: UnsafePointer<UnsafePointer<Self>?>,
        _ first: Int, _ starts: UnsafePointer<UInt32>, _ which: UnsafePointer<UInt32>,
        _ c: UnsafePointer<Self>,
        _ h: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.correct_columns(m, n, x, bias, g, first, starts, which, c, h)
    }

    /// y[m] = w[n] max(0, Hᵀ B + bias[n]) + out, H[k,m] and B[k,n].
    @inline(__always)
    @inlinable public static func projectColumns(
        _ m: Int, _ n: Int, _ k: Int, _ h: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
        _ bias: UnsafePointer<Self>,
        _ w: UnsafePointer<Self>, _ out: Self, _ y: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f32.project_columns(m, n, k, h, b, bias, w, out, y)
    }
}

extension Double: EstimatorScalar {
    /// C[m,n] = A[m,k] B[k,n], added to C when `accumulate` is true; A[i,p] is `a[i * aRow + p * aColumn]`.
    @inline(__always)
    @inlinable public static func multiply(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ aRow: Int, _ aColumn: Int,
        _ b: UnsafePointer<Self>, _ bRow: Int, _ c: UnsafeMutablePointer<Self>, _ cRow: Int, accumulate: Bool
    ) {
        scalarKernels.f64.multiply(m, n, k, a, aRow, aColumn, b, bRow, c, cRow, accumulate ? 1 : 0)
    }

    /// x[m,n] = max(0, x + bias[n]).
    @inline(__always)
    @inlinable public static func addBiasRectify(
        _ m: Int, _ n: Int, _ bias: UnsafePointer<Self>, _ x: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f64.add_bias_rectify(m, n, bias, x)
    }

    /// y[m] = x[m,n] w[n] + bias.
    @inline(__always)
    @inlinable public static func project(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ w: UnsafePointer<Self>, _ bias: Self,
        _ y: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f64.project(m, n, x, w, bias, y)
    }

    /// d[m,n] = g[m] w[n] where h[m,n] > 0, else 0.
    @inline(__always)
    @inlinable public static func maskedOuter(
        _ m: Int, _ n: Int, _ g: UnsafePointer<Self>, _ w: UnsafePointer<Self>, _ h: UnsafePointer<Self>,
        _ d: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f64.masked_outer(m, n, g, w, h, d)
    }

    /// d[count] = 0 where h <= 0.
    @inline(__always)
    @inlinable public static func mask(
        _ count: Int, _ h: UnsafePointer<Self>, _ d: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f64.mask(count, h, d)
    }

    /// s[n] = sum over the rows of x[m,n].
    @inline(__always)
    @inlinable public static func columnSums(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ s: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f64.column_sums(m, n, x, s)
    }

    /// q[m] = sum of squares of each row of x[m,n].
    @inline(__always)
    @inlinable public static func rowSquares(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ q: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f64.row_squares(m, n, x, q)
    }

    /// y[count] += factor x[count].
    @inline(__always)
    @inlinable public static func addScaled(
        _ count: Int, _ factor: Self, _ x: UnsafePointer<Self>, _ y: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f64.add_scaled(count, factor, x, y)
    }

    /// t[n,m] = x[m,n] transposed.
    @inline(__always)
    @inlinable public static func transpose(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ t: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f64.transpose(m, n, x, t)
    }

    /// One Adam step on `count` parameters; see the type `Adam`.
    @inline(__always)
    @inlinable public static func adam(
        _ count: Int, _ constants: AdamConstants<Self>, _ g: UnsafePointer<Self>,
        _ m: UnsafeMutablePointer<Self>,
        _ v: UnsafeMutablePointer<Self>, _ p: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f64.adam(
            count, constants.firstDecay, constants.secondDecay, constants.rate, constants.root,
            constants.epsilon, g, m, v, p)
    }

    /// Adam steps with a gradient of 0, to the bits of `adam`, one for each rate with its root, and after
    /// each of them one of a running average, a ← a − share a, a ← a + share p. Without moments p stays; a
    /// may be `nil`.
    @inline(__always)
    @inlinable public static func adamIdle(
        _ count: Int, _ constants: AdamConstants<Self>, rates: UnsafeBufferPointer<Self>,
        roots: UnsafeBufferPointer<Self>,
        _ m: UnsafeMutablePointer<Self>?, _ v: UnsafeMutablePointer<Self>?, _ p: UnsafeMutablePointer<Self>,
        share: Self,
        _ a: UnsafeMutablePointer<Self>?
    ) {
        guard let rate = rates.baseAddress, let root = roots.baseAddress else { return }
        scalarKernels.f64.adam_idle(
            count, rates.count, constants.firstDecay, constants.secondDecay, rate, root, constants.epsilon, m,
            v, p, share, a)
    }

    /// h[m,n] = max(0, x[m,n] + bias[n] + Σ over p < k of g[p][first + i] c[p,n]).
    @inline(__always)
    @inlinable public static func correctRectify(
        _ m: Int, _ n: Int, _ k: Int, _ x: UnsafePointer<Self>, _ bias: UnsafePointer<Self>,
        _ g: UnsafePointer<UnsafePointer<Self>?>, _ first: Int, _ c: UnsafePointer<Self>,
        _ h: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f64.correct_rectify(m, n, k, x, bias, g, first, c, h)
    }

    /// h[m,n] = max(0, x[first[i]] + y[second[i]]), rows of x and y of length n, and q[m] = |h[i]|².
    @inline(__always)
    @inlinable public static func addRowsRectify(
        _ m: Int, _ n: Int, _ x: UnsafePointer<Self>, _ first: UnsafePointer<Int32>, _ y: UnsafePointer<Self>,
        _ second: UnsafePointer<Int32>, _ h: UnsafeMutablePointer<Self>, _ q: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f64.add_rows_rectify(m, n, x, first, y, second, h, q)
    }

    /// y[m] = h w[n] + out with h = max(0, A[m,k] B[k,n] + bias[n]), for an A that is mostly zeros. Unless
    /// `measures` is `nil` also what it names.
    @inline(__always)
    @inlinable public static func projectSparse(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
        _ bias: UnsafePointer<Self>,
        _ w: UnsafePointer<Self>, _ out: Self, _ y: UnsafeMutablePointer<Self>,
        measures: HiddenMeasures<Self>?
    ) {
        scalarKernels.f64.project_sparse(
            m, n, k, a, b, bias, w, out, y, measures?.flags, measures?.squares, measures?.weightSquares)
    }

    /// y[m] as of `projectSparse`, but −∞ where it is below `floor` as may be found out from the first
    /// `rising` columns, after which no w[j] is positive.
    @inline(__always)
    @inlinable public static func projectSparseAbove(
        _ m: Int, _ n: Int, _ k: Int, _ a: UnsafePointer<Self>, _ b: UnsafePointer<Self>,
        _ bias: UnsafePointer<Self>,
        _ w: UnsafePointer<Self>, _ out: Self, rising: Int, floor: Self, _ y: UnsafeMutablePointer<Self>
    ) {
        scalarKernels.f64.project_sparse_above(m, n, k, a, b, bias, w, out, rising, floor, y)
    }

    /// d[m,n] = Σ of the rows p of B[k,n] whose bit in flags[m, (k + 63) / 64] is set, where h[m,n] > 0, else
    /// 0, and q[m] = |d[i]|²; d may be `nil`.
    @inline(__always)
    @inlinable public static func sumFlagged(
        _ m: Int, _ n: Int, _ k: Int, _ flags: UnsafePointer<UInt64>, _ b: UnsafePointer<Self>,
        _ h: UnsafePointer<Self>,
        _ q: UnsafeMutablePointer<Self>, _ d: UnsafeMutablePointer<Self>?
    ) {
        scalarKernels.f64.sum_flagged(m, n, k, flags, b, h, q, d)
    }
}
