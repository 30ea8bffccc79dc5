// Sums and products of chosen rows, and eight symmetric positive definite systems at once. Included by KernelBody.h, whose names it uses.

// The most vectors of a column block that stay in registers.
#define SUMS (BYTES == 64 ? 16 : 8)

// A column block of `sum_rows`; without weights every row counts once.
INLINE void FN(sum_rows_block)(const int vectors, const int weighted, size_t count, size_t n, const T *x, const int32_t *rows,
                               const T *w, T *s) {
    VECTOR sum[SUMS];
    for (int v = 0; v < vectors; v++) sum[v] = FN(load)(s + v * LANES);
    for (size_t r = 0; r < count; r++) {
        const T *row = x + (size_t)rows[r] * n;
        for (int v = 0; v < vectors; v++)
            sum[v] += weighted ? FN(splat)(w[r]) * FN(load)(row + v * LANES) : FN(load)(row + v * LANES);
    }
    for (int v = 0; v < vectors; v++) FN(store)(s + v * LANES, sum[v]);
}

INLINE void FN(sum_rows_of)(const int weighted, size_t count, size_t n, const T *x, const int32_t *rows, const T *w, T *s) {
    size_t j = 0;
    for (; j + SUMS * LANES <= n; j += SUMS * LANES) FN(sum_rows_block)(SUMS, weighted, count, n, x + j, rows, w, s + j);
    for (; j + 3 * LANES <= n; j += 3 * LANES) FN(sum_rows_block)(3, weighted, count, n, x + j, rows, w, s + j);
    for (; j + LANES <= n; j += LANES) FN(sum_rows_block)(1, weighted, count, n, x + j, rows, w, s + j);
    for (; j < n; j++)
        for (size_t r = 0; r < count; r++) s[j] += (weighted ? w[r] : 1) * x[(size_t)rows[r] * n + j];
}

static void FN(sum_rows)(size_t count, size_t n, const T *x, const int32_t *rows, const T *w, T *s) {
    if (w)
        FN(sum_rows_of)(1, count, n, x, rows, w, s);
    else
        FN(sum_rows_of)(0, count, n, x, rows, w, s);
}
#undef SUMS

// The products of `height` rows.
INLINE void FN(dot_rows_block)(const int height, size_t n, const T *x, const int32_t *rows, const T *w, T *y) {
    const T *row[4];
    VECTOR sums[4];
    for (int i = 0; i < height; i++) {
        row[i] = x + (size_t)rows[i] * n;
        sums[i] = FN(splat)(0);
    }
    size_t j = 0;
    for (; j + LANES <= n; j += LANES)
        for (int i = 0; i < height; i++) sums[i] += FN(load)(row[i] + j) * FN(load)(w + j);
    for (int i = 0; i < height; i++) {
        y[i] = FN(lane_sum)(sums[i]);
        for (size_t tail = j; tail < n; tail++) y[i] += row[i][tail] * w[tail];
    }
}

static void FN(dot_rows)(size_t count, size_t n, const T *x, const int32_t *rows, const T *w, T *y) {
    size_t i = 0;
    for (; i + 4 <= count; i += 4) FN(dot_rows_block)(4, n, x, rows + i, w, y + i);
    for (; i < count; i++) FN(dot_rows_block)(1, n, x, rows + i, w, y + i);
}

// One number of each of eight systems.
typedef T FN(eight) __attribute__((vector_size(8 * sizeof(T)), aligned(sizeof(T))));
#define EIGHT FN(eight)

// A = L L' in place, by columns from the left to the right; the reciprocals of L's diagonal go to `inverse`. Bit l of the
// result tells that a pivot of system l is not positive: 1 takes its place.
INLINE unsigned FN(factorise)(size_t d, EIGHT *a, EIGHT *inverse) {
    typedef __typeof__((EIGHT){} > 0) bits;
    bits good = ~(bits){};
    for (size_t k = 0; k < d; k++) {
        const EIGHT found = a[k * (k + 1) / 2 + k], one = (EIGHT){} + 1;
        const bits positive = (found > 0) & (found < (T)INFINITY);
        good &= positive;
        const EIGHT pivot = (EIGHT)(((bits)found & positive) | ((bits)one & ~positive));
        const EIGHT root = __builtin_elementwise_sqrt(pivot), scale = 1 / root;
        inverse[k] = scale;
        a[k * (k + 1) / 2 + k] = root;
        for (size_t i = k + 1; i < d; i++) a[i * (i + 1) / 2 + k] *= scale;
        for (size_t i = k + 1; i < d; i++) {
            EIGHT *row = a + i * (i + 1) / 2;
            const EIGHT factor = row[k];
            for (size_t j = k + 1; j <= i; j++) row[j] -= factor * a[j * (j + 1) / 2 + k];
        }
    }
    unsigned bad = 0;
    for (int lane = 0; lane < 8; lane++) bad |= (good[lane] ? 0u : 1u) << lane;
    return bad;
}

// b = (L L')^-1 b, by substitution forward and back.
INLINE void FN(substitute)(size_t d, const EIGHT *lower, const EIGHT *inverse, EIGHT *b) {
    for (size_t k = 0; k < d; k++) {
        b[k] *= inverse[k];
        for (size_t i = k + 1; i < d; i++) b[i] -= lower[i * (i + 1) / 2 + k] * b[k];
    }
    for (size_t k = d; k-- > 0;) {
        b[k] *= inverse[k];
        for (size_t j = 0; j < k; j++) b[j] -= lower[k * (k + 1) / 2 + j] * b[k];
    }
}

// A = (L L')^-1 = M' M with M = L^-1, in place row by row; `spare` holds d entries.
INLINE void FN(invert)(size_t d, EIGHT *a, const EIGHT *inverse, EIGHT *spare) {
    for (size_t i = 0; i < d; i++) {
        EIGHT *row = a + i * (i + 1) / 2;
        for (size_t j = 0; j <= i; j++) spare[j] = (EIGHT){};
        for (size_t k = 0; k < i; k++) {
            const EIGHT factor = row[k], *above = a + k * (k + 1) / 2;
            for (size_t j = 0; j <= k; j++) spare[j] -= factor * above[j];
        }
        for (size_t j = 0; j < i; j++) row[j] = spare[j] * inverse[i];
        row[i] = inverse[i];
    }
    for (size_t i = 0; i < d; i++) {
        EIGHT *row = a + i * (i + 1) / 2;
        for (size_t j = 0; j <= i; j++) spare[j] = (EIGHT){};
        for (size_t k = i; k < d; k++) {
            const EIGHT *below = a + k * (k + 1) / 2, factor = below[i];
            for (size_t j = 0; j <= i; j++) spare[j] += factor * below[j];
        }
        for (size_t j = 0; j <= i; j++) row[j] = spare[j];
    }
}

static unsigned FN(solve_definite)(size_t d, T *a, T *b, T *spare, int inverts) {
    EIGHT *const matrix = (EIGHT *)a, *const inverse = (EIGHT *)spare;
    const unsigned bad = FN(factorise)(d, matrix, inverse);
    FN(substitute)(d, matrix, inverse, (EIGHT *)b);
    if (inverts) FN(invert)(d, matrix, inverse, inverse + d);
    return bad;
}
#undef EIGHT
