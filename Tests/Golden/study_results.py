"""Writes study_results.json: made-up sessions of two studies, and their results by scipy and numpy.

Run: pip install scipy numpy; python3 Tests/Golden/study_results.py
"""

import itertools
import json
import math
import os
import statistics
from importlib.metadata import version

import numpy
import scipy.stats
from scipy.stats import norm

from exact_ranks import exact_rank_sum, exact_signed_ranks
from seeded import Generator

SEED, REPLICATES = 1984, 2000
ITEMS, OFFERED = 5, 6
random = numpy.random.RandomState(20)


# The questionnaire's constructs by question, and which questions are turned round.
QUESTIONS = [("relevance-taste", False), ("novelty-new", False), ("diversity-mix", False), ("relevance-missed", True),
             ("satisfaction-overall", False), ("attention", False), ("effort-tiring", False), ("novelty-known", True),
             ("satisfaction-disappointed", True), ("diversity-alike", True), ("effort-easy", True)]
CONSTRUCTS = ["relevance", "novelty", "diversity", "satisfaction", "effort"]


def questionnaire(within):
    questions = []
    for name, is_reversed in QUESTIONS:
        question = {"id": name, "kind": "agreement", "construct": name.split("-")[0], "isReversed": is_reversed}
        if name == "attention":
            question = {"id": name, "kind": "attention", "expected": 2, "isReversed": False}
        questions.append(question)
    if within:
        questions.append({"id": "preference", "kind": "preference", "isReversed": False})
    return {"questions": questions}


def design(name, arms, assignment, outcome, target):
    within = assignment == "within-subjects"
    return {
        "version": 1, "name": name, "model": 1, "assignment": assignment, "itemsToRate": ITEMS, "recommendations": OFFERED,
        "arms": [{"name": arm, "list": number, "items": [f"{arm}-{place}" for place in range(ITEMS)]}
                 for number, arm in enumerate(arms)],
        "targetSize": target, "primaryOutcome": outcome, "blockSize": 6, "seed": SEED, "questionnaire": questionnaire(within),
        "textHashes": {"en": "f9" * 32},
    }


def session(number, condition, progress, shift, within):
    """A participant who stops after `progress` of: 0 consent, 1 about, 2 some items, 3 all items, 4 offer, 5 rated, 6 done."""
    found = {"id": f"participant-{number:03}", "number": number, "condition": condition, "consentedAt": 1000.0 * number,
             "language": "ko" if number % 3 == 0 else "en", "answers": [], "recommendations": [], "finishedParts": [],
             "questionnaire": {}}
    if progress < 0:
        return found | {"withdrawnAt": 1000.0 * number + 5}
    if progress >= 1:
        found["about"] = {"age": [str(18 + 7 * int(random.randint(0, 3)))]}
        if random.uniform() < 0.8:
            found["about"]["gender"] = ["F" if random.uniform() < 0.6 else "M"]
    last = len(condition) - 1
    for part, arm in enumerate(condition):
        reached = progress if part == last else 6 if progress > 1 else progress
        taste = random.normal(0.4 if arm == 0 else 0, 0.7) + shift
        if reached >= 2:
            for place in range(ITEMS if reached > 2 else 2):
                rating = None if random.uniform() < 0.3 else float(numpy.clip(round(3 + taste + random.normal()), 1, 5))
                answer = {"part": part, "place": place, "item": f"i{arm}-{place}", "answeredAt": 1000.0 * number + place,
                          "isCarriedOver": part == 1 and place == 1, "milliseconds": int(random.randint(900, 90000))}
                if rating is not None:
                    answer["rating"] = rating
                if answer["isCarriedOver"]:
                    del answer["milliseconds"]
                found["answers"].append(answer)
        if reached >= 4:
            for rank in range(1, OFFERED + 1):
                offered = {"part": part, "rank": rank, "item": f"r{rank}", "estimate": 5 - rank / 4, "isSelected": False}
                if reached >= 5:
                    equal = number == 4 and part == 0
                    offered["rating"] = 3.0 if equal else float(
                        numpy.clip(round(3.4 + taste - rank / 6 + random.normal()), 1, 5))
                    offered["isSelected"] = bool(random.uniform() < 0.2 * offered["rating"])
                    offered["answeredAt"] = 1000.0 * number + 50
                found["recommendations"].append(offered)
        if reached >= 5:
            found["finishedParts"].append(part)
    if progress >= 6:
        found["completedAt"], found["completionCode"] = 1000.0 * number + 99, f"CODE{number}"
        for name, is_reversed in QUESTIONS:
            base = 3 + (0 if within else (0.5 if condition[0] == 0 else 0)) + random.normal()
            found["questionnaire"][name] = int(numpy.clip(round(6 - base if is_reversed else base), 1, 5))
        found["questionnaire"]["attention"] = 2 if random.uniform() < 0.85 else 4
        if within:
            found["questionnaire"]["preference"] = int(random.randint(0, 3))
    return found


