"""What `icebreaker compare` does, in numpy: factors, strategies, interviews. Reads what icebreaker-benchmark exported.

    python3 Benchmarks/compare_numpy.py FOLDER

Answers each line `compare SHOWN` with the seconds and each strategy's MAE, as icebreaker-benchmark does. All users and all
candidates are worked on at once: the sums over ratings are products with the dense matrix of who rated what, and a quadratic
form of many vectors with many matrices is one product of their packed entries.
"""

import json
import math
import pathlib
import sys
import time

import numpy as np

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "Tests" / "Golden"))
from seeded import Generator

FACTORS, ITERATIONS, PENALTY, BIAS_PENALTY = 20, 8, 100.0, 5.0
D = FACTORS + 1
ROWS, COLUMNS = np.tril_indices(D)
TWICE = np.where(ROWS == COLUMNS, 1.0, 2.0)


def packed(vectors):
    """x xᵀ of every row as its lower triangle."""
    return vectors[:, ROWS] * vectors[:, COLUMNS]


def unpack(triangles):
    full = np.empty((len(triangles), D, D))
    full[:, ROWS, COLUMNS] = triangles
    full[:, COLUMNS, ROWS] = triangles
    return full


def forms(matrices, products):
    """xᵢᵀ A xᵢ of every matrix and vector."""
    return (matrices[:, ROWS, COLUMNS] * TWICE) @ products.T


class Data:
    def __init__(self, folder):
        folder = pathlib.Path(folder)
        manifest = json.loads((folder / "manifest.json").read_text())
        def load(name):
            return np.fromfile(folder / name, dtype=manifest[name]["type"]).reshape(manifest[name]["shape"])
        users, items, ratings = load("rows.users"), load("rows.items"), load("rows.ratings").astype(float)
        self.first = load("factors.first").astype(float).reshape(-1, D)
        self.item_count = len(self.first)
        _, users = np.unique(users, return_inverse=True)
        self.user_count = users.max() + 1
        self.known = np.zeros((self.user_count, self.item_count))
        self.ratings = np.zeros_like(self.known)
        self.known[users, items], self.ratings[users, items] = 1, ratings
        self.users, self.items, self.values = users, items, ratings
        self.counts = self.known.sum(axis=0)
        offsets, support, held_items, held_ratings = (load(f"held.{name}") for name in ("offsets", "support", "items", "ratings"))
        self.held_count = len(support)
        # The rating of each item of the support set; NaN for what the user does not know.
        self.answers = np.full((self.held_count, self.item_count), np.nan)
        self.never = np.zeros((self.held_count, self.item_count), dtype=bool)
        self.query, self.actual = [], []
        for user in range(self.held_count):
            middle, end = offsets[user] + support[user], offsets[user + 1]
            self.answers[user, held_items[offsets[user]:middle]] = held_ratings[offsets[user]:middle]
            self.never[user, held_items[middle:end]] = True
            self.query.append(held_items[middle:end])
            self.actual.append(held_ratings[middle:end])
        self.query, self.actual = np.array(self.query), np.array(self.actual, dtype=float)


class Factors:
    """Biased matrix factorisation with a normal prior over users, fitted by expectation and maximisation."""

    def __init__(self, data):
        known, counts = data.known, data.counts
        self.mean = data.values.mean()
        centred = (data.ratings - self.mean) * known
        shrunken = centred.sum(axis=0) / (counts + BIAS_PENALTY)
        theta = data.first.copy()
        theta[:, 0] = shrunken
        start = np.diag([0.2] + [0.3] * FACTORS)
        prior_mean, prior, noise = np.zeros(D), start.copy(), 1.0
        ridge = np.diag([BIAS_PENALTY] + [PENALTY] * FACTORS)
        for _ in range(ITERATIONS):
            x = theta.copy()
            x[:, 0] = 1
            precision = np.linalg.inv(prior)
            covariances = np.linalg.inv(precision + unpack(known @ packed(x)) / noise)
            right = centred @ x - known @ (theta[:, :1] * x)
            means = (covariances @ (precision @ prior_mean + right / noise)[:, :, None])[:, :, 0]
            prior_mean = means.mean(axis=0)
            difference = means - prior_mean
            prior = (D * start + covariances.sum(axis=0) + difference.T @ difference) / (D + data.user_count)
            z = means.copy()
            z[:, 0] = 1
            spread = covariances.copy()
            spread[:, 0, :] = spread[:, :, 0] = 0
            cross = covariances[:, :, 0].copy()
            cross[:, 0] = 0
            gram = unpack(known.T @ (packed(z) + spread[:, ROWS, COLUMNS]))
            bias = means[:, 0]
            right = centred.T @ z - known.T @ (bias[:, None] * z + cross)
            square = (centred**2).sum(axis=0) - 2 * centred.T @ bias + known.T @ (bias**2 + covariances[:, 0, 0])
            rated = counts > 0
            theta[rated] = np.linalg.solve(gram[rated] + ridge, right[rated][:, :, None])[:, :, 0]
            error = square - 2 * (theta * right).sum(axis=1) + np.einsum("ia,iab,ib->i", theta, gram, theta, optimize=True)
            noise = error[rated].sum() / len(data.values)
        self.x = np.column_stack([np.ones(len(theta)), np.where(counts[:, None] > 0, theta[:, 1:], 0)])
        self.bias = shrunken - self.x @ prior_mean
        self.prior_mean, self.prior, self.noise = prior_mean, prior, noise


