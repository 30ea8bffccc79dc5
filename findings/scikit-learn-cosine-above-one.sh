#!/usr/bin/env bash
# scikit-learn 1.9.1 (scipy 1.17.1, numpy 2.4.6): cosine similarity of users from a CSR matrix in which an item stands twice.
#
# Expected: repeated entries add up, as everywhere in scipy (toarray, sums, products): each user's similarity with itself is 1.
# Seen: a CSR matrix built from (data, indices, indptr), one list of plays per user, keeps repeats as separate entries. The length
#   is computed from the separate entries and the product from their sum: a user who played one item twice has similarity 1.67
#   with themselves, is too similar to everybody else, and leads every list of neighbours. normalize() has the same fault.
# What to do: matrix.sum_duplicates() before, or build it from (data, (rows, columns)), which adds repeats up.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install scikit-learn==1.9.1 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" -W error - <<'PYTHON'
import sys
import numpy as np
import scipy.sparse as sparse
from sklearn.metrics.pairwise import cosine_similarity
from sklearn.preprocessing import normalize

plays = [[0, 0, 1], [1, 2]]
ends = np.cumsum([0] + [len(items) for items in plays])
matrix = sparse.csr_matrix((np.ones(5), np.concatenate(plays), ends), shape=(2, 3))
repeated, dense = cosine_similarity(matrix), cosine_similarity(matrix.toarray())
length = np.linalg.norm(normalize(matrix).toarray(), axis=1)
matrix.sum_duplicates()
added = cosine_similarity(matrix)
for name, value in (("as built", repeated), ("dense", dense), ("after sum_duplicates", added)):
    print(f"{name:21} {value.round(4).tolist()}")
print("lengths after normalize as built:", length.round(4).tolist())
same = (abs(repeated[0, 0] - 5 / 3) < 1e-9 and repeated[0, 1] > dense[0, 1] + .05 and np.allclose(dense, added)
        and np.allclose(np.diag(dense), 1) and length[0] > 1.2)
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
