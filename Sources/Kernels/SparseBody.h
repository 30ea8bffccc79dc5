// Products with rows that are mostly zeros, one row at a time from one flag to the next: most of h1 and of the gradient with
// respect to h2 is zero in a trained estimator. Included by KernelBody.h, whose names it uses.

// The most vectors of a column block: 32 columns, or 8.
#define VECTOR_LIMIT (32 / LANES < 8 ? 8 : 32 / LANES)

// What the lanes of `value` that are positive are, as bits.
INLINE uint64_t FN(positive)(VECTOR value) {
    typedef _Bool flags __attribute__((ext_vector_type(LANES)));
    const flags lanes = __builtin_convertvector(value > FN(splat)(0), flags);
    uint16_t bits = 0;
    __builtin_memcpy(&bits, &lanes, sizeof lanes);
    return bits & ((1u << LANES) - 1);
}

// Bit j tells whether x[j] > 0, for j < count <= 64.
INLINE uint64_t FN(flags)(size_t count, const T *x) {
    uint64_t bits = 0;
    size_t j = 0;
    for (; j + LANES <= count; j += LANES) bits |= FN(positive)(FN(load)(x + j)) << j;
    for (; j < count; j++) bits |= (uint64_t)(x[j] > 0) << j;
    return bits;
}

// The place of the lowest bit, which is cleared.
INLINE size_t FN(take)(uint64_t *bits) {
    const size_t place = (size_t)__builtin_ctzll(*bits);
    *bits &= *bits - 1;
    return place;
}

INLINE void FN(add_scaled_row)(const int vectors, T factor, const T *row, VECTOR *sum) {
    for (int v = 0; v < vectors; v++) sum[v] += FN(splat)(factor) * FN(load)(row + v * LANES);
}

// Adds the rows p of a column block of B, each times a[p], for the positive a[p].
INLINE void FN(add_scaled_rows)(const int vectors, size_t n, size_t k, const T *a, const T *b, VECTOR *sum) {
    // With few vectors a sum would wait for the one before; two take turns.
    VECTOR other[VECTOR_LIMIT];
    for (int v = 0; v < vectors; v++) other[v] = FN(splat)(0);
    for (size_t start = 0; start < k; start += 64) {
        uint64_t bits = FN(flags)(k - start < 64 ? k - start : 64, a + start);
        while (vectors <= 2 && (bits & (bits - 1))) {
            const size_t p = start + FN(take)(&bits), q = start + FN(take)(&bits);
            FN(add_scaled_row)(vectors, a[p], b + p * n, sum);
            FN(add_scaled_row)(vectors, a[q], b + q * n, other);
        }
        while (bits) {
            const size_t p = start + FN(take)(&bits);
            FN(add_scaled_row)(vectors, a[p], b + p * n, sum);
        }
    }
    for (int v = 0; v < vectors && vectors <= 2; v++) sum[v] += other[v];
}

// Adds the flagged rows of a column block of B.
INLINE void FN(add_flagged_rows)(const int vectors, size_t n, size_t k, const uint64_t *flags, const T *b, VECTOR *sum) {
    for (size_t start = 0; start < k; start += 64)
        for (uint64_t bits = flags[start / 64]; bits;) {
            const size_t p = start + FN(take)(&bits);
            for (int v = 0; v < vectors; v++) sum[v] += FN(load)(b + p * n + v * LANES);
        }
}

// What a row of `project_sparse` has found so far.
typedef struct FN(found) {
    VECTOR dots, squares, weights;
} FN(found);

