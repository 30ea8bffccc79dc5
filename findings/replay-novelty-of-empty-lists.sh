#!/usr/bin/env bash
# replay-rec 0.22.0 (pandas 2.3.3, polars 1.44.2, numpy 2.4.6): Novelty, the share of recommended items that a user did not know.
#
# Expected: users without a list are left out or count as 0 (as in its Precision and Recall), and a new user's list is all novel.
# Seen: who was recommended nothing counts as 1, fully novel: a recommender that gives nine of ten users no list and the tenth
#   only known items has novelty .9. A new user, without training rows, is left out instead, although each item of the list is
#   new to them; Surprisal and Unexpectedness have this user in their mean.
# What to do: ask for PerUser values and take the mean over the users with a list.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install replay-rec==0.22.0 pandas==2.3.3 polars==1.44.2 numpy==2.4.6
"$folder/venv/bin/python" -W ignore - <<'PYTHON'
import sys
import pandas as pd
import polars as pl
from replay.metrics import Novelty, PerUser, Precision, Surprisal

known = pd.DataFrame({"query_id": range(10), "item_id": ["a"] * 10})
lists = pd.DataFrame({"query_id": [0, 99], "item_id": ["a", "b"], "rating": [1.0, 1.0]})
mean = Novelty(1)(lists, known)["Novelty@1"]
of_users = Novelty(1, mode=PerUser())(lists, known)["Novelty-PerUser@1"]
in_polars = Novelty(1)(pl.from_pandas(lists), pl.from_pandas(known))["Novelty@1"]
precision = Precision(1, mode=PerUser())(lists, known)["Precision-PerUser@1"]
surprisal = Surprisal(1, mode=PerUser())(lists, known)["Surprisal-PerUser@1"]
print("user 0 was recommended the known a, users 1 to 9 nothing, the new user 99 the item b")
print("novelty:", mean, " polars:", in_polars, " per user:", of_users)
print("precision per user:", precision)
print("surprisal per user:", surprisal)
same = (abs(mean - .9) < 1e-9 and abs(in_polars - .9) < 1e-9 and of_users == {0: 0.0, **{user: 1.0 for user in range(1, 10)}}
        and precision[5] == 0 and set(surprisal) == {0, 99})
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
