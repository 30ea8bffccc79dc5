#!/usr/bin/env bash
# voyager 2.2.3 (numpy 2.4.6), nearest neighbours: the ten items with the highest inner product among only 1,000.
#
# Expected: nearly all ten: 1,000 items of 32 factors are little for such an index.
# Seen: with Space.InnerProduct and otherwise the defaults, a quarter of the ten and, for one user in four, the best item. The
#   lengths of the items are those of factor models (a few long ones), and the order in which they are added decides: added by
#   length, the same vectors give nine of the ten.
# What to do: below some ten thousand items compute all products (exact and fast). Otherwise add the items by length, raise
#   query_ef, and measure the share of the true ten that comes back.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install voyager==2.2.3 numpy==2.4.6
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import numpy as np
import voyager

draw = np.random.default_rng(0)
items = draw.normal(size=(1000, 32)).astype(np.float32) * np.exp(draw.normal(size=(1000, 1)) * .5).astype(np.float32)
users = draw.normal(size=(50, 32)).astype(np.float32)
exact = np.argsort(-(users @ items.T), axis=1)[:, :10]

def found(order, **options):
    index = voyager.Index(voyager.Space.InnerProduct, num_dimensions=32, random_seed=1)
    index.add_items(items[order], ids=order, num_threads=1)
    lists, _ = index.query(users, 10, **options)
    share = np.mean([len(set(map(int, found)) & set(map(int, true))) / 10 for found, true in zip(lists, exact)])
    return float(share), float(np.mean([found[0] == true[0] for found, true in zip(lists, exact)]))

length = np.linalg.norm(items, axis=1)
given, by_length = found(np.arange(1000)), found(np.argsort(-length))
careful = found(np.argsort(-length), query_ef=200)
for name, (share, best) in (("as given", given), ("longest first", by_length), ("longest first, query_ef 200", careful)):
    print(f"{name:28} {share:.2f} of the ten, the best item for {best:.2f} of the users")
same = given[0] < .5 and given[1] < .6 and by_length[0] > .75 and careful[0] > .97
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
