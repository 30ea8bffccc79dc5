"""Prints nDCG@1 and nDCG@3 of the baselines on MovieLens-1M, ties averaged over by scikit-learn, for BaselineTests.swift.

Run: pip install scikit-learn numpy; python3 Tests/Golden/movielens_ndcg.py FOLDER_OF_ML_1M
Split and baselines are those of docs/evaluation.md, in numpy and from the files on; nothing of them is kept.
"""

import hashlib
import sys
from collections import defaultdict

import numpy
from sklearn.metrics import ndcg_score

folder = sys.argv[1]
rows = numpy.loadtxt(f"{folder}/ratings.csv", delimiter=",", skiprows=1, dtype=int)
new_users, new_items = (set(numpy.loadtxt(f"{folder}/melu_new_{side}.txt", dtype=int).tolist()) for side in ("users", "items"))
SCENARIOS = {(False, False): "warm", (True, False): "user-cold", (False, True): "item-cold", (True, True): "user-and-item-cold"}

by_scenario = {name: defaultdict(list) for name in SCENARIOS.values()}
for user, item, rating in rows.tolist():
    by_scenario[SCENARIOS[user in new_users, item in new_items]][user].append((item, rating))


def split(ratings, user):
    ordered = sorted(ratings, key=lambda row: hashlib.sha256(f"{user}:{row[0]}".encode()).hexdigest())
    return ordered[:-10], ordered[-10:]


tasks = {name: [split(ratings, user) for user, ratings in sorted(users.items()) if 13 <= len(ratings) <= 100]
         for name, users in by_scenario.items()}
queries = {(user, item) for user, ratings in by_scenario["warm"].items() if 13 <= len(ratings) <= 100
           for item, _ in split(ratings, user)[1]}
warm = [(user, item, y) for user, ratings in by_scenario["warm"].items() for item, y in ratings if (user, item) not in queries]
support = [(None, item, y) for one, _ in tasks["warm"] for item, y in one]


def item_means(rows):
    items = defaultdict(list)
    for _, item, y in rows:
        items[item].append(y)
    overall = float(numpy.mean([y for _, _, y in rows]))
    return defaultdict(lambda: overall, {item: sum(ys) / len(ys) for item, ys in items.items()})


means, support_means = item_means(warm), item_means(support)


def bias(one):
    return sum(y - means[item] for item, y in one) / len(one)


BASELINES = {
    "global-mean": lambda one, item: 0.0,
    "user-support-mean": lambda one, item: 0.0,
    "item-mean support": lambda one, item: support_means[item],
    "item-mean": lambda one, item: means[item],
    "user-item-bias": lambda one, item: means[item] + bias(one),
}
for scenario in SCENARIOS.values():
    for name, estimate in BASELINES.items():
        found = []
        for one, query in tasks[scenario]:
            gains = [[2.0**y - 1 for _, y in query]]
            estimates = [[round(estimate(one, item), 10) for item, _ in query]]
            found.append([ndcg_score(gains, estimates, k=k) for k in (1, 3)])
        print(scenario, name, len(found), *numpy.mean(found, axis=0).round(8))
