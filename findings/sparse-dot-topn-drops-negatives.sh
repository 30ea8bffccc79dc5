#!/usr/bin/env bash
# sparse-dot-topn 1.2.0 (scipy 1.17.1, numpy 2.4.6): the n best scores per row of a product of sparse matrices.
#
# Expected: without a threshold (the default, None) the n greatest values of each row, negative ones included.
# Seen: None acts as a threshold of 0: values of 0 and below are dropped. Ratings minus their mean have negative products all the
#   time, so lists come out shorter than n, and a user all of whose scores are negative gets no list at all. No warning.
# What to do: threshold=-numpy.inf where scores may be negative. Pairs without a common entry stay out even so: they count as
#   absent, not as 0, and a list may rank negative scores that a 0 should precede.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install sparse-dot-topn==1.2.0 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W error - <<'PYTHON'
import sys
import numpy as np
import scipy.sparse as sparse
from sparse_dot_topn import sp_matmul_topn

centred = sparse.csr_matrix(np.array([[1.0, 0.0, 1.0], [-1.0, 0.0, -0.5]]))
similar = sparse.csr_matrix(np.array([[0.5, -1.0, 2.0, 0.0], [0.0, 0.0, 0.0, 1.0], [-1.0, -1.0, 1.0, 0.0]]))

def lists(**options):
    best = sp_matmul_topn(centred, similar, top_n=3, sort=True, **options)
    return [[(int(item), float(score)) for item, score in
             zip(best.indices[begin:end], best.data[begin:end])] for begin, end in zip(best.indptr, best.indptr[1:])]

print("all scores:", (centred @ similar).toarray().tolist())
default, zero, all_of_them = lists(), lists(threshold=0), lists(threshold=-np.inf)
print("top 3 by default:  ", default)
print("threshold=-inf:    ", all_of_them)
only_negative = sp_matmul_topn(-centred[:1], abs(similar), top_n=3)
print("a user with negative scores only, by default:", only_negative.nnz, "items")
same = (default == zero == [[(2, 3.0)], [(1, 1.5)]] and only_negative.nnz == 0
        and all_of_them == [[(2, 3.0), (0, -0.5), (1, -2.0)], [(1, 1.5), (0, 0.0), (2, -2.5)]])
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
