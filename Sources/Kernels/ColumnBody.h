// Layers of many items whose values lie unit by unit, the items in the lanes: what is the same for all items, such as a move that is
// zero, is passed over for all of them at once. Included by KernelBody.h, whose names it uses.

// How many columns of `project_columns` share what is loaded of h.
#define COLUMNS 4

// `vectors` * LANES items of one unit of `correct_columns`.
INLINE void FN(corrected_items)(const int vectors, const T *x, T bias, const T *const *g, size_t item, size_t begin, size_t end,
                                const uint32_t *which, const T *c, T *h) {
    VECTOR sum[8];
    for (int v = 0; v < vectors; v++) sum[v] = FN(load)(x + v * LANES) + FN(splat)(bias);
    for (size_t p = begin; p < end; p++) {
        const T *row = g[which[p]] + item;
        for (int v = 0; v < vectors; v++) sum[v] += FN(splat)(c[p]) * FN(load)(row + v * LANES);
    }
    for (int v = 0; v < vectors; v++) FN(store)(h + v * LANES, FN(where_positive)(sum[v], sum[v]));
}

static void FN(correct_columns)(size_t m, size_t n, const T *x, const T *bias, const T *const *g, size_t first,
                                const uint32_t *starts, const uint32_t *which, const T *c, T *h) {
    for (size_t j = 0; j < n; j++, x += m, h += m) {
        size_t i = 0;
        for (; i + 8 * LANES <= m; i += 8 * LANES)
            FN(corrected_items)(8, x + i, bias[j], g, first + i, starts[j], starts[j + 1], which, c, h + i);
        for (; i + 4 * LANES <= m; i += 4 * LANES)
            FN(corrected_items)(4, x + i, bias[j], g, first + i, starts[j], starts[j + 1], which, c, h + i);
        for (; i + LANES <= m; i += LANES)
            FN(corrected_items)(1, x + i, bias[j], g, first + i, starts[j], starts[j + 1], which, c, h + i);
        for (; i < m; i++) {
            T sum = x[i] + bias[j];
            for (size_t p = starts[j]; p < starts[j + 1]; p++) sum += c[p] * g[which[p]][first + i];
            h[i] = sum > 0 ? sum : 0;
        }
    }
}

// `columns` units of `project_columns` for `vectors` * LANES items, added to y.
INLINE void FN(projected_items)(const int vectors, const int columns, size_t m, size_t n, size_t k, const T *h, const T *b,
                                const T *bias, const T *w, VECTOR *y) {
    VECTOR sum[COLUMNS][VECTORS];
    for (int j = 0; j < columns; j++)
        for (int v = 0; v < vectors; v++) sum[j][v] = FN(splat)(bias[j]);
    for (size_t p = 0; p < k; p++) {
        VECTOR row[VECTORS];
        for (int v = 0; v < vectors; v++) row[v] = FN(load)(h + p * m + v * LANES);
        for (int j = 0; j < columns; j++)
            for (int v = 0; v < vectors; v++) sum[j][v] += FN(splat)(b[p * n + j]) * row[v];
    }
    for (int j = 0; j < columns; j++)
        for (int v = 0; v < vectors; v++) y[v] += FN(splat)(w[j]) * FN(where_positive)(sum[j][v], sum[j][v]);
}

INLINE void FN(project_items)(const int vectors, size_t m, size_t n, size_t k, const T *h, const T *b, const T *bias, const T *w,
                              T out, T *y) {
    VECTOR sum[VECTORS];
    for (int v = 0; v < vectors; v++) sum[v] = FN(splat)(out);
    size_t j = 0;
    for (; j + COLUMNS <= n; j += COLUMNS) FN(projected_items)(vectors, COLUMNS, m, n, k, h, b + j, bias + j, w + j, sum);
    for (; j < n; j++) FN(projected_items)(vectors, 1, m, n, k, h, b + j, bias + j, w + j, sum);
    for (int v = 0; v < vectors; v++) FN(store)(y + v * LANES, sum[v]);
}

static void FN(project_columns)(size_t m, size_t n, size_t k, const T *h, const T *b, const T *bias, const T *w, T out, T *y) {
    size_t i = 0;
    for (; i + VECTORS * LANES <= m; i += VECTORS * LANES) FN(project_items)(VECTORS, m, n, k, h + i, b, bias, w, out, y + i);
    for (; i + LANES <= m; i += LANES) FN(project_items)(1, m, n, k, h + i, b, bias, w, out, y + i);
    for (; i < m; i++) {
        y[i] = out;
        for (size_t j = 0; j < n; j++) {
            T sum = bias[j];
            for (size_t p = 0; p < k; p++) sum += h[p * m + i] * b[p * n + j];
            y[i] += (sum > 0 ? sum : 0) * w[j];
        }
    }
}
#undef COLUMNS
