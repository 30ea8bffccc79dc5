#!/usr/bin/env bash
# evidently 0.7.23 (pandas 2.3.3, numpy 2.4.6): precision and MAP at k of a ranking, equal scores and the perfect order.
#
# Expected: every figure within 0 and 1; equal scores at chance or in the order of the rows.
# Seen: equal scores share their mean rank, cut to a whole number, so that six items of a user all stand at rank 3: precision@3
#   is 1.67 and precision at 1 and 2 is 0. MAP of the perfect order is 1.17 once the list holds an item that is not relevant.
#   With the version of pandas that pip chooses today (3.1.1) the package does not import at all; it says so at once.
# What to do: break ties by a tiny random number before the report is made, read MAP at no more than the number of relevant
#   items, and pin pandas below 3.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install evidently==0.7.23 pandas==2.3.3 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys
import pandas as pd
from evidently import DataDefinition, Dataset, Recsys, Report
from evidently.metrics.recsys import MAP, PrecisionTopK

columns = DataDefinition(ranking=[Recsys(user_id="user", item_id="item", target="target", prediction="score")])


def values(scores, metric):
    rows = pd.DataFrame({"user": [1] * 6, "item": list("abcdef"), "target": [5, 3, 1, 0, 4, 2], "score": scores})
    run = Report([metric]).run(Dataset.from_pandas(rows, data_definition=columns), None)
    return [round(float(v), 4) for v in run.dict()["metrics"][0]["value"]["value"].values()]


tied = values([0.5] * 6, PrecisionTopK(k=3))
perfect = values([6, 4, 2, 1, 5, 3], MAP(k=6))
print("precision at 1, 2, ... of equal scores:", tied)
print("MAP at 1, 2, ... of the perfect order:", perfect)
same = tied[:3] == [0, 0, 1.6667] and perfect[4] == 1 and perfect[5] == 1.1667
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
