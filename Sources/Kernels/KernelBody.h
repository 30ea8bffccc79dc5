// The kernels for one scalar type T and one vector width. Included once per combination with
//   T        the scalar type
//   LANES    how many scalars a vector holds
//   ROWS     rows of a register tile of `multiply`
//   VECTORS  vectors of a register tile of `multiply`
//   FN(name) the name of a function in this combination
//   TABLE    the name of the resulting table, TABLE_TYPE its type
//   SQRT     the scalar square root

typedef T FN(vector) __attribute__((vector_size(LANES * sizeof(T)), aligned(sizeof(T))));
#define VECTOR FN(vector)

INLINE VECTOR FN(load)(const T *x) {
    return *(const VECTOR *)x;
}

INLINE void FN(store)(T *x, VECTOR value) {
    *(VECTOR *)x = value;
}

INLINE VECTOR FN(splat)(T value) {
    return value - (VECTOR){};
}

// The lanes of `value` where those of `h` are positive, else 0.
INLINE VECTOR FN(where_positive)(VECTOR h, VECTOR value) {
    typedef __typeof__(h > value) bits;
    return (VECTOR)((bits)value & (h > FN(splat)(0)));
}

// The sum of the lanes, halves added pairwise: a fixed order.
INLINE T FN(lane_sum)(VECTOR value) {
    T lanes[LANES];
    FN(store)(lanes, value);
    for (int width = LANES / 2; width > 0; width /= 2)
        for (int lane = 0; lane < width; lane++) lanes[lane] += lanes[lane + width];
    return lanes[0];
}

// A tile of `rows` x (`vectors` * LANES) of C stays in registers while k runs.
INLINE void FN(tile)(const int rows, const int vectors, size_t k, const T *a, ptrdiff_t a_row, ptrdiff_t a_column,
                     const T *b, ptrdiff_t b_row, T *c, ptrdiff_t c_row, int accumulate) {
    VECTOR sum[ROWS][VECTORS];
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vectors; j++)
            sum[i][j] = accumulate ? FN(load)(c + i * c_row + j * LANES) : FN(splat)(0);
    for (size_t p = 0; p < k; p++) {
        VECTOR row[VECTORS];
        for (int j = 0; j < vectors; j++) row[j] = FN(load)(b + (ptrdiff_t)p * b_row + j * LANES);
        for (int i = 0; i < rows; i++) {
            const VECTOR factor = FN(splat)(a[i * a_row + (ptrdiff_t)p * a_column]);
            for (int j = 0; j < vectors; j++) sum[i][j] += factor * row[j];
        }
    }
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vectors; j++) FN(store)(c + i * c_row + j * LANES, sum[i][j]);
}

// All rows of a column block that is `vectors` vectors wide.
INLINE void FN(block)(const int vectors, size_t m, size_t k, const T *a, ptrdiff_t a_row, ptrdiff_t a_column,
                      const T *b, ptrdiff_t b_row, T *c, ptrdiff_t c_row, int accumulate) {
    size_t i = 0;
    for (; i + ROWS <= m; i += ROWS)
        FN(tile)(ROWS, vectors, k, a + (ptrdiff_t)i * a_row, a_row, a_column, b, b_row, c + (ptrdiff_t)i * c_row, c_row, accumulate);
    for (; i + 2 <= m; i += 2)
        FN(tile)(2, vectors, k, a + (ptrdiff_t)i * a_row, a_row, a_column, b, b_row, c + (ptrdiff_t)i * c_row, c_row, accumulate);
    if (i < m)
        FN(tile)(1, vectors, k, a + (ptrdiff_t)i * a_row, a_row, a_column, b, b_row, c + (ptrdiff_t)i * c_row, c_row, accumulate);
}

static void FN(multiply)(size_t m, size_t n, size_t k, const T *a, ptrdiff_t a_row, ptrdiff_t a_column, const T *b,
                         ptrdiff_t b_row, T *c, ptrdiff_t c_row, int accumulate) {
    size_t j = 0;
    for (; j + VECTORS * LANES <= n; j += VECTORS * LANES)
        FN(block)(VECTORS, m, k, a, a_row, a_column, b + j, b_row, c + j, c_row, accumulate);
    // The 24 columns of a small matrix at once.
    for (; VECTORS > 3 && j + 3 * LANES <= n; j += 3 * LANES)
        FN(block)(3, m, k, a, a_row, a_column, b + j, b_row, c + j, c_row, accumulate);
    for (; j + LANES <= n; j += LANES) FN(block)(1, m, k, a, a_row, a_column, b + j, b_row, c + j, c_row, accumulate);
    for (; j < n; j++)
        for (size_t i = 0; i < m; i++) {
            T sum = accumulate ? c[(ptrdiff_t)i * c_row + (ptrdiff_t)j] : 0;
            for (size_t p = 0; p < k; p++)
                sum += a[(ptrdiff_t)i * a_row + (ptrdiff_t)p * a_column] * b[(ptrdiff_t)p * b_row + (ptrdiff_t)j];
            c[(ptrdiff_t)i * c_row + (ptrdiff_t)j] = sum;
        }
}

