#!/usr/bin/env bash
# baycomp 1.0.3 (numpy 2.4.6, scipy 1.17.1): the probability that one of two identical methods is better, on several datasets.
#
# Expected: one half each, as `two_on_single` gives, or an error.
# Seen: `two_on_multiple` of a column and its copy says .69 for the first and .31 for the second with 8 datasets, .60 and .40 with
#   100. The sign test of the same input gives NaN. With one dataset of 100 that differs,
#   the probability is 1. With a region of practical equivalence (rope=0.01) all of it lies in that region.
# What to do: always give a rope above 0, and count the datasets with equal results before a probability is read.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install baycomp==1.0.3 numpy==2.4.6 scipy==1.17.1
MPLBACKEND=Agg "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys
import numpy as np
import baycomp

seen = {}
for count in (8, 100):
    column = np.arange(float(count))
    seen[count] = [float(p) for p in baycomp.two_on_multiple(column, column.copy(), random_state=1)]
    print(f"{count} datasets, identical: first better {seen[count][0]:.2f}, second better {seen[count][-1]:.2f}")
column = np.arange(100.0)
other = column.copy()
other[0] += 1
one = [float(p) for p in baycomp.two_on_multiple(column, other, random_state=1)]
rope = [float(p) for p in baycomp.two_on_multiple(column, column.copy(), rope=0.01, random_state=1)]
sign = [float(p) for p in baycomp.SignTest.probs(column, column.copy())]
print("one of 100 differs:", one, "\nidentical, rope .01:", rope, "\nidentical, sign test:", sign)
same = (seen[8][0] > 0.65 and seen[100][0] > 0.58 and one[-1] > 0.999 and rope[1] == 1 and np.isnan(sign).all())
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
