#!/usr/bin/env bash
# catboost 1.2.10: the ranking metrics of `eval_metric` for a user none of whose items is relevant.
#
# Expected: such a user counts 0 or is left out, as in most evaluators.
# Seen: NDCG is 1, the best value there is, while MRR and MAP of the same user are 0. Half of the users without any relevant
#   item lift a worthless model from NDCG 0 to 0.5. Equal scores are put worst first, so a model without an opinion is at the
#   lowest NDCG, not at chance: 0.18 for gains 5 3 1 0 4 2, whatever their order in the file.
# What to do: leave users without relevant items out of the pool before NDCG is read, say how many they are, and break ties by
#   a small random number, several times, where a model gives equal scores.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install catboost==1.2.10 numpy==1.26.4 pandas==2.3.3
"$folder/venv/bin/python" - <<'PYTHON'
import sys
from catboost.utils import eval_metric


def value(gains, scores, metric, users):
    return eval_metric(gains, scores, metric, group_id=users)[0]


none, falling = [0] * 4, [4, 3, 2, 1]
alone = {m: value(none, falling, m, [1] * 4) for m in ("NDCG:top=1", "NDCG:top=3;type=Exp", "MRR", "MAP:top=3")}
wrong, two = [0, 0, 0, 1], [1] * 4 + [2] * 4
worthless = value(wrong, falling, "NDCG:top=1", [1] * 4)
lifted = value(wrong + none, falling + falling, "NDCG:top=1", two)
gains = [5, 3, 1, 0, 4, 2]
ties = [round(value(g, [0] * 6, "NDCG:top=3", [1] * 6), 4) for g in (gains, gains[::-1], sorted(gains))]
print("a user without relevant items:", alone)
print("a model that is always wrong:", worthless, "- with such a user beside:", lifted)
print("equal scores, three orders of the same rows:", ties)
same = (alone["NDCG:top=1"] == alone["NDCG:top=3;type=Exp"] == 1 and alone["MRR"] == 0 and alone["MAP:top=3"] == 0
        and worthless == 0 and lifted == 0.5 and set(ties) == {0.1807})
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
