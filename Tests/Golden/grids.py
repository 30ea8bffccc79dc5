"""Writes grids.json: who took what, the designed grid and the scores after answers, in plain numpy.

An independent implementation, dense, of the formulas in docs/grids.md: S is updated in place, the recommender solves its
normal equations with numpy.linalg.solve.
Run: pip install numpy; python3 Tests/Golden/grids.py
"""

import json
import os

import numpy

from seeded import Generator

PEOPLE, ITEMS, TILES, RIDGE, EXPONENT = 120, 30, 6, 0.01, 1.25
generator = Generator(11)

# Two tastes and falling popularity; the last item is taken by nobody.
taken = numpy.zeros((PEOPLE, ITEMS))
for person in range(PEOPLE):
    taste = generator.unit()
    for item in range(ITEMS - 1):
        liking = taste if item % 2 else 1 - taste
        taken[person, item] = generator.unit() < 1.3 * liking / (1 + 0.12 * item)

mean = taken.mean(axis=0)
covariance = taken.T @ taken / PEOPLE - numpy.outer(mean, mean)


def design(candidates, targets, shown, count):
    """The greedy: what is shown and the candidate itself are no targets."""
    s, targets, shown, chosen = covariance.copy(), targets.copy(), list(shown), []

    def condition(item):
        nonlocal s
        s = s - numpy.outer(s[item], s[item]) / (s[item, item] + RIDGE)

    for item in shown:
        condition(item)
    while len(chosen) < count:
        gains = {}
        for item in candidates:
            if item in shown:
                continue
            others = [j for j in range(ITEMS) if j not in shown and j != item]
            gains[item] = (targets[others] * s[others, item] ** 2).sum() / (s[item, item] + RIDGE)
        best = max(gains, key=lambda item: (gains[item], -item))
        chosen.append([int(best), float(gains[best])])
        condition(best)
        shown.append(best)
    return chosen


def columns(tiles, features, pairs):
    """z of every person: tiles, feature values, pairs of tiles."""
    parts = [taken[:, tiles]]
    if features is not None:
        parts.append(features)
    if pairs:
        parts.append(numpy.array([taken[:, a] * taken[:, b] for i, a in enumerate(tiles) for b in tiles[i + 1:]]).T)
    return numpy.hstack(parts)


def scores(z, ridges, answers):
    inner = numpy.cov(z.T, bias=True).reshape(z.shape[1], z.shape[1]) + numpy.diag(ridges)
    cross = (z - z.mean(axis=0)).T @ (taken - mean) / PEOPLE
    return mean + cross.T @ numpy.linalg.solve(inner, answers - z.mean(axis=0))


def scores_missing(tiles, rate, answers):
    """Taps are noticed at a rate q, each by itself."""
    share = rate * mean[tiles]
    inner = rate**2 * covariance[numpy.ix_(tiles, tiles)]
    numpy.fill_diagonal(inner, share * (1 - share))
    inner = inner + RIDGE * numpy.eye(len(tiles))
    return mean + (rate * covariance[tiles]).T @ numpy.linalg.solve(inner, answers - share)


candidates = sorted(sorted(range(ITEMS), key=lambda item: (-mean[item], item))[:20])
first = design(candidates, mean**EXPONENT, [], TILES)
tiles = [item for item, _ in first]
tapped = [tiles[0], tiles[3]]
answers = numpy.array([float(tile in tapped) for tile in tiles])
plain = scores(taken[:, tiles], [RIDGE] * TILES, answers)
second = design(candidates, numpy.maximum(plain, 0) ** 1.5, tiles, 3)

groups = numpy.array([[person % 3 == value for value in range(3)] for person in range(PEOPLE)], dtype=float)
wide = columns(tiles, groups, True)
ridges = [RIDGE] * (TILES + 3) + [0.2] * (TILES * (TILES - 1) // 2)
pairs = [answers[i] * answers[j] for i in range(TILES) for j in range(i + 1, TILES)]
full = scores(wide, ridges, numpy.concatenate([answers, [0, 1, 0], pairs]))

result = {
    "origin": f"Tests/Golden/grids.py with numpy {numpy.__version__}",
    "itemCount": ITEMS,
    "taken": [[int(item) for item in numpy.flatnonzero(row)] for row in taken],
    "candidates": [int(item) for item in candidates],
    "tiles": tiles, "gains": [gain for _, gain in first],
    "tapped": tapped, "scores": plain.tolist(),
    "nextTiles": [item for item, _ in second], "nextGains": [gain for _, gain in second],
    "fullScores": full.tolist(),
    "missingScores": scores_missing(tiles, 0.6, answers).tolist(),
}
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "grids.json")
with open(path, "w") as file:
    json.dump(result, file)
    file.write("\n")
