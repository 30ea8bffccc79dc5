"""Exact two-sided p values of rank tests with ties: counts in whole numbers, checked by scipy's enumeration where that is quick."""

import math

import numpy
import scipy.stats


def exact_rank_sum(first, second):
    """2 min(P(U <= u), P(U >= u)) over all ways of dealing the shared ranks, counted in whole numbers."""
    m, doubled = len(first), numpy.rint(2 * scipy.stats.rankdata(numpy.concatenate([first, second]))).astype(int)
    ways = [{0: 1}] + [{} for _ in range(m)]
    for rank in doubled:
        for chosen in range(m, 0, -1):
            for total, count in ways[chosen - 1].items():
                ways[chosen][total + rank] = ways[chosen].get(total + rank, 0) + count
    observed, everything = doubled[:m].sum(), math.comb(len(doubled), m)
    lower = sum(count for total, count in ways[m].items() if total <= observed)
    upper = sum(count for total, count in ways[m].items() if total >= observed)
    p = min(1, 2 * min(lower, upper) / everything)
    if min(m, len(second)) > 1 and everything <= 20000:
        method = scipy.stats.PermutationMethod(n_resamples=numpy.inf)
        assert abs(p - min(1, scipy.stats.mannwhitneyu(first, second, method=method).pvalue)) < 1e-12
    return p


def exact_signed_ranks(kept):
    """The same over all signs of the shared ranks of |d|."""
    doubled, ways = numpy.rint(2 * scipy.stats.rankdata(abs(kept))).astype(int), {0: 1}
    for rank in doubled:
        sums = dict(ways)
        for total, count in ways.items():
            sums[total + rank] = sums.get(total + rank, 0) + count
        ways = sums
    observed = doubled[kept > 0].sum()
    lower = sum(count for total, count in ways.items() if total <= min(observed, doubled.sum() - observed))
    p = min(1, 2 * lower / 2 ** len(kept))
    if 1 < len(kept) <= 12:
        method = scipy.stats.PermutationMethod(n_resamples=numpy.inf)
        assert abs(p - min(1, scipy.stats.wilcoxon(kept, method=method).pvalue)) < 1e-12
    return p
