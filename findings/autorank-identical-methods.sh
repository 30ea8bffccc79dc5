#!/usr/bin/env bash
# autorank 1.3.0 (pandas 3.1.1, numpy 2.4.6, scipy 1.17.1): the report on methods with exactly the same results.
#
# Expected: an error, or "no difference".
# Seen: the p of the Friedman test is NaN, and the written report says "We reject the null hypothesis (p=nan)" and "there is a
#   statistically significant difference between the median values". If the results are constant as well, the table calls the
#   effect "large" where its size is NaN.
# What to do: compare the columns before the report is made, and treat a NaN p as "not tested".
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install autorank==1.3.0 pandas==3.1.1 numpy==2.4.6 scipy==1.17.1
MPLBACKEND=Agg "$folder/venv/bin/python" -W ignore - <<'PYTHON'
import contextlib
import io
import math
import sys
import numpy as np
import pandas as pd
from autorank import autorank, create_report

stars = np.random.default_rng(0).integers(1, 6, size=30).astype(float)
alike = autorank(pd.DataFrame({name: stars for name in ("first", "second", "third")}), alpha=0.05, verbose=False)
text = io.StringIO()
with contextlib.redirect_stdout(text):
    create_report(alike)
constant = autorank(pd.DataFrame({name: [1.0] * 10 for name in ("first", "second", "third")}), alpha=0.05, verbose=False)
effects = list(zip(constant.rankdf["effect_size"], constant.rankdf["magnitude"]))
print("p:", alike.pvalue)
print("\n".join(s.strip() for s in text.getvalue().split(". ") if "reject the null hypothesis (p=nan" in s or "significant diff" in s))
print("constant results, size and name of the effect:", effects)
same = (math.isnan(alike.pvalue) and "We reject the null hypothesis (p=nan)" in text.getvalue()
        and "there is a statistically significant difference" in text.getvalue()
        and all(math.isnan(size) and name == "large" for size, name in effects))
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