// A column block of one row.
INLINE void FN(project_block)(const int vectors, const int measured, size_t n, size_t k, size_t j, const T *a,
                              const T *b, const T *bias, const T *w, uint64_t *flags, FN(found) *found) {
    VECTOR sum[VECTOR_LIMIT];
    for (int v = 0; v < vectors; v++) sum[v] = FN(load)(bias + j + v * LANES);
    FN(add_scaled_rows)(vectors, n, k, a, b + j, sum);
    for (int v = 0; v < vectors; v++) {
        const size_t column = j + (size_t)v * LANES;
        const VECTOR h = FN(where_positive)(sum[v], sum[v]), weight = FN(load)(w + column);
        found->dots += h * weight;
        if (!measured) continue;
        found->squares += h * h;
        const VECTOR counted = FN(where_positive)(sum[v], weight);
        found->weights += counted * counted;
        flags[column / 64] |= FN(positive)(sum[v]) << column % 64;
    }
}

// One row.
INLINE void FN(project_row)(const int measured, size_t n, size_t k, const T *a, const T *b, const T *bias, const T *w, T out,
                            T *y, uint64_t *flags, T *q, T *u) {
    for (size_t start = 0; measured && start < n; start += 64) flags[start / 64] = 0;
    FN(found) found = {};
    size_t j = 0;
    for (; j + 8 * LANES <= n; j += 8 * LANES)
        FN(project_block)(8, measured, n, k, j, a, b, bias, w, flags, &found);
    for (; j + 4 * LANES <= n; j += 4 * LANES)
        FN(project_block)(4, measured, n, k, j, a, b, bias, w, flags, &found);
    for (; j + LANES <= n; j += LANES) FN(project_block)(1, measured, n, k, j, a, b, bias, w, flags, &found);
    T dot = FN(lane_sum)(found.dots), square = FN(lane_sum)(found.squares), weight = FN(lane_sum)(found.weights);
    for (; j < n; j++) {
        T h = bias[j];
        for (size_t p = 0; p < k; p++) h += a[p] * b[p * n + j];
        if (!(h > 0)) continue;
        dot += h * w[j];
        square += h * h;
        weight += w[j] * w[j];
        if (measured) flags[j / 64] |= (uint64_t)1 << j % 64;
    }
    *y = dot + out;
    if (!measured) return;
    *q = square;
    *u = weight;
}

INLINE void FN(project_rows)(const int measured, size_t m, size_t n, size_t k, const T *a, const T *b, const T *bias,
                             const T *w, T out, T *y, uint64_t *flags, T *q, T *u) {
    const size_t words = measured ? (n + 63) / 64 : 0, one = (size_t)measured;
    for (size_t i = 0; i < m; i++)
        FN(project_row)(measured, n, k, a + i * k, b, bias, w, out, y + i, flags + i * words, q + i * one, u + i * one);
}

// With the published width as constants the compiler leaves out what other widths need.
static void FN(project_sparse)(size_t m, size_t n, size_t k, const T *a, const T *b, const T *bias, const T *w, T out, T *y,
                               uint64_t *flags, T *q, T *u) {
    if (n == 64 && k == 64 && flags)
        FN(project_rows)(1, m, 64, 64, a, b, bias, w, out, y, flags, q, u);
    else if (n == 64 && k == 64)
        FN(project_rows)(0, m, 64, 64, a, b, bias, w, out, y, flags, q, u);
    else if (flags)
        FN(project_rows)(1, m, n, k, a, b, bias, w, out, y, flags, q, u);
    else
        FN(project_rows)(0, m, n, k, a, b, bias, w, out, y, flags, q, u);
}

// One row of `project_sparse_above`, 32 columns at a time.
INLINE T FN(project_above)(size_t n, size_t k, const T *a, const T *b, const T *bias, const T *w, T out, size_t rising,
                           T floor) {
    FN(found) found = {};
    size_t j = 0;
    for (; j + 32 <= n; j += 32) {
        FN(project_block)(32 / LANES, 0, n, k, j, a, b, bias, w, NULL, &found);
        // Sums round monotonically: what is left can only lower the estimate, to the last bit.
        if (j + 32 >= rising && j + 32 < n && FN(lane_sum)(found.dots) + out < floor) return -(T)INFINITY;
    }
    for (; j + LANES <= n; j += LANES) FN(project_block)(1, 0, n, k, j, a, b, bias, w, NULL, &found);
    T dot = FN(lane_sum)(found.dots);
    for (; j < n; j++) {
        T h = bias[j];
        for (size_t p = 0; p < k; p++) h += a[p] * b[p * n + j];
        dot += (h > 0 ? h : 0) * w[j];
    }
    return dot + out;
}