def observe(means, covariances, vectors, residuals, noise):
    """One step of rank one for each user; shapes [users, d], [users, d, d], [users, d], [users]."""
    reach = (covariances @ vectors[:, :, None])[:, :, 0]
    gain = reach / ((reach * vectors).sum(axis=1) + noise)[:, None]
    means += gain * (residuals - (vectors * means).sum(axis=1))[:, None]
    covariances -= gain[:, :, None] * reach[:, None, :]


def descending(scores):
    """Positions by descending score, ties to the smaller position."""
    return np.argsort(-scores, kind="stable")


def greedy(data, model, candidate_count, picks, errors, exponent=1.0):
    """Picks what gains most over all past users: of variance (design) or of the squared error (greedy-extend)."""
    candidates = np.sort(descending(data.counts)[:candidate_count])
    candidates = candidates[data.counts[candidates] > 0]
    x = model.x[candidates]
    products = packed(x)
    open_pairs = data.known[:, candidates].astype(bool)
    residuals = (data.ratings[:, candidates] - model.mean - model.bias[candidates]) * open_pairs
    count = data.known.sum(axis=1)
    means = np.tile(model.prior_mean, (data.user_count, 1))
    covariances = np.tile(model.prior, (data.user_count, 1, 1))
    gram = unpack(data.known @ packed(model.x))
    all_residuals = (data.ratings - model.mean - model.bias) * data.known
    cross = all_residuals @ model.x
    gains = np.zeros(open_pairs.shape)

    def refresh(users):
        reach = covariances[users]
        own = forms(reach, products)
        variance = own + model.noise
        spread = forms(reach @ gram[users] @ reach, products)
        if errors:
            pull = cross[users] - (gram[users] @ means[users][:, :, None])[:, :, 0]
            error = residuals[users] - means[users] @ x.T
            step = error / variance
            gain = 2 * step * ((reach @ pull[:, :, None])[:, :, 0] @ x.T) - step**2 * spread
            gain -= error**2 * (1 - (model.noise / variance) ** 2)
        else:
            gain = (spread - own**2) / variance
        gains[users] = np.where(open_pairs[users], gain / count[users][:, None], 0)

    refresh(np.arange(data.user_count))
    weights = (data.counts[candidates] / data.user_count) ** (exponent - 1)
    open_items = np.ones(len(candidates), dtype=bool)
    picked = []
    for _ in range(min(picks, len(candidates))):
        best = int(np.argmax(np.where(open_items, weights * gains.sum(axis=0) / data.user_count, -np.inf)))
        picked.append(candidates[best])
        open_items[best] = False
        users = np.flatnonzero(open_pairs[:, best])
        open_pairs[users, best] = False
        vectors = np.broadcast_to(x[best], (len(users), D))
        gram[users] -= np.outer(x[best], x[best])
        cross[users] -= residuals[users, best][:, None] * x[best]
        mean, covariance = means[users], covariances[users]
        observe(mean, covariance, vectors, residuals[users, best], model.noise)
        means[users], covariances[users] = mean, covariance
        refresh(users)
    return picked


def maximal_volume(data, model, depth):
    items = np.flatnonzero(data.counts > 0)
    x = model.x[items]
    rest, chosen = x.copy(), []
    for _ in range(min(depth, D, len(items))):
        lengths = (rest**2).sum(axis=1)
        best = int(np.argmax(lengths))
        chosen.append(best)
        direction = rest[best] / math.sqrt(lengths[best])
        rest -= np.outer(rest @ direction, direction)
    if len(chosen) < D:
        return items[chosen]
    for _ in range(10 * D):
        factors = np.abs(x @ np.linalg.inv(x[chosen]))
        best = int(np.argmax(factors))
        row, place = divmod(best, D)
        if factors[row, place] <= 1.01:
            break
        chosen[place] = row
    inverse = np.linalg.inv(x[chosen])
    spread = inverse @ inverse.T
    while len(chosen) < min(depth, len(items)):
        gains = ((x @ spread) * x).sum(axis=1)
        gains[chosen] = -np.inf
        best = int(np.argmax(gains))
        reach = spread @ x[best]
        spread -= np.outer(reach, reach) / (1 + gains[best])
        chosen.append(best)
    return items[chosen]


