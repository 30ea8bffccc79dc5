"""Writes grid-comparison.json: what a small comparison of grids must find, by numpy and scikit-learn.

Sixty training users and fifteen new ones take some of 36 titles, in groups of taste. For given tiles it computes the linear
scores s = mu + C_.L (C_LL + lambda I)^-1 (x_L - mu_L) with numpy.linalg, and nDCG@10, recall@10 and the hit rate of the first
ten recommendations for a half of the catalogue and for the pair exclusion. Measures of tied scores are the means over all
orders of the tied titles: nDCG by scikit-learn, recall and hit rate by listing the orders.
Run: pip install scikit-learn numpy; python3 Tests/Golden/grid-comparison.py
"""

import itertools
import json
import os
from importlib.metadata import version

import numpy
import sklearn.metrics

random = numpy.random.RandomState(20190806)
RIDGE, ITEMS, TRAINING, NEW = 0.01, 36, 60, 15


def people(count):
    taste = random.randint(0, 3, count)
    popularity = 0.75 / (1 + numpy.arange(ITEMS) / 8)
    liking = numpy.where(numpy.arange(ITEMS)[None, :] % 3 == taste[:, None], 1.3, 0.55)
    return (random.uniform(size=(count, ITEMS)) < numpy.minimum(popularity * liking, 0.95)).astype(float)


def scores(training, tiles, answers):
    mean = training.mean(axis=0)
    covariance = training.T @ training / len(training) - numpy.outer(mean, mean)
    inner = covariance[numpy.ix_(tiles, tiles)] + RIDGE * numpy.eye(len(tiles))
    return mean + (answers[:, tiles] - mean[tiles]) @ numpy.linalg.solve(inner, covariance[tiles])


def measures(values, candidates, taken):
    """The three measures of one user, or None where nothing is relevant; no scores are tied."""
    values, labels = values[candidates], taken[candidates]
    if labels.sum() == 0:
        return None
    first = labels[numpy.argsort(-values, kind="stable")[:10]]
    ndcg = sklearn.metrics.ndcg_score([labels], [values], k=10, ignore_ties=True)
    return [float(ndcg), float(first.sum() / labels.sum()), float(first.sum() > 0)]


def tied(values, labels, k):
    """The three measures as means over the orders of tied titles."""
    orders = []
    for order in itertools.permutations(range(len(values))):
        if all(values[a] >= values[b] for a, b in zip(order, order[1:])):
            first = labels[list(order[:k])]
            orders.append([first.sum() / labels.sum(), float(first.sum() > 0)])
    recall, hit = numpy.mean(orders, axis=0)
    ndcg = sklearn.metrics.ndcg_score([labels], [values], k=k, ignore_ties=False)
    return [float(ndcg), float(recall), float(hit)]


training, new = people(TRAINING), people(NEW)
shown = numpy.zeros(ITEMS, bool)
shown[random.permutation(ITEMS)[: ITEMS // 2]] = True
popular = numpy.argsort(-training.sum(axis=0), kind="stable")
in_half = [int(item) for item in popular if shown[item]]
lists = {"popularity": in_half[:5], "other": in_half[3:8]}
whole = {"popularity": [int(item) for item in popular[:5]], "other": [int(item) for item in popular[3:8]]}
split = {name: [measures(row, ~shown, user) for row, user in zip(scores(training, tiles, new), new)] for name, tiles in lists.items()}
candidates = numpy.ones(ITEMS, bool)
candidates[whole["popularity"] + whole["other"]] = False
pair = {name: [measures(row, candidates, user) for row, user in zip(scores(training, tiles, new), new)] for name, tiles in whole.items()}

ties = []
for levels, k in [(2, 3), (3, 2), (1, 4), (4, 7), (2, 10)]:
    values = random.randint(0, levels, 7).astype(float)
    labels = (random.uniform(size=7) < 0.5).astype(float)
    labels[random.randint(7)] = 1
    ties.append({"scores": values.tolist(), "labels": labels.astype(int).tolist(), "k": k, "measures": tied(values, labels, k)})


def rows(table):
    return [[int(item) for item in numpy.flatnonzero(row)] for row in table]


golden = {
    "origin": f"numpy {version('numpy')}, scikit-learn {version('scikit-learn')}", "items": ITEMS, "ridge": RIDGE,
    "training": rows(training), "new": rows(new), "shown": [bool(value) for value in shown], "lists": lists, "whole": whole,
    "scores": scores(training, lists["other"], new).tolist(), "split": split, "pair": pair, "ties": ties,
}
with open(os.path.join(os.path.dirname(__file__), "grid-comparison.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
