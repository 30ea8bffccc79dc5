"""Writes study_statistics.json: tests, intervals, effect sizes and power by scipy, statsmodels and numpy.

Run: pip install scipy statsmodels numpy; python3 Tests/Golden/study_statistics.py
"""

import hashlib
import itertools
import json
import math
import os
from importlib.metadata import version

import numpy
import scipy.stats
from scipy.stats import norm
from statsmodels.stats.contingency_tables import mcnemar
from statsmodels.stats.power import TTestIndPower, TTestPower

from exact_ranks import exact_rank_sum, exact_signed_ranks
from seeded import Generator, MASK

random = numpy.random.RandomState(84)


def order_statistic(distribution, tail):
    """The largest k with P(X <= k - 1) <= tail, from all equally likely values of X; at least 1."""
    values = numpy.sort(distribution)
    k = 0
    while numpy.count_nonzero(values <= k) <= tail * len(values):
        k += 1
    return max(k, 1)


def interval(sorted_values, k):
    return sorted_values[k - 1], sorted_values[len(sorted_values) - k]


def all_rank_sums(m, n):
    sums = [sum(chosen) for chosen in itertools.combinations(range(1, m + n + 1), m)]
    return numpy.array(sums) - m * (m + 1) // 2


def two_samples():
    cases = []
    for m, n, kind in ((2, 3, "real"), (3, 3, "real"), (5, 7, "real"), (9, 8, "real"), (24, 26, "real"), (39, 45, "real"),
                       (6, 8, "rating"), (39, 45, "rating"), (70, 11, "mean"), (4, 4, "equal"), (1, 1, "real"),
                       (3, 4, "rating"), (12, 20, "rating"), (25, 25, "rating")):
        if kind == "rating":
            first, second = random.randint(1, 6, m), numpy.minimum(random.randint(1, 7, n), 5)
        elif kind == "equal":
            first, second = numpy.full(m, 3), numpy.full(n, 3)
        else:
            digits = 6 if kind == "real" else 1
            first = numpy.round(random.normal(3.6, 0.8, m), digits)
            second = numpy.round(random.normal(3.2, 0.9, n), digits)
        first, second = first.astype(float), second.astype(float)
        ties = len(set(first) | set(second)) < m + n
        isExact, exact = m + n <= 50, not ties and m + n <= 50
        if kind == "equal":
            u, p = m * n / 2, 1.0
        else:
            u, p = scipy.stats.mannwhitneyu(first, second, method="exact" if exact else "asymptotic")
            if isExact:
                p = exact_rank_sum(first, second)
        differences = numpy.sort((first[:, None] - second[None, :]).ravel())
        case = {
            "first": first.tolist(), "second": second.tolist(), "u": u, "p": p, "isExact": isExact,
            "shift": numpy.median(differences), "cliff": numpy.sign(first[:, None] - second[None, :]).mean(),
        }
        if m + n > 2:
            case["d"] = 0.0 if kind == "equal" else (
                scipy.stats.ttest_ind(first, second).statistic * math.sqrt(1 / m + 1 / n))
        for name, confidence in (("95", 0.95), ("80", 0.8)):
            tail = (1 - confidence) / 2
            if not exact:
                k = max(math.floor(m * n / 2 - norm.ppf(1 - tail) * math.sqrt(m * n * (m + n + 1) / 12)), 1)
            elif m + n <= 17:
                k = order_statistic(all_rank_sums(m, n), tail)
            else:
                k = None
            if k is not None:
                case[f"lower{name}"], case[f"upper{name}"] = interval(differences, k)
        cases.append(case)
    return cases