# --- the measures of one participant and part, as docs/user-study.md defines them

MEASURES = ["mean-rating", "selected-recommendations", "ndcg", "ndcg1", "ndcg3", "answered-items", "unknown-items",
            "item-rating", "time-per-item"] + CONSTRUCTS


def gain(ratings, k):
    if len(set(ratings)) == 1:
        return 1.0
    def total(values):
        return sum((2**y - 1) / math.log2(j + 2) for j, y in enumerate(values[:k]))
    return total(ratings) / total(sorted(ratings, reverse=True))


def score(found, construct):
    values = [6 - found["questionnaire"][name] if is_reversed else found["questionnaire"][name]
              for name, is_reversed in QUESTIONS if name.split("-")[0] == construct]
    return sum(values) / len(values)


def value(found, arm, measure, within):
    if "withdrawnAt" in found or arm not in found["condition"]:
        return None
    part = found["condition"].index(arm)
    answers = [answer for answer in found["answers"] if answer["part"] == part]
    ratings = [answer["rating"] for answer in answers if "rating" in answer]
    if measure in ("answered-items", "unknown-items", "item-rating", "time-per-item"):
        if len(answers) < ITEMS:
            return None
        if measure == "item-rating":
            return sum(ratings) / len(ratings) if ratings else None
        if measure == "time-per-item":
            return float(statistics.median(answer["milliseconds"] for answer in answers if "milliseconds" in answer))
        return float(len(ratings) if measure == "answered-items" else len(answers) - len(ratings))
    if measure in CONSTRUCTS:
        return score(found, measure) if "completedAt" in found and not within else None
    if part not in found["finishedParts"]:
        return None
    shown = [offered for offered in found["recommendations"] if offered["part"] == part]
    ratings = [offered["rating"] for offered in shown]
    return {"mean-rating": sum(ratings) / len(ratings), "selected-recommendations": float(sum(o["isSelected"] for o in shown)),
            "ndcg": gain(ratings, OFFERED), "ndcg1": gain(ratings, 1), "ndcg3": gain(ratings, 3)}[measure]


# --- tests

