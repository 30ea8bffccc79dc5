#!/usr/bin/env bash
# pyarrow 26.0.1 (duckdb 2.0.1, polars 2.1.0, pandas 3.1.1): a CSV file with user ids from unsigned 64-bit numbers.
#
# Expected: the ids stay different users: as uint64 or as text.
# Seen: pyarrow.csv takes a column for int64; as soon as one id is above 9223372036854775807 the whole column becomes double. A
#   thousand users with consecutive ids are one user, ids of other size are rounded and no longer found in another table. No
#   warning. duckdb, polars and pandas keep all of them.
# What to do: name the type: ConvertOptions(column_types={"user": pa.string()}), or pa.uint64().
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install pyarrow==26.0.1 duckdb==2.0.1 polars==2.1.0 pandas==3.1.1
cd "$folder"
"$folder/venv/bin/python" -W error - <<'PYTHON'
import sys
import duckdb
import pandas as pd
import polars as pl
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.csv

first = 12345678901234567000
with open("ratings.csv", "w") as lines:
    lines.write("user,rating\n")
    lines.writelines(f"{first + n},4\n" for n in range(1000))
column = pa.csv.read_csv("ratings.csv")["user"]
named = pa.csv.read_csv("ratings.csv", convert_options=pa.csv.ConvertOptions(column_types={"user": pa.uint64()}))["user"]
users = {
    "pyarrow": pc.count_distinct(column).as_py(),
    "pyarrow with uint64": pc.count_distinct(named).as_py(),
    "duckdb": duckdb.sql("select count(distinct user) from 'ratings.csv'").fetchall()[0][0],
    "polars": pl.read_csv("ratings.csv")["user"].n_unique(),
    "pandas": pd.read_csv("ratings.csv")["user"].nunique(),
}
print("users in the file: 1000; type in pyarrow:", column.type)
for name, count in users.items():
    print(f"{name:20} {count}")
same = column.type == pa.float64() and users.pop("pyarrow") == 1 and set(users.values()) == {1000}
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
