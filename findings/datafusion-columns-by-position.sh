#!/usr/bin/env bash
# datafusion 55.0.0 (pyarrow 26.0.1, duckdb 2.0.1, polars 2.1.0): a folder of two CSV files with headers, whose columns stand in
# another order (user,item,rating and item,user,rating).
#
# Expected: columns are matched by their names, or the second file is refused.
# Seen: the names come from one of the files (not always the first by name), and the other is read by position: its users and
#   items change places, without error or warning. Where both are numbers nothing shows it. duckdb and pyarrow.dataset match by
#   name; polars refuses.
# What to do: bring the columns into one order before, or read each file by itself and put them together by name.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install datafusion==55.0.0 pyarrow==26.0.1 duckdb==2.0.1 polars==2.1.0
cd "$folder"
mkdir ratings
printf 'user,item,rating\n1,2,5\n1,3,4\n' > ratings/2024.csv
printf 'item,user,rating\n20,10,3\n30,10,2\n' > ratings/2025.csv
"$folder/venv/bin/python" - <<'PYTHON'
import sys
import datafusion
import duckdb
import polars as pl
import pyarrow.dataset

def rows(table):
    return sorted((row["user"], row["item"], row["rating"]) for row in table)

context = datafusion.SessionContext()
context.sql("create external table ratings stored as csv location 'ratings/' options ('format.has_header' 'true')")
seen = {
    "datafusion read_csv": rows(context.read_csv("ratings/").to_pylist()),
    "datafusion SQL": rows(context.sql("select * from ratings").to_pylist()),
    "duckdb": rows(duckdb.sql("from 'ratings/*.csv'").to_arrow_table().to_pylist()),
    "pyarrow.dataset": rows(pyarrow.dataset.dataset("ratings", format="csv").to_table().to_pylist()),
}
try:
    seen["polars"] = pl.read_csv("ratings/*.csv").rows()
except pl.exceptions.ComputeError as error:
    seen["polars"] = "refused: " + str(error).splitlines()[0]
for name, value in seen.items():
    print(f"{name:20} {value}")
right = [(1, 2, 5), (1, 3, 4), (10, 20, 3), (10, 30, 2)]
swapped = ([(1, 2, 5), (1, 3, 4), (20, 10, 3), (30, 10, 2)], [(2, 1, 5), (3, 1, 4), (10, 20, 3), (10, 30, 2)])
same = (seen["datafusion read_csv"] in swapped and seen["datafusion SQL"] in swapped
        and seen["duckdb"] == seen["pyarrow.dataset"] == right and str(seen["polars"]).startswith("refused"))
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
