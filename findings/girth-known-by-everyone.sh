#!/usr/bin/env bash
# girth 0.8.0 (numpy 1.26.4, scipy 1.17.1), item response models: a question that everybody answered alike.
#
# Expected: the question that all 500 answered right is the easiest (-6, the bound), the one that nobody did the hardest (+6),
#   in each of the models, or a refusal.
# Seen: rasch_mml, onepl_mml and rasch_jml do so. twopl_mml gives both the difficulty +6: what everybody knows and what nobody
#   knows are equally hard. A selector that asks by difficulty then keeps the best-known title for experts. ability_mle of
#   somebody who answered all right (or all wrong) is NaN, where ability_eap gives 1.95.
# What to do: take questions with one answer only out before twopl_mml is fitted, and use ability_eap or ability_map for people
#   with few answers.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install girth==0.8.0 numpy==1.26.4 scipy==1.17.1
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys
import numpy as np
import girth

draw = np.random.default_rng(0)
ability, difficulty = draw.normal(size=500), np.linspace(-2, 2, 10)
answers = (draw.random((10, 500)) < 1 / (1 + np.exp(-(ability - difficulty[:, None])))).astype(int)
answers[3], answers[4] = 1, 0
seen = {}
for name in ("rasch_mml", "onepl_mml", "rasch_jml", "twopl_mml"):
    fitted = np.ravel(getattr(girth, name)(answers)["Difficulty"])
    seen[name] = (round(float(fitted[3]), 2), round(float(fitted[4]), 2))
    print(f"{name:10} everybody right {seen[name][0]:+.2f}  nobody right {seen[name][1]:+.2f}")
all_right = np.ones((10, 1), dtype=int)
by = {f: float(getattr(girth, f)(all_right, difficulty, 1.0)[0]) for f in ("ability_mle", "ability_map", "ability_eap")}
print(by)
same = (all(seen[n] == (-6, 6) for n in ("rasch_mml", "onepl_mml", "rasch_jml")) and seen["twopl_mml"] == (6, 6)
        and np.isnan(by["ability_mle"]) and 1 < by["ability_eap"] < 3)
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
