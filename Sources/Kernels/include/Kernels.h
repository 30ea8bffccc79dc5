#ifndef ICEBREAKER_KERNELS_H
#define ICEBREAKER_KERNELS_H

#include <stddef.h>
#include <stdint.h>

// The inner loops of the estimator. Every function exists for float and double and for several instruction sets; the
// best one that the processor supports is chosen at run time. Matrices are row-major; a "leading dimension" is the
// distance between rows in elements. Within one instruction set the result depends on nothing but the arguments.

/// The functions for one scalar type. Shapes in brackets.
#define ICEBREAKER_KERNELS(T, NAME)                                                                                    \
    typedef struct NAME {                                                                                              \
        /** C[m,n] = A[m,k] B[k,n], added to C when `accumulate` is not 0. A[i,p] is a[i*a_row + p*a_column]. */       \
        void (*multiply)(size_t m, size_t n, size_t k, const T *a, ptrdiff_t a_row, ptrdiff_t a_column, const T *b,    \
                         ptrdiff_t b_row, T *c, ptrdiff_t c_row, int accumulate);                                      \
        /** x[m,n] = max(0, x + bias[n]). */                                                                           \
        void (*add_bias_rectify)(size_t m, size_t n, const T *bias, T *x);                                             \
        /** y[m] = x[m,n] w[n] + bias. */                                                                              \
        void (*project)(size_t m, size_t n, const T *x, const T *w, T bias, T *y);                                     \
        /** d[m,n] = g[m] w[n] where h[m,n] > 0, else 0. */                                                            \
        void (*masked_outer)(size_t m, size_t n, const T *g, const T *w, const T *h, T *d);                            \
        /** d[count] = 0 where h <= 0. */                                                                              \
        void (*mask)(size_t count, const T *h, T *d);                                                                  \
        /** s[n] = sum of the rows of x[m,n], first row first. */                                                      \
        void (*column_sums)(size_t m, size_t n, const T *x, T *s);                                                     \
        /** q[m] = sum of squares of each row of x[m,n]. */                                                            \
        void (*row_squares)(size_t m, size_t n, const T *x, T *q);                                                     \
        /** y[count] += factor x[count]. */                                                                            \
        void (*add_scaled)(size_t count, T factor, const T *x, T *y);                                                  \
        /** t[n,m] = x[m,n] transposed. */                                                                             \
        void (*transpose)(size_t m, size_t n, const T *x, T *t);                                                       \
        /** One Adam step on p[count] from gradient g, moments m and v; `rate` and `root` hold the bias corrections.   \
            m = b1 m + (1-b1) g;  v = b2 v + (1-b2) g^2;  p -= rate m / (sqrt(v) / root + epsilon). */                 \
        void (*adam)(size_t count, T b1, T b2, T rate, T root, T epsilon, const T *g, T *m, T *v, T *p);               \
        /** `steps` steps of `adam` with a gradient of 0, to the same bits, step s with rate[s] and root[s], and after each of\
            them one of a running average: a += -share a; a += share p. Without m and v p stays; a may be NULL. */     \
        void (*adam_idle)(size_t count, size_t steps, T b1, T b2, const T *rate, const T *root, T epsilon, T *m, T *v, \
                          T *p, T share, T *a);                                                                        \
        /** h[m,n] = max(0, x[m,n] + bias[n] + sum over p < k of g[p][first + i] c[p,n]). */                           \
        void (*correct_rectify)(size_t m, size_t n, size_t k, const T *x, const T *bias, const T *const *g,            \
                                size_t first, const T *c, T *h);                                                       \
        /** h[m,n] = max(0, x[first[i]] + y[second[i]]), rows of x and y of length n, and q[m] = |h[i]|^2. */          \
        void (*add_rows_rectify)(size_t m, size_t n, const T *x, const int32_t *first, const T *y,                     \
                                 const int32_t *second, T *h, T *q);                                                   \
        /** y[m] = h w[n] + out with h = max(0, A[m,k] B[k,n] + bias[n]), for an A that is mostly zeros. Unless `flags`\
            is NULL also: bit j % 64 of flags[m, (n + 63) / 64] tells whether h[i,j] > 0, q[m] = |h[i]|^2, and         \
            u[m] = sum of w[j]^2 over such j. */                                                                       \
        void (*project_sparse)(size_t m, size_t n, size_t k, const T *a, const T *b, const T *bias, const T *w, T out, \
                               T *y, uint64_t *flags, T *q, T *u);                                                     \
        /** y[m] as of `project_sparse`, but -infinity where it is below `floor`, which may be found out from the first\
            `rising` columns, after which no w[j] is positive. */                                                      \
        void (*project_sparse_above)(size_t m, size_t n, size_t k, const T *a, const T *b, const T *bias, const T *w,  \
                                     T out, size_t rising, T floor, T *y);                                             \
        /** d[m,n] = sum of the rows p of b[k,n] whose bit in flags[m, (k + 63) / 64] is set, where h[m,n] > 0, else 0,\
            and q[m] = |d[i]|^2; d may be NULL. */                                                                     \
        void (*sum_flagged)(size_t m, size_t n, size_t k, const uint64_t *flags, const T *b, const T *h, T *q, T *d);  \
        /** h[n,m] = max(0, x[n,m] + bias[n] + sum over starts[j] <= p < starts[j + 1] of c[p] g[which[p]][first + i]), where j     \
            is the row and i the column; x and h may be the same. */                                                                           \
        void (*correct_columns)(size_t m, size_t n, const T *x, const T *bias, const T *const *g, size_t first,        \
                                const uint32_t *starts, const uint32_t *which, const T *c, T *h);                      \
        /** y[m] = w[n] max(0, H^T B + bias[n]) + out, the rows of H[k,m] being columns of what is multiplied with B[k,n]. */           \
        void (*project_columns)(size_t m, size_t n, size_t k, const T *h, const T *b, const T *bias, const T *w, T out, \
                                T *y);                                                                                  \
        /** s[n] += sum over r < count of w[r] x[rows[r],n], first row first; w may be NULL, which stands for ones. */ \
        void (*sum_rows)(size_t count, size_t n, const T *x, const int32_t *rows, const T *w, T *s);                   \
        /** y[count] = x[rows[i],n] w[n]. */                                                                          \
        void (*dot_rows)(size_t count, size_t n, const T *x, const int32_t *rows, const T *w, T *y);                   \
        /** Eight systems A x = b at once, A symmetric and positive definite: entry (i, j), j <= i, of the A of system \
            l is a[i(i+1)/2+j,8] in column l, b[d,8] becomes x, and a becomes A^-1 where `inverts` is not 0, else L of A = L L'.\
            `spare` holds 16 d numbers. Bit l of the result tells that A l is not positive definite to working precision. */\
        unsigned (*solve_definite)(size_t d, T *a, T *b, T *spare, int inverts);                                       \
    } NAME

ICEBREAKER_KERNELS(float, icebreaker_kernels_f32);
ICEBREAKER_KERNELS(double, icebreaker_kernels_f64);

/// One instruction set with its functions.
typedef struct icebreaker_kernels {
    const char *name;
    icebreaker_kernels_f32 f32;
    icebreaker_kernels_f64 f64;
} icebreaker_kernels;

/// The best instruction set that this processor supports.
icebreaker_kernels icebreaker_kernels_best(void);

/// The number of instruction sets that this build has and this processor supports, best first; at least 1.
size_t icebreaker_kernels_count(void);

/// One of them; NULL when `index` is out of range.
const icebreaker_kernels *icebreaker_kernels_at(size_t index);

#endif
