#!/usr/bin/env bash
# myfm 0.4.0 (numpy 2.4.6, scipy 1.17.1), Bayesian factorisation machines: the same ratings in another unit.
#
# Expected: ratings times ten, or moved by a constant, give the same predictions in that unit but for sampling noise, since the
#   model has a global bias and learns its variances. Labels of an ordered model may be any consecutive whole numbers.
# Seen: MAE on the ratings it was fitted to, in points of the 1 to 5 scale, is .30 at first, .40 for ratings times ten, 3.05 for
#   ratings times 1000, and 1000.8 for ratings plus 1000: predictions then stay near 0. No warning. MyFMOrderedProbit takes 1 to
#   5 for six levels and gives the level 0, which nobody ever chose, a share of the probability.
# What to do: centre ratings and divide them by their standard deviation before fitting, and count ordered levels from 0.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install myfm==0.4.0 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - 2>/dev/null <<'PYTHON'
import sys
import numpy as np
import scipy.sparse as sp
import myfm

draw = np.random.default_rng(0)
users, items = 60, 30
pairs = [(u, i) for u in range(users) for i in range(items) if draw.random() < 0.4]
taste, quality = draw.normal(size=users), draw.normal(size=items)
stars = np.array([np.clip(round(3 + taste[u] + quality[i] + draw.normal() * 0.5), 1, 5) for u, i in pairs], dtype=float)
columns = np.array([[u, users + i] for u, i in pairs])
X = sp.csr_matrix((np.ones(2 * len(pairs)), (np.repeat(np.arange(len(pairs)), 2), columns.ravel())))


def mae(times, plus):
    fitted = myfm.MyFMRegressor(rank=4, random_seed=42).fit(X, stars * times + plus, n_iter=100).predict(X)
    return float(np.abs((fitted - plus) / times - stars).mean())


seen = {(t, p): mae(t, p) for t, p in ((1, 0), (10, 0), (1000, 0), (1, 1000))}
for (times, plus), error in seen.items():
    print(f"ratings x {times} + {plus}: MAE {error:.3f} in points of 1 to 5")
levels = {}
for least in (1, 0):
    model = myfm.MyFMOrderedProbit(rank=4, random_seed=1).fit(X, (stars - 1 + least).astype(int), n_iter=50)
    levels[least] = model.predict_proba(X).mean(axis=0).round(3)
    print(f"ordered levels from {least}: mean probabilities {levels[least]}")
same = (seen[1, 0] < 0.35 and seen[10, 0] > 0.37 and seen[1000, 0] > 1 and seen[1, 1000] > 500
        and len(levels[1]) == 6 and levels[1][0] > 0 and len(levels[0]) == 5)
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