def one_sample():
    cases = []
    for size, kind in ((1, "real"), (4, "real"), (8, "real"), (15, "real"), (50, "real"), (60, "real"), (12, "rating"),
                       (84, "rating"), (20, "mean"), (7, "rating"), (40, "rating")):
        if kind == "rating":
            values = random.randint(-2, 4, size).astype(float)
        else:
            values = numpy.round(random.normal(0.3, 1, size), 6 if kind == "real" else 1)
        kept = values[values != 0]
        exact = len(set(abs(kept))) == len(kept) and len(kept) <= 50
        ranks = scipy.stats.rankdata(abs(kept))
        isExact = len(kept) <= 50
        p = exact_signed_ranks(kept) if isExact else scipy.stats.wilcoxon(kept, method="asymptotic", correction=True).pvalue
        walsh = numpy.sort([(values[i] + values[j]) / 2 for i in range(size) for j in range(i, size)])
        case = {
            "differences": values.tolist(), "positive": ranks[kept > 0].sum(), "p": p, "isExact": isExact,
            "centre": numpy.median(walsh),
        }
        if size <= 15 and exact and len(kept) == size:
            subsets = numpy.zeros(1, dtype=int)
            for rank in range(1, size + 1):
                subsets = numpy.concatenate([subsets, subsets + rank])
            k = order_statistic(subsets, 0.025)
        elif not exact or len(kept) < size:
            k = max(math.floor(size * (size + 1) / 4 - norm.ppf(0.975) * math.sqrt(size * (size + 1) * (2 * size + 1) / 24)), 1)
        else:
            k = None
        if k is not None:
            case["lower"], case["upper"] = interval(walsh, min(k, (len(walsh) + 1) // 2))
        cases.append(case)
    return cases


def difference(first, second, axis=-1):
    return abs(numpy.mean(first, axis=axis) - numpy.mean(second, axis=axis))


def permutation():
    cases = []
    for m, n, kind in ((2, 3, "real"), (4, 4, "real"), (5, 3, "rating"), (7, 8, "rating"), (10, 7, "real"), (39, 45, "real"),
                       (4, 5, "third"), (7, 7, "third")):
        first, second = random.randint(2, 6, m).astype(float), random.randint(1, 5, n).astype(float)
        if kind == "third":  # means of three ratings, rounded as a file may have them: what ties is parted by 1e-10
            first, second = numpy.round((first + 7) / 3, 10), numpy.round((second + 8) / 3, 10)
        if kind == "real":
            first, second = first + numpy.round(random.normal(0, 1, m), 3), second + numpy.round(random.normal(0, 1, n), 3)
        case = {"first": first.tolist(), "second": second.tolist()}
        if math.comb(m + n, m) <= 20000:
            exact = [numpy.rint(3 * values) if kind == "third" else values for values in (first, second)]
            case["exact"] = scipy.stats.permutation_test(
                exact, difference, n_resamples=numpy.inf, alternative="greater", vectorized=True).pvalue
        seed, draws = 1000 + m, 499
        generator = Generator(seed)
        smaller, larger = (first, second) if m <= n else (second, first)
        pooled = numpy.concatenate([smaller, larger])
        observed = difference(first, second)
        extreme = 0
        for _ in range(draws):
            for place in range(min(m, n)):
                other = place + generator.below(m + n - place)
                pooled[place], pooled[other] = pooled[other], pooled[place]
            extreme += difference(pooled[: min(m, n)], pooled[min(m, n):]) >= observed - 1e-9
        case |= {"seed": seed, "draws": draws, "drawn": (1 + extreme) / (draws + 1)}
        cases.append(case)
    return cases


def bootstrap():
    cases = []
    for m, n in ((6, 9), (39, 45)):
        first, second = numpy.round(random.normal(3.6, 0.8, m), 3), numpy.round(random.normal(3.3, 0.8, n), 3)
        seed, replicates = 45 + m, 300
        second_seed = Generator(seed, 1).next()
        differences = []
        for replicate in range(replicates):
            one, two = Generator(seed, replicate), Generator(second_seed, replicate)
            differences.append(
                numpy.mean([first[one.below(m)] for _ in range(m)]) - numpy.mean([second[two.below(n)] for _ in range(n)]))
        cases.append({
            "first": first.tolist(), "second": second.tolist(), "seed": seed, "replicates": replicates,
            "value": first.mean() - second.mean(),
            "lower": numpy.quantile(differences, 0.025), "upper": numpy.quantile(differences, 0.975),
        })
    return cases


def preference():
    cases = []
    for b, c in ((0, 1), (3, 3), (5, 1), (12, 30), (45, 39), (700, 610), (1500, 1390)):
        corrected = mcnemar([[0, b], [c, 0]], exact=False, correction=True)
        case = {
            "first": b, "second": c, "exact": mcnemar([[0, b], [c, 0]], exact=True).pvalue,
            "chiSquared": corrected.statistic, "chiSquaredP": corrected.pvalue,
        }
        if b == c:  # statsmodels squares |b - c| - 1 = -1 here; the correction never goes past 0
            case["chiSquared"], case["chiSquaredP"] = 0.0, 1.0
        cases.append(case)
    return cases


def power():
    cases = []
    for effect, alpha, wanted in ((0.5, 0.05, 0.8), (0.2, 0.05, 0.9), (0.8, 0.01, 0.8), (1.5, 0.05, 0.95), (0.35, 0.1, 0.7)):
        between, within = TTestIndPower(), TTestPower()
        z = (norm.ppf(1 - alpha / 2) + norm.ppf(wanted)) ** 2
        case = {
            "effect": effect, "significance": alpha, "power": wanted,
            "perArmByT": math.ceil(between.solve_power(effect, alpha=alpha, power=wanted)),
            "pairedByT": math.ceil(within.solve_power(effect, alpha=alpha, power=wanted)),
            "perArmByNormal": math.ceil(2 * z / effect**2),
            "perArmByRanks": math.ceil(z / (6 * (norm.cdf(effect / math.sqrt(2)) - 0.5) ** 2)),
            "pairedByRanks": math.ceil(z / (3 * (norm.cdf(effect * math.sqrt(2)) - 0.5) ** 2)),
            "between": [], "within": [],
        }
        for m, n in ((2, 1), (3, 3), (39, 45), (200, 400)):
            case["between"].append({"first": m, "second": n, "power": between.power(effect, m, alpha, ratio=n / m)})
        for n in (2, 5, 84, 400):
            case["within"].append({"count": n, "power": within.power(effect, n, alpha)})
        for powers in ("between", "within"):  # scipy's noncentral t gives nan where the power is all but 1
            case[powers] = [found for found in case[powers] if not math.isnan(found["power"])]
        cases.append(case)
    return cases


def normal():
    return [
        {"z": z, "cumulative": norm.cdf(z), "p": p, "quantile": norm.ppf(p)}
        for z, p in ((-8.5, 1e-12), (-3.1, 0.0005), (-0.2, 0.1), (0, 0.5), (1.96, 0.7), (4.4, 0.975), (0.01, 0.9999))
    ]


def blocks():
    """Allocations 0..<12 of two arms in blocks of 4, as Sources/Study/Design/PermutedBlocks.swift describes them."""
    sequence = []
    for block in range(3):
        generator = Generator(2019 ^ 0x5045524D424C4B53, block)
        conditions = [0, 0, 1, 1]
        for last in range(3, 0, -1):
            other = generator.below(last + 1)
            conditions[last], conditions[other] = conditions[other], conditions[last]
        sequence += conditions
    return sequence


def design_hash():
    """The hash of the design in Tests/StudyTests/StudyDesignTests.swift, from its canonical JSON as Python writes it."""
    questions = []
    for name, is_reversed in (("relevance-taste", False), ("novelty-new", False), ("diversity-mix", False),
                              ("relevance-missed", True), ("satisfaction-overall", False), ("attention", False),
                              ("effort-tiring", False), ("novelty-known", True), ("satisfaction-disappointed", True),
                              ("diversity-alike", True), ("effort-easy", True)):
        question = {"id": name, "kind": "agreement", "construct": name.split("-")[0], "isReversed": is_reversed}
        if name == "attention":
            question = {"id": name, "kind": "attention", "expected": 2, "isReversed": False}
        questions.append(question)
    design = {
        "version": 1, "name": "paper/Café", "model": 2,
        "arms": [{"name": "melu", "list": 3, "items": ["50", "tt-1"]}, {"name": "popularity", "list": 1, "items": ["1", "2"]}],
        "assignment": "between-subjects", "itemsToRate": 20, "recommendations": 20, "targetSize": 84,
        "power": {"effect": 0.62, "significance": 0.05, "power": 0.8}, "primaryOutcome": "mean-rating", "blockSize": 4,
        "seed": MASK, "questionnaire": {"questions": questions}, "textHashes": {"ko": "0a" * 32, "en": "f9" * 32},
    }
    text = json.dumps(design, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()


result = {
    "origin": "Tests/Golden/study_statistics.py with " + ", ".join(
        f"{name} {version(name)}" for name in ("scipy", "statsmodels", "numpy")),
    "twoSamples": two_samples(), "oneSample": one_sample(), "permutation": permutation(), "bootstrap": bootstrap(),
    "preference": preference(), "power": power(), "normal": normal(), "blocks": blocks(), "designHash": design_hash(),
}
with open(os.path.join(os.path.dirname(__file__), "study_statistics.json"), "w") as file:
    json.dump(result, file, indent=1, allow_nan=False, default=lambda value: value.item())
    file.write("\n")
