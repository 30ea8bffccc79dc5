"""Writes evaluation.json: measures and statistics by scikit-learn, scipy, statsmodels, rbo, numpy and counts of all orders.

Run: pip install scikit-learn scipy statsmodels rbo numpy; python3 Tests/Golden/evaluation.py
"""

import itertools
import json
import math
import os
from fractions import Fraction
from importlib.metadata import version

import numpy
import rbo
import scipy.stats
import sklearn.metrics
from statsmodels.stats.multitest import multipletests

from seeded import Generator

random = numpy.random.RandomState(20190804)


def ratings():
    cases = []
    for size in (1, 2, 3, 10, 10, 25):
        actual = random.randint(1, 6, size).astype(float)
        predicted = numpy.round(random.uniform(0.5, 5.5, size), 6)
        case = {
            "predicted": predicted.tolist(), "actual": actual.tolist(),
            "mae": sklearn.metrics.mean_absolute_error(actual, predicted),
            "rmse": sklearn.metrics.root_mean_squared_error(actual, predicted),
        }
        for k in (1, 3, 10):
            case[f"ndcg{k}"] = (
                sklearn.metrics.ndcg_score([2**actual - 1], [predicted], k=k) if size > 1 else 1.0)
        cases.append(case)
    return cases


def paired():
    cases = []
    for size in (5, 9, 12, 40):
        differences = numpy.round(random.normal(0.15, 1, size), 3)
        if size > 5:
            differences[1] = 0
            differences[2] = -differences[3]
        seed, replicates = 11 + size, 200
        means = []
        for replicate in range(replicates):
            generator = Generator(seed, replicate)
            means.append(numpy.mean([differences[generator.below(size)] for _ in range(size)]))
        means = numpy.array(means)
        nonzero = differences[differences != 0]
        ranks = scipy.stats.rankdata(abs(nonzero))
        case = {
            "differences": differences.tolist(), "seed": seed, "replicates": replicates,
            "lower": numpy.quantile(means, 0.025), "upper": numpy.quantile(means, 0.975),
            "bootstrapP": min(1, 2 * (1 + min((means <= 0).sum(), (means >= 0).sum())) / (replicates + 1)),
            "dz": scipy.stats.ttest_1samp(differences, 0).statistic / size**0.5,
            "rankBiserial": (ranks[nonzero > 0].sum() - ranks[nonzero < 0].sum()) / ranks.sum(),
        }
        if size <= 12:
            case["permutationP"] = scipy.stats.permutation_test(
                (differences,), numpy.mean, permutation_type="samples", n_resamples=numpy.inf).pvalue
        reference = scipy.stats.bootstrap(
            (differences,), numpy.mean, n_resamples=20000, method="percentile", random_state=random)
        case["scipyLower"], case["scipyUpper"] = reference.confidence_interval
        cases.append(case)
    return cases


def agreement():
    cases = []
    for size in (2, 5, 20, 300):
        first = random.randint(0, size, size).astype(float)
        second = numpy.round(first + random.normal(0, size / 3, size))
        tau = scipy.stats.kendalltau(first, second).statistic
        lists = [random.permutation(size + 3)[:size].tolist() for _ in range(2)]
        cases.append({
            "first": first.tolist(), "second": second.tolist(), "tau": None if numpy.isnan(tau) else tau,
            "lists": lists, "rbo": rbo.RankingSimilarity(*lists).rbo_ext(p=0.9),
            "shorter": lists[0][: (size + 1) // 2],
            "rboUneven": uneven(lists[0][: (size + 1) // 2], lists[1], 0.9),
        })
    return cases


def uneven(short, long, p):
    """Equation 32 of Webber et al. (2010) term by term; rbo's own treatment of uneven lists differs in its seen part."""
    s, l = len(short), len(long)
    x = [0] + [len(set(short[:d]) & set(long[:d])) for d in range(1, l + 1)]
    total = sum(x[d] / d * p**d for d in range(1, l + 1))
    total += sum(x[s] * (d - s) / (s * d) * p**d for d in range(s + 1, l + 1))
    return (1 - p) / p * total + ((x[l] - x[s]) / l + x[s] / s) * p**l


def holm():
    cases = []
    for size in (1, 4, 11):
        values = numpy.round(random.uniform(0, 1, size) ** 4, 5)
        if size > 4:
            values[3] = values[5]
        cases.append({"p": values.tolist(), "adjusted": multipletests(values, method="holm")[1].tolist()})
    return cases


def ties():
    """nDCG of tied predictions on several scales: the mean over every order of the items that sorts the predictions."""
    own, cases = numpy.random.RandomState(2008), []
    for lowest, highest, step, size, levels in (
            (1, 5, 1, 6, 2), (1, 5, 1, 7, 1), (0.5, 5, 0.5, 7, 3), (0, 100, 1, 6, 2), (-10, 10, 0.5, 7, 3), (-50, -10, 10, 5, 1),
            (1, 3000, 1, 6, 2), (0, 1, 1, 7, 2)):
        actual = lowest + step * own.randint(0, round((highest - lowest) / step) + 1, size)
        predicted = lowest + (highest - lowest) * own.randint(0, levels, size) / 4
        gains = [2.0 ** (1 + 4 * (y - lowest) / (highest - lowest)) - 1 for y in actual]
        orders = [order for order in itertools.permutations(range(size))
                  if all(predicted[a] >= predicted[b] for a, b in zip(order, order[1:]))]
        case = {"lowest": lowest, "highest": highest, "predicted": predicted.tolist(), "actual": actual.tolist()}
        for k in (1, 3, 10):
            def total(values):
                return math.fsum(gain / math.log2(place + 2) for place, gain in enumerate(values[:k]))
            mean = math.fsum(total([gains[item] for item in order]) for order in orders) / len(orders)
            case[f"ndcg{k}"] = mean / total(sorted(gains, reverse=True))
            assert abs(case[f"ndcg{k}"] - sklearn.metrics.ndcg_score([gains], [predicted], k=k)) < 1e-12
        cases.append(case)
    return cases


def flips():
    """Sign flips of differences that tie: exact p values by fractions, for differences as floats have them."""
    own, cases = numpy.random.RandomState(1935), []
    for size, denominator in ((3, 3), (6, 3), (9, 6), (12, 7), (10, 30)):
        exact = [Fraction(int(k), denominator) for k in own.randint(-denominator, denominator + 2, size)]
        observed = abs(sum(exact))
        extreme = sum(abs(sum(a * b for a, b in zip(signs, exact))) >= observed
                      for signs in itertools.product((1, -1), repeat=size))
        for differences in ([float(d) for d in exact], [round(float(d), 10) for d in exact],
                            [float(3 + d) - 3.0 for d in exact], [float(10 * d) for d in exact]):
            cases.append({"differences": differences, "p": extreme / 2**size})
    return cases


result = {
    "origin": "Tests/Golden/evaluation.py with " + ", ".join(
        f"{name} {version(name)}" for name in ("scikit-learn", "scipy", "statsmodels", "rbo", "numpy")),
    "ratings": ratings(), "paired": paired(), "agreement": agreement(), "holm": holm(), "ties": ties(), "flips": flips(),
}
with open(os.path.join(os.path.dirname(__file__), "evaluation.json"), "w") as file:
    json.dump(result, file, indent=1, default=float)
    file.write("\n")
