#!/usr/bin/env bash
# evidently 0.7.23 (pandas 2.3.3, numpy 2.4.6): which k a value of NDCG and MRR belongs to in the exported result.
#
# Expected: the column `rank` names k: the entry with rank 3 is NDCG@3.
# Seen: for NDCG and MRR `rank` begins at 2, for precision, recall, MAP and hit rate at 1. Looked up by rank, "NDCG@3" is
#   NDCG@2, and NDCG@1 cannot be found. Positions are right: the third value is NDCG@3.
# What to do: take values by their position (value[k - 1]), never by the `rank` that stands beside them.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install evidently==0.7.23 pandas==2.3.3 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import math
import sys
import pandas as pd
from evidently import DataDefinition, Dataset, Recsys, Report
from evidently.metrics.recsys import MRR, NDCG, HitRate, PrecisionTopK

columns = DataDefinition(ranking=[Recsys(user_id="user", item_id="item", target="target", prediction="score")])
rows = pd.DataFrame({"user": [1] * 6, "item": list("abcdef"), "target": [0, 0, 1, 0, 0, 0], "score": [6, 5, 4, 3, 2, 1]})
seen = {}
for metric in (NDCG, MRR, HitRate, PrecisionTopK):
    value = Report([metric(k=3)]).run(Dataset.from_pandas(rows, data_definition=columns), None).dict()["metrics"][0]["value"]
    seen[metric.__name__] = dict(zip(value["rank"].values(), (round(float(v), 4) for v in value["value"].values())))
    print(metric.__name__, "by rank:", seen[metric.__name__])
by_hand = round(1 / math.log2(4), 4)
print("the relevant item is third, so NDCG@3 is", by_hand, "and NDCG@2 is 0")
same = (min(seen["NDCG"]) == min(seen["MRR"]) == 2 and min(seen["HitRate"]) == min(seen["PrecisionTopK"]) == 1
        and seen["NDCG"][3] == 0 and seen["NDCG"][4] == by_hand)
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
