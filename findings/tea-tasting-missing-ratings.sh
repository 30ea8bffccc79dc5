#!/usr/bin/env bash
# tea-tasting 1.14.0 (pandas 3.1.1, scipy 1.17.1): comparing the mean rating of two variants when half of the users gave none.
#
# Expected: users without a rating are left out of the test (as scipy does with nan_policy="omit"), or they are refused.
# Seen: the means are those of the users who rated, but the number of observations is that of all users. With half of the ratings
#   missing the interval is too narrow by a factor of 1.4: p = .031 where the same data without the empty rows gives p = .128.
#   No warning. null in polars does the same as NaN in pandas.
# What to do: drop the rows without a value before each metric (and test by itself whether the variants differ in how many rate).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install tea-tasting==1.14.0 pandas==3.1.1 polars==2.1.0 scipy==1.17.1 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import numpy as np
import pandas as pd
import polars as pl
import scipy.stats
import tea_tasting as tt

draw = np.random.default_rng(11)
table = pd.DataFrame({"variant": np.arange(2000) % 2, "rating": draw.integers(1, 6, 2000).astype(float)})
table.loc[draw.random(2000) < .5, "rating"] = np.nan

def compare(rows):
    return tt.Experiment(rating=tt.Mean("rating")).analyze(rows)["rating"]

def width(result):
    return result.effect_size_ci_upper - result.effect_size_ci_lower

missing, dropped = compare(table), compare(table.dropna())
polars = compare(pl.DataFrame({"variant": table.variant.to_list(), "rating": table.rating.to_list()}).fill_nan(None))
groups = [rows.rating for _, rows in table.groupby("variant")]
outside = scipy.stats.ttest_ind(groups[1], groups[0], equal_var=False, nan_policy="omit").pvalue
print(f"p with empty ratings {missing.pvalue:.4f} (polars {polars.pvalue:.4f}), "
      f"without those rows {dropped.pvalue:.4f}, scipy {outside:.4f}")
print(f"width of the interval {width(missing):.4f} and {width(dropped):.4f}; means {missing.control:.4f} and {dropped.control:.4f}")
same = (abs(dropped.pvalue - outside) < 1e-9 and missing.pvalue < outside / 2 and abs(polars.pvalue - missing.pvalue) < 1e-9
        and 1.3 < width(dropped) / width(missing) < 1.55 and abs(missing.control - dropped.control) < 1e-9)
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