// A tile of max(0, x + bias + sum of products): the sums start from x and bias instead of 0 and end rectified.
INLINE void FN(corrected_tile)(const int rows, const int vectors, size_t k, const T *x, size_t n, const T *bias,
                               const T *const *g, size_t row, const T *c, T *h) {
    VECTOR sum[ROWS][VECTORS];
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vectors; j++) sum[i][j] = FN(load)(x + i * n + j * LANES) + FN(load)(bias + j * LANES);
    for (size_t p = 0; p < k; p++) {
        VECTOR move[VECTORS];
        for (int j = 0; j < vectors; j++) move[j] = FN(load)(c + p * n + j * LANES);
        for (int i = 0; i < rows; i++) {
            const VECTOR factor = FN(splat)(g[p][row + (size_t)i]);
            for (int j = 0; j < vectors; j++) sum[i][j] += factor * move[j];
        }
    }
    for (int i = 0; i < rows; i++)
        for (int j = 0; j < vectors; j++) FN(store)(h + i * n + j * LANES, FN(where_positive)(sum[i][j], sum[i][j]));
}

// All rows of a column block of it that is `vectors` vectors wide.
INLINE void FN(corrected_block)(const int vectors, size_t m, size_t n, size_t k, const T *x, const T *bias,
                                const T *const *g, size_t first, const T *c, T *h) {
    size_t i = 0;
    for (; i + ROWS <= m; i += ROWS) FN(corrected_tile)(ROWS, vectors, k, x + i * n, n, bias, g, first + i, c, h + i * n);
    for (; i < m; i++) FN(corrected_tile)(1, vectors, k, x + i * n, n, bias, g, first + i, c, h + i * n);
}

static void FN(correct_rectify)(size_t m, size_t n, size_t k, const T *x, const T *bias, const T *const *g, size_t first,
                                const T *c, T *h) {
    size_t j = 0;
    for (; j + VECTORS * LANES <= n; j += VECTORS * LANES)
        FN(corrected_block)(VECTORS, m, n, k, x + j, bias + j, g, first, c + j, h + j);
    for (; j + LANES <= n; j += LANES) FN(corrected_block)(1, m, n, k, x + j, bias + j, g, first, c + j, h + j);
    for (; j < n; j++)
        for (size_t i = 0; i < m; i++) {
            T sum = x[i * n + j] + bias[j];
            for (size_t p = 0; p < k; p++) sum += g[p][first + i] * c[p * n + j];
            h[i * n + j] = sum > 0 ? sum : 0;
        }
}

#include "SparseBody.h"
#include "ColumnBody.h"
#include "DefiniteBody.h"

static void FN(add_bias_rectify)(size_t m, size_t n, const T *bias, T *x) {
    for (size_t i = 0; i < m; i++, x += n) {
        size_t j = 0;
        for (; j + LANES <= n; j += LANES) {
            const VECTOR sum = FN(load)(x + j) + FN(load)(bias + j);
            FN(store)(x + j, FN(where_positive)(sum, sum));
        }
        for (; j < n; j++) {
            const T sum = x[j] + bias[j];
            x[j] = sum > 0 ? sum : 0;
        }
    }
}

// `rows` rows of `project`. A row's sum waits for its last addition, so several rows side by side keep the processor
// busy; the order of each sum is the same however many there are.
INLINE void FN(project_tile)(const int rows, size_t n, const T *x, const T *w, T bias, T *y) {
    VECTOR sums[4];
    for (int i = 0; i < rows; i++) sums[i] = FN(splat)(0);
    size_t j = 0;
    for (; j + LANES <= n; j += LANES) {
        const VECTOR weights = FN(load)(w + j);
        for (int i = 0; i < rows; i++) sums[i] += FN(load)(x + (size_t)i * n + j) * weights;
    }
    for (int i = 0; i < rows; i++) {
        T sum = FN(lane_sum)(sums[i]);
        for (size_t k = j; k < n; k++) sum += x[(size_t)i * n + k] * w[k];
        y[i] = sum + bias;
    }
}

