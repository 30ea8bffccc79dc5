"""Writes ranking.json: AUC, HR@10 and nDCG@10 of positives among sampled negatives, by scikit-learn; ties are averaged over.

HR@10 is the share of the orders of tied items in which the positive is among the first ten, found by listing the orders.
Run: pip install scikit-learn numpy; python3 Tests/Golden/ranking.py
"""

import json
import os
from importlib.metadata import version

import numpy
import sklearn.metrics

random = numpy.random.RandomState(20170403)


def hit_ratio(score, negatives, k):
    """Shares of the places that the positive may take among equals."""
    above = sum(negative > score for negative in negatives)
    tied = sum(negative == score for negative in negatives)
    places = range(above + 1, above + tied + 2)
    return sum(place <= k for place in places) / len(places)


cases = []
for positives, negatives, levels in [(1, 99, None), (10, 99, None), (10, 99, 12), (3, 5, None), (4, 20, 3), (5, 99, 1), (2, 1, 2)]:
    scores = numpy.round(random.normal(0, 1, positives + negatives), 6)
    scores[:positives] += 1
    if levels is not None:
        scores = numpy.floor(random.uniform(0, levels, positives + negatives))
    own, others = scores[:positives], scores[positives:]
    labels = numpy.array([1] * positives + [0] * negatives)
    gains = [
        sklearn.metrics.ndcg_score([[1] + [0] * negatives], [[score, *others]], k=10, ignore_ties=False) for score in own
    ]
    cases.append({
        "positives": own.tolist(), "negatives": others.tolist(), "auc": sklearn.metrics.roc_auc_score(labels, scores),
        "hr10": float(numpy.mean([hit_ratio(score, others, 10) for score in own])), "ndcg10": float(numpy.mean(gains)),
    })

result = {
    "origin": f"Tests/Golden/ranking.py with scikit-learn {version('scikit-learn')}, numpy {version('numpy')}",
    "cases": cases,
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "ranking.json")
with open(path, "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