def interval_of(values, tail, counts, variance):
    """The ends of the sorted values that invert a rank test with the null counts, or the normal one where they are None."""
    values = numpy.sort(values)
    if counts is None:
        k = max(math.floor(len(values) / 2 + norm.ppf(tail) * math.sqrt(variance)), 1)
    else:
        k, below, everything = 0, 0, sum(counts)
        while below + counts[k] <= tail * everything:
            below += counts[k]
            k += 1
        k = max(k, 1)
    k = min(k, (len(values) + 1) // 2)
    return {"value": numpy.median(values), "lower": values[k - 1], "upper": values[len(values) - k]}


def rank_sum_counts(m, n):
    counts = numpy.zeros((m + 1, m * (m + n) + 1), dtype=object)
    counts[0, 0] = 1
    for rank in range(1, m + n + 1):
        for chosen in range(min(rank, m), 0, -1):
            counts[chosen, rank:] = counts[chosen, rank:] + counts[chosen - 1, : counts.shape[1] - rank]
    return list(counts[m, m * (m + 1) // 2 : m * (m + 1) // 2 + m * n + 1])


def signed_rank_counts(n):
    counts = [1]
    for rank in range(1, n + 1):
        counts = [a + b for a, b in itertools.zip_longest(counts + [0] * rank, [0] * rank + counts)]
    return counts


def mann_whitney(first, second):
    """Ranks are of values rounded to ten digits, so that equal ones tie; the shift is of the values as they are."""
    m, n = len(first), len(second)
    one, two = numpy.round(first, 10), numpy.round(second, 10)
    untied = len(set(one) | set(two)) == m + n
    if len(set(one) | set(two)) == 1:
        u, p = m * n / 2, 1.0
    else:
        u = scipy.stats.mannwhitneyu(one, two).statistic
        p = exact_rank_sum(one, two)
    differences = (numpy.array(first)[:, None] - numpy.array(second)[None, :]).ravel()
    shift = interval_of(differences, 0.025, rank_sum_counts(m, n) if untied else None, m * n * (m + n + 1) / 12)
    assert m + n <= 50
    return {"statistic": u, "pValue": p, "isExact": True}, shift


def wilcoxon(differences):
    rounded = numpy.round(differences, 10)
    differences = numpy.where(rounded == 0, 0, differences)
    kept = rounded[rounded != 0]
    assert len(kept) <= 50
    exact = len(set(abs(kept))) == len(kept)
    ranks = scipy.stats.rankdata(abs(kept))
    p = exact_signed_ranks(kept)
    n = len(differences)
    walsh = [(differences[i] + differences[j]) / 2 for i in range(n) for j in range(i, n)]
    counts = signed_rank_counts(n) if exact and len(kept) == n else None
    centre = interval_of(walsh, 0.025, counts, n * (n + 1) * (2 * n + 1) / 24)
    return {"statistic": ranks[kept > 0].sum(), "pValue": p, "isExact": True}, centre, ranks, kept


def draws(size, seed):
    return numpy.array([[generator.below(size) for _ in range(size)]
                        for generator in (Generator(seed, replicate) for replicate in range(REPLICATES))])


def bootstrap(means, value):
    return {"value": value, "lower": numpy.quantile(means, 0.025), "upper": numpy.quantile(means, 0.975)}


def between(first, second):
    test, shift = mann_whitney(first, second)
    x, y = numpy.array(first), numpy.array(second)
    permutation = scipy.stats.permutation_test(
        (x, y), lambda x, y, axis: abs(x.mean(axis) - y.mean(axis)), n_resamples=numpy.inf, alternative="greater",
        vectorized=True).pvalue
    means = x[draws(len(x), SEED)].mean(axis=1) - y[draws(len(y), Generator(SEED, 1).next())].mean(axis=1)
    pooled = ((len(x) - 1) * x.var(ddof=1) + (len(y) - 1) * y.var(ddof=1)) / (len(x) + len(y) - 2)
    return {"count": len(x), "otherCount": len(y), "rankTest": test, "shift": shift, "permutationPValue": permutation,
            "meanDifference": bootstrap(means, x.mean() - y.mean()),
            "standardizedDifference": (x.mean() - y.mean()) / math.sqrt(pooled) if pooled else None,
            "rankEffect": numpy.sign(x[:, None] - y[None, :]).mean()}


def within_pairs(pairs):
    differences = numpy.array([x - y for x, y in pairs])
    differences[abs(differences) < 1e-10] = 0
    test, centre, ranks, kept = wilcoxon(differences)
    permutation = scipy.stats.permutation_test(
        (differences,), lambda d, axis: abs(d.mean(axis)), permutation_type="samples", n_resamples=numpy.inf,
        alternative="greater", vectorized=True).pvalue
    means = differences[draws(len(differences), SEED)].mean(axis=1)
    return {"count": len(pairs), "otherCount": len(pairs), "rankTest": test, "shift": centre, "permutationPValue": permutation,
            "meanDifference": bootstrap(means, differences.mean()),
            "standardizedDifference": differences.mean() / differences.std(ddof=1),
            "rankEffect": (ranks[kept > 0].sum() - ranks[kept < 0].sum()) / ranks.sum()}


def holm(values):
    adjusted, largest = [0.0] * len(values), 0.0
    for rank, index in enumerate(sorted(range(len(values)), key=lambda i: values[i])):
        largest = max(largest, min(1.0, (len(values) - rank) * values[index]))
        adjusted[index] = largest
    return adjusted


def summary(measure, arm, values):
    found = {"measure": measure, "count": len(values)} | ({} if arm is None else {"arm": arm})
    if values:
        found |= {"mean": numpy.mean(values), "median": numpy.median(values)}
    if len(values) > 1:
        found["deviation"] = numpy.std(values, ddof=1)
    return found


def mcnemar(b, c):
    chi = max(abs(b - c) - 1, 0) ** 2 / (b + c)
    return {"first": b, "second": c, "exactPValue": scipy.stats.binomtest(b, b + c).pvalue, "chiSquared": chi,
            "chiSquaredPValue": scipy.stats.chi2.sf(chi, 1)}


def order_effect(measure, sessions):
    orders = {}
    for order in ((0, 1), (1, 0)):
        rows = [(value(s, order[0], measure, True), value(s, order[1], measure, True))
                for s in sessions if s["condition"] == list(order)]
        orders[order] = numpy.array([row for row in rows if None not in row])
    ab, ba = orders[0, 1], orders[1, 0]

    def effect(first, second, scale):
        test, shift = mann_whitney(first.tolist(), second.tolist())
        return {"test": test, "size": {name: scale * shift[name] for name in shift}}

    return {"measure": measure, "firstCount": len(ab), "secondCount": len(ba),
            "carryOver": effect(ab.sum(axis=1), ba.sum(axis=1), 1),
            "period": effect(ab[:, 0] - ab[:, 1], ba[:, 1] - ba[:, 0], 0.5),
            "arms": effect(ab[:, 0] - ab[:, 1], ba[:, 0] - ba[:, 1], 0.5)}


def results(study, sessions):
    within = study["assignment"] == "within-subjects"
    arms, present = study["arms"], [s for s in sessions if "withdrawnAt" not in s]
    compared = [m for m in MEASURES if m != "unknown-items" and not (within and m in CONSTRUCTS)]
    if study["primaryOutcome"] in compared:
        compared.sort(key=lambda m: m != study["primaryOutcome"])
    summaries = []
    for measure in MEASURES:
        if within and measure in CONSTRUCTS:
            summaries.append(summary(measure, None, [score(s, measure) for s in present if "completedAt" in s]))
            continue
        for arm in range(len(arms)):
            values = [value(s, arm, measure, within) for s in sessions]
            summaries.append(summary(measure, arms[arm]["name"], [v for v in values if v is not None]))
    comparisons = []
    for other in range(1, len(arms)):
        outcomes = []
        for measure in compared:
            columns = [[value(s, arm, measure, within) for s in sessions] for arm in (0, other)]
            if within:
                found = within_pairs([pair for pair in zip(*columns) if None not in pair])
            else:
                found = between(*[[v for v in column if v is not None] for column in columns])
            outcomes.append(found | {"measure": measure, "isPrimary": measure == study["primaryOutcome"]})
        comparison = {"arm": arms[0]["name"], "other": arms[other]["name"], "outcomes": outcomes, "withheld": []}
        if within:
            places = [(s["questionnaire"]["preference"], s["condition"]) for s in present if "completedAt" in s]
            preferred = [condition[place - 1] if place else None for place, condition in places]
            b, c = preferred.count(0), preferred.count(other)
            comparison["preference"] = {"answered": len(preferred), "neither": len(preferred) - b - c, "test": mcnemar(b, c),
                                        "isPrimary": study["primaryOutcome"] == "preference"}
        comparisons.append(comparison)
    for primary in (True, False):
        family = [(o, o["rankTest"]["pValue"] if primary else o["permutationPValue"])
                  for c in comparisons for o in c["outcomes"] if o["isPrimary"] == primary]
        family += [(c["preference"], c["preference"]["test"]["exactPValue"])
                   for c in comparisons if "preference" in c and c["preference"]["isPrimary"] == primary]
        for (found, _), adjusted in zip(family, holm([p for _, p in family])):
            found["holmPValue"] = adjusted
    orders = [order_effect(measure, present) for measure in compared] if within and len(arms) == 2 else []
    return {"summaries": summaries, "comparisons": comparisons, "orderEffects": orders}


def progress(study, sessions, arm=None):
    here = [s for s in sessions if arm is None or arm in s["condition"]]
    present = [s for s in here if "withdrawnAt" not in s]
    def parts(s):
        return [p for p, a in enumerate(s["condition"]) if arm is None or a == arm]
    steps = [
        sum("about" in s for s in present),
        sum(all(sum(a["part"] == p for a in s["answers"]) == ITEMS for p in parts(s)) for s in present),
        sum(all(any(r["part"] == p for r in s["recommendations"]) for p in parts(s)) for s in present),
        sum(all(p in s["finishedParts"] for p in parts(s)) for s in present),
        sum("completedAt" in s for s in present),
    ]
    return {"enrolled": len(here), "withdrawn": len(here) - len(present), "steps": steps}


def study(name, arms, assignment, outcome, plan, conditions):
    found = design(name, arms, assignment, outcome, target=12)
    within = assignment == "within-subjects"
    sessions = [session(number, conditions[number % len(conditions)], stop, random.normal(0, 0.5), within)
                for number, stop in enumerate(plan)]
    return {"design": found, "sessions": sessions, "progress": progress(found, sessions),
            "arms": [progress(found, sessions, arm) for arm in range(len(arms))], "analysis": results(found, sessions)}


result = {
    "origin": "Tests/Golden/study_results.py with " + ", ".join(f"{name} {version(name)}" for name in ("scipy", "numpy")),
    "studies": [
        study("three arms", ["melu", "design", "popularity"], "between-subjects", "mean-rating",
              [6] * 19 + [-1, 0, 1, 2, 3, 4, 5, -1, 6, 6] + [6] * 4, [[0], [2], [1]]),
        study("two orders", ["melu", "popularity"], "within-subjects", "ndcg",
              [6] * 8 + [-1, 2, 3, 4, 5, 0, 1] + [6] * 5, [[0, 1], [1, 0], [1, 0]]),
        study("preferred", ["melu", "popularity"], "within-subjects", "preference", [6] * 13 + [5, 1], [[0, 1], [1, 0]]),
    ],
}
with open(os.path.join(os.path.dirname(__file__), "study_results.json"), "w") as file:
    json.dump(result, file, separators=(",", ":"), allow_nan=False, default=lambda value: value.item())
    file.write("\n")