static void FN(project)(size_t m, size_t n, const T *x, const T *w, T bias, T *y) {
    size_t i = 0;
    for (; i + 4 <= m; i += 4) FN(project_tile)(4, n, x + i * n, w, bias, y + i);
    for (; i < m; i++) FN(project_tile)(1, n, x + i * n, w, bias, y + i);
}

static void FN(masked_outer)(size_t m, size_t n, const T *g, const T *w, const T *h, T *d) {
    for (size_t i = 0; i < m; i++, h += n, d += n) {
        const VECTOR factor = FN(splat)(g[i]);
        size_t j = 0;
        for (; j + LANES <= n; j += LANES) {
            const VECTOR product = factor * FN(load)(w + j);
            FN(store)(d + j, FN(where_positive)(FN(load)(h + j), product));
        }
        for (; j < n; j++) d[j] = h[j] > 0 ? g[i] * w[j] : 0;
    }
}

static void FN(mask)(size_t count, const T *h, T *d) {
    size_t j = 0;
    for (; j + LANES <= count; j += LANES)
        FN(store)(d + j, FN(where_positive)(FN(load)(h + j), FN(load)(d + j)));
    for (; j < count; j++) d[j] = h[j] > 0 ? d[j] : 0;
}

static void FN(column_sums)(size_t m, size_t n, const T *x, T *s) {
    for (size_t j = 0; j < n; j++) s[j] = 0;
    for (size_t i = 0; i < m; i++, x += n) {
        size_t j = 0;
        for (; j + LANES <= n; j += LANES) FN(store)(s + j, FN(load)(s + j) + FN(load)(x + j));
        for (; j < n; j++) s[j] += x[j];
    }
}

static void FN(row_squares)(size_t m, size_t n, const T *x, T *q) {
    for (size_t i = 0; i < m; i++, x += n) {
        VECTOR sums = FN(splat)(0);
        size_t j = 0;
        for (; j + LANES <= n; j += LANES) sums += FN(load)(x + j) * FN(load)(x + j);
        T sum = FN(lane_sum)(sums);
        for (; j < n; j++) sum += x[j] * x[j];
        q[i] = sum;
    }
}

static void FN(add_scaled)(size_t count, T factor, const T *x, T *y) {
    size_t j = 0;
    for (; j + LANES <= count; j += LANES) FN(store)(y + j, FN(load)(y + j) + FN(splat)(factor) * FN(load)(x + j));
    for (; j < count; j++) y[j] += factor * x[j];
}

// The lanes of the first halves, and of the second halves, of two vectors in turn.
#if LANES == 16
#define FIRST_HALVES 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21, 6, 22, 7, 23
#define SECOND_HALVES 8, 24, 9, 25, 10, 26, 11, 27, 12, 28, 13, 29, 14, 30, 15, 31
#elif LANES == 8
#define FIRST_HALVES 0, 8, 1, 9, 2, 10, 3, 11
#define SECOND_HALVES 4, 12, 5, 13, 6, 14, 7, 15
#elif LANES == 4
#define FIRST_HALVES 0, 4, 1, 5
#define SECOND_HALVES 2, 6, 3, 7
#else
#define FIRST_HALVES 0, 2
#define SECOND_HALVES 1, 3
#endif

// A square of LANES rows in registers: each pass deals the rows out like two halves of a pack of cards, which turns the place
// in a row into the number of a row bit by bit.
INLINE void FN(transpose_square)(const T *x, size_t x_row, T *t, size_t t_row) {
    VECTOR rows[LANES];
    for (int i = 0; i < LANES; i++) rows[i] = FN(load)(x + (size_t)i * x_row);
    for (int pass = 1; pass < LANES; pass *= 2) {
        VECTOR dealt[LANES];
        for (int i = 0; i < LANES / 2; i++) {
            dealt[2 * i] = __builtin_shufflevector(rows[i], rows[i + LANES / 2], FIRST_HALVES);
            dealt[2 * i + 1] = __builtin_shufflevector(rows[i], rows[i + LANES / 2], SECOND_HALVES);
        }
        for (int i = 0; i < LANES; i++) rows[i] = dealt[i];
    }
    for (int i = 0; i < LANES; i++) FN(store)(t + (size_t)i * t_row, rows[i]);
}
#undef FIRST_HALVES
#undef SECOND_HALVES

static void FN(transpose)(size_t m, size_t n, const T *x, T *t) {
    size_t i = 0;
    for (; i + LANES <= m; i += LANES) {
        size_t j = 0;
        for (; j + LANES <= n; j += LANES) FN(transpose_square)(x + i * n + j, n, t + j * m + i, m);
        for (; j < n; j++)
            for (size_t r = i; r < i + LANES; r++) t[j * m + r] = x[r * n + j];
    }
    for (; i < m; i++)
        for (size_t j = 0; j < n; j++) t[j * m + i] = x[i * n + j];
}