static void FN(project_sparse_above)(size_t m, size_t n, size_t k, const T *a, const T *b, const T *bias, const T *w, T out,
                                     size_t rising, T floor, T *y) {
    if (n == 64 && k == 64)
        for (size_t i = 0; i < m; i++) y[i] = FN(project_above)(64, 64, a + i * 64, b, bias, w, out, rising, floor);
    else
        for (size_t i = 0; i < m; i++) y[i] = FN(project_above)(n, k, a + i * k, b, bias, w, out, rising, floor);
}

// A column block of one row of `sum_flagged`; the squares of its lanes.
INLINE VECTOR FN(flagged_block)(const int vectors, size_t n, size_t k, const uint64_t *flags, const T *b, const T *h, T *d) {
    VECTOR sum[8], squares = FN(splat)(0);
    for (int v = 0; v < vectors; v++) sum[v] = FN(splat)(0);
    FN(add_flagged_rows)(vectors, n, k, flags, b, sum);
    for (int v = 0; v < vectors; v++) {
        const VECTOR kept = FN(where_positive)(FN(load)(h + v * LANES), sum[v]);
        squares += kept * kept;
        if (d) FN(store)(d + v * LANES, kept);
    }
    return squares;
}

INLINE void FN(flagged_rows)(size_t m, size_t n, size_t k, const uint64_t *flags, const T *b, const T *h, T *q, T *d) {
    for (size_t i = 0; i < m; i++, flags += (k + 63) / 64, h += n, d = d ? d + n : d) {
        VECTOR squares = FN(splat)(0);
        size_t j = 0;
        for (; j + 8 * LANES <= n; j += 8 * LANES) squares += FN(flagged_block)(8, n, k, flags, b + j, h + j, d ? d + j : d);
        for (; j + 4 * LANES <= n; j += 4 * LANES) squares += FN(flagged_block)(4, n, k, flags, b + j, h + j, d ? d + j : d);
        for (; j + LANES <= n; j += LANES) squares += FN(flagged_block)(1, n, k, flags, b + j, h + j, d ? d + j : d);
        T square = FN(lane_sum)(squares);
        for (; j < n; j++) {
            T sum = 0;
            for (size_t p = 0; p < k; p++) sum += flags[p / 64] >> p % 64 & 1 ? b[p * n + j] : 0;
            sum = h[j] > 0 ? sum : 0;
            square += sum * sum;
            if (d) d[j] = sum;
        }
        q[i] = square;
    }
}

static void FN(sum_flagged)(size_t m, size_t n, size_t k, const uint64_t *flags, const T *b, const T *h, T *q, T *d) {
    if (n == 64 && k == 64)
        FN(flagged_rows)(m, 64, 64, flags, b, h, q, d);
    else
        FN(flagged_rows)(m, n, k, flags, b, h, q, d);
}

static void FN(add_rows_rectify)(size_t m, size_t n, const T *x, const int32_t *first, const T *y, const int32_t *second,
                                 T *h, T *q) {
    for (size_t i = 0; i < m; i++, h += n) {
        const T *left = x + (size_t)first[i] * n, *right = y + (size_t)second[i] * n;
        VECTOR squares = FN(splat)(0);
        size_t j = 0;
        for (; j + LANES <= n; j += LANES) {
            const VECTOR sum = FN(load)(left + j) + FN(load)(right + j), kept = FN(where_positive)(sum, sum);
            squares += kept * kept;
            FN(store)(h + j, kept);
        }
        T square = FN(lane_sum)(squares);
        for (; j < n; j++) {
            const T sum = left[j] + right[j];
            h[j] = sum > 0 ? sum : 0;
            square += h[j] * h[j];
        }
        q[i] = square;
    }
}
#undef VECTOR_LIMIT