def lists(data, model, depth):
    n, users = data.counts, data.user_count
    values = np.unique(data.values)
    classes = min(5, len(values))
    of = np.arange(len(values)) * classes // len(values)
    category = of[np.searchsorted(values, data.values)]
    table = np.zeros((classes, data.item_count))
    np.add.at(table, (category, data.items), 1)
    def surprise(share):
        return np.where(share > 0, -share * np.log2(np.maximum(share, 1e-300)), 0)
    some = np.maximum(n, 1)
    entropy = surprise(table / some).sum(axis=0)
    relative = entropy / math.log2(classes) if classes > 1 else entropy * 0
    mean = data.ratings.sum(axis=0) / some
    squares = ((data.ratings - mean) ** 2 * data.known).sum(axis=0)
    frequency = np.log(some) / math.log(users)
    both = frequency + relative
    scores = {
        "popularity": n,
        "entropy": entropy,
        "entropy0": (surprise(table / users).sum(axis=0) + 0.5 * surprise((users - n) / users)) / (0.5 + classes),
        "logpop-entropy": np.log(some) * entropy,
        "helf": np.where(both > 0, 2 * frequency * relative / np.where(both > 0, both, 1), 0),
        "variance-popularity": squares,
    }
    result = {name: descending(np.where(n > 0, score, -np.inf))[:depth] for name, score in scores.items()}
    order, generator = list(np.flatnonzero(n > 0)), Generator(0, 4)
    for last in range(len(order) - 1, 0, -1):
        other = generator.below(last + 1)
        order[last], order[other] = order[other], order[last]
    result["random"] = order[:depth]
    result["design"] = greedy(data, model, 600, depth, errors=False, exponent=1.5)
    result["greedy-extend"] = greedy(data, model, 400, depth, errors=True)
    result["maxvol"] = maximal_volume(data, model, depth)
    return result


class Belief:
    """What is believed of every held-out user's taste."""

    def __init__(self, data, model):
        self.data, self.model = data, model
        self.means = np.tile(model.prior_mean, (data.held_count, 1))
        self.covariances = np.tile(model.prior, (data.held_count, 1, 1))

    def take(self, items):
        """Takes in what each user says to an item; shape [users]."""
        data, model = self.data, self.model
        answers = data.answers[np.arange(data.held_count), items]
        users = np.flatnonzero(~np.isnan(answers))
        mean, covariance = self.means[users], self.covariances[users]
        of = items[users]
        observe(mean, covariance, model.x[of], answers[users] - model.mean - model.bias[of], model.noise)
        self.means[users], self.covariances[users] = mean, covariance
        return answers

    def errors(self):
        model, query = self.model, self.data.query
        predicted = model.mean + model.bias[query] + np.einsum("uqd,ud->uq", model.x[query], self.means)
        return np.abs(predicted - self.data.actual).mean(axis=1)


def knowledge(data, rank=20, iterations=10):
    shares = data.counts / data.user_count
    generator = Generator(0)
    basis = np.array([generator.normal() for _ in range(data.item_count * rank)]).reshape(-1, rank)
    centred = data.known - shares
    for _ in range(iterations):
        basis = np.linalg.qr(centred.T @ (centred @ basis))[0]
    users = centred @ basis
    covariance = users.T @ users / data.user_count
    noise = np.maximum(shares * (1 - shares) - ((basis @ covariance) * basis).sum(axis=1), 0.001)
    return shares, basis, covariance, noise


def adaptive(data, model, shown):
    """The interviews of all users at once; the mean errors after each number of shown items."""
    shares, basis, covariance, noise = knowledge(data)
    candidates = np.sort(descending(shares)[:600])
    candidates = candidates[shares[candidates] > 0]
    x, b = model.x[candidates], basis[candidates]
    products, every = packed(x), packed(model.x)
    target = shares @ every
    targets = basis.T @ every
    users = np.arange(data.held_count)
    belief = Belief(data, model)
    means, covariances = np.zeros((len(users), basis.shape[1])), np.tile(covariance, (len(users), 1, 1))
    asked = np.zeros((len(users), len(candidates)), dtype=bool)
    errors = [belief.errors()]
    for _ in range(shown):
        wanted = unpack(target + means @ targets)
        gains = forms(belief.covariances @ wanted @ belief.covariances, products) / (forms(belief.covariances, products) + model.noise)
        probability = np.clip(shares[candidates] + means @ b.T, 0, 1)
        best = np.argmax(np.where(asked, -np.inf, probability**1.5 * gains), axis=1)
        asked[users, best] = True
        items = candidates[best]
        answers = belief.take(items)
        said = np.flatnonzero(~data.never[users, items])
        mean, spread, of = means[said], covariances[said], items[said]
        observe(mean, spread, basis[of], (~np.isnan(answers[said])).astype(float) - shares[of], noise[of])
        means[said], covariances[said] = mean, spread
        errors.append(belief.errors())
    return errors


def compare(data, shown):
    model = Factors(data)
    result = {}
    for name, items in lists(data, model, shown).items():
        belief = Belief(data, model)
        errors = [belief.errors()]
        for item in items:
            belief.take(np.full(data.held_count, item))
            errors.append(belief.errors())
        result[name] = errors[shown // 2].mean()
    result["adaptive"] = adaptive(data, model, shown)[shown // 2].mean()
    return result


def main():
    data = Data(sys.argv[1])
    print("ready", np.__version__, flush=True)
    for line in sys.stdin:
        words = line.split()
        start = time.perf_counter()
        result = compare(data, int(words[1]))
        print(time.perf_counter() - start, *(f"{name}={error}" for name, error in result.items()), flush=True)


if __name__ == "__main__":
    main()