static void FN(adam)(size_t count, T b1, T b2, T rate, T root, T epsilon, const T *g, T *m, T *v, T *p) {
    // Written so that the compiler turns it into vectors of this instruction set; the square root and the division are
    // correctly rounded in all of them.
    for (size_t j = 0; j < count; j++) {
        const T first = b1 * m[j] + (1 - b1) * g[j];
        const T second = b2 * v[j] + (1 - b2) * g[j] * g[j];
        m[j] = first;
        v[j] = second;
        p[j] -= rate * first / (SQRT(second) / root + epsilon);
    }
}

// The vector of a few parameters in `adam_idle`.
INLINE void FN(idle)(size_t steps, T b1, T b2, const T *rate, const T *root, T epsilon, VECTOR *m, VECTOR *v, VECTOR *p,
                     T share, VECTOR *a) {
    const VECTOR none = FN(splat)(0);
    for (size_t s = 0; s < steps; s++) {
        *m = b1 * *m + (1 - b1) * none;
        *v = b2 * *v + (1 - b2) * none * none;
        *p -= rate[s] * *m / (__builtin_elementwise_sqrt(*v) / root[s] + epsilon);
        *a += FN(splat)(-share) * *a;
        *a += FN(splat)(share) * *p;
    }
}

// Up to LANES parameters in `adam_idle`.
INLINE void FN(idle_lanes)(size_t steps, T b1, T b2, const T *rate, const T *root, T epsilon, T *m, T *v, T *p, T share, T *a) {
    VECTOR value = FN(load)(p), mean = a ? FN(load)(a) : FN(splat)(0);
    if (m) {
        VECTOR first = FN(load)(m), second = FN(load)(v);
        FN(idle)(steps, b1, b2, rate, root, epsilon, &first, &second, &value, share, &mean);
        FN(store)(m, first);
        FN(store)(v, second);
        FN(store)(p, value);
    } else
        for (size_t s = 0; s < steps; s++) {
            mean += FN(splat)(-share) * mean;
            mean += FN(splat)(share) * value;
        }
    if (a) FN(store)(a, mean);
}

static void FN(adam_idle)(size_t count, size_t steps, T b1, T b2, const T *rate, const T *root, T epsilon, T *m, T *v, T *p,
                          T share, T *a) {
    size_t j = 0;
    for (; j + LANES <= count; j += LANES)
        FN(idle_lanes)(steps, b1, b2, rate, root, epsilon, m ? m + j : m, v ? v + j : v, p + j, share, a ? a + j : a);
    if (j == count) return;
    // What is left passes through a vector of its own.
    T parts[4][LANES] = {};
    T *const sources[4] = {m ? m + j : m, v ? v + j : v, p + j, a ? a + j : a};
    for (int i = 0; i < 4; i++)
        for (size_t lane = 0; sources[i] && lane < count - j; lane++) parts[i][lane] = sources[i][lane];
    FN(idle_lanes)(steps, b1, b2, rate, root, epsilon, m ? parts[0] : m, v ? parts[1] : v, parts[2], share, a ? parts[3] : a);
    for (int i = 0; i < 4; i++)
        for (size_t lane = 0; sources[i] && lane < count - j; lane++) sources[i][lane] = parts[i][lane];
}

#define TABLE_ENTRIES                                                                                                  \
    {                                                                                                                  \
        .multiply = FN(multiply), .add_bias_rectify = FN(add_bias_rectify), .project = FN(project),                    \
        .masked_outer = FN(masked_outer), .mask = FN(mask), .column_sums = FN(column_sums),                            \
        .row_squares = FN(row_squares), .add_scaled = FN(add_scaled), .transpose = FN(transpose), .adam = FN(adam),    \
        .adam_idle = FN(adam_idle), .correct_rectify = FN(correct_rectify), .add_rows_rectify = FN(add_rows_rectify),                              \
        .project_sparse = FN(project_sparse), .project_sparse_above = FN(project_sparse_above),                        \
        .sum_flagged = FN(sum_flagged), .correct_columns = FN(correct_columns),                                        \
        .project_columns = FN(project_columns), .sum_rows = FN(sum_rows), .dot_rows = FN(dot_rows),                    \
        .solve_definite = FN(solve_definite),                                                                          \
    }
static const TABLE_TYPE TABLE = TABLE_ENTRIES;
#undef TABLE_ENTRIES
#undef VECTOR
