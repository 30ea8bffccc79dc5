#!/usr/bin/env bash
# recometrics 0.1.6.post13 (numpy 1.26.4, pandas 2.3.3): users to whom a model gives equal scores, and ratings below 0.
#
# Expected: chance or the order of the columns for equal scores; NDCG within 0 and 1.
# Seen: every metric of such a user is NaN (precision, NDCG, AUC, hit, ...), as it is for a user without test items, so a mean
#   that leaves NaN out leaves out just those users a model without an opinion serves worst: here the mean NDCG@5 is that of
#   one user of two. Gains are the raw values, so a disliked item at -2 takes NDCG@5 to -0.33.
# What to do: count the NaN rows apart for users with and without test items before a mean is read, add a tiny random number to
#   equal scores, and shift ratings so that the lowest is 0.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install recometrics==0.1.6.post13 numpy==1.26.4 pandas==2.3.3 scipy==1.17.1
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import numpy as np
import scipy.sparse as sp
import recometrics

items = 30
test = sp.lil_matrix((2, items))
test[0, 3], test[0, 10] = 5, 1
test[1, 2], test[1, 5] = -2, 3
train = sp.csr_matrix((2, items))
users = np.ones((2, 1))
falling = np.arange(items, 0, -1.0)[:, None]


def table(scores):
    return recometrics.calc_reco_metrics(train, test.tocsr(), users, scores, k=5, precision=True, ndcg=True, hit=True, roc_auc=True)


equal, spread = table(np.ones((items, 1))), table(falling)
one = recometrics.calc_reco_metrics(
    train, test.tocsr(), np.array([[0.0], [1.0]]), falling, k=5, precision=True, ndcg=True, hit=True, roc_auc=True)
print("equal scores:\n", equal.to_string(), "\nfalling scores:\n", spread.to_string(), sep="")
print("one user with equal scores, one without:\n", one.to_string(), "\nmean NDCG@5: ", one["NDCG@5"].mean(), sep="")
same = (equal.isna().all().all() and spread.notna().all().all() and abs(spread["NDCG@5"][1] + 1 / 3) < 1e-6
        and one.iloc[0].isna().all() and one["NDCG@5"].mean() == one["NDCG@5"][1])
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
