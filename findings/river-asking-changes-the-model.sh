#!/usr/bin/env bash
# river 0.26.1 (numpy 2.4.6, scipy 1.17.1), recommender learned from a stream: a prediction for somebody it has not seen.
#
# Expected: predict_one only reads. The same seed and the same ratings give the same model, however often it was asked between.
# Seen: a prediction for an unknown user or item draws factors for it and keeps them. The model grows with each name that was
#   asked for, and as the draw comes from the generator that new users share, everyone who arrives later starts elsewhere: the
#   predictions of other users differ from those of a model that nobody asked.
# What to do: ask copy.deepcopy(model), or ask only for users and items that it has learned; keep to one order of questions
#   when two runs are compared.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install river==0.26.1 numpy==2.4.6 scipy==1.17.1
"$folder/venv/bin/python" - <<'PYTHON'
import copy
import sys
from river import reco

def learn(model, ratings):
    for user, item, rating in ratings:
        model.learn_one(user=user, item=item, y=rating)

def run(kind, ask):
    model = kind(seed=1)
    learn(model, [("ann", "a", 5), ("ann", "b", 3), ("bo", "a", 4)])
    if ask:
        ask(model).predict_one(user="a visitor", item="a new title")
    learn(model, [("cy", "c", 5), ("di", "d", 1)])
    users = len(model.u_latents)
    return users, round(model.predict_one(user="cy", item="a"), 6), round(model.predict_one(user="di", item="c"), 6)

same = True
for kind in (reco.BiasedMF, reco.FunkMF):
    plain, asked, copied = run(kind, None), run(kind, lambda model: model), run(kind, copy.deepcopy)
    print(kind.__name__, "users and two predictions: never asked", plain, "asked", asked, "copy asked", copied)
    same = same and plain == run(kind, None) == copied and asked[0] == plain[0] + 1 == 5 and asked[1:] != plain[1:]
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
