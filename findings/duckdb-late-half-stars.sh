#!/usr/bin/env bash
# duckdb 2.0.1: ratings whose first half star stands far down in a file of JSON lines or CSV.
#
# Expected: a column of DOUBLE, or an error at the first 4.5 that names the line.
# Seen: the type comes from the first lines (20,480 by default). When these have whole stars only, the column is BIGINT and each
#   later half star is rounded without a word: in JSON to the even neighbour (0.5 is 0, 4.5 is 4), in CSV away from zero (0.5 is
#   1, 4.5 is 5). The true mean 2.75 is 2.70 from one file and 3.00 from the other, with ratings of 0 that nobody gave.
#   A field of JSON that first appears after the sample is an error; half a star is not.
# What to do: name the types (columns = {'rating': 'DOUBLE', ...}) or read with sample_size = -1.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install duckdb==2.0.1
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import json
import sys
import duckdb

rows = [{"user": n, "rating": 4 if n < 25_000 else (n % 10 + 1) / 2} for n in range(30_000)]
with open("ratings.ndjson", "w") as lines:
    lines.writelines(json.dumps(row) + "\n" for row in rows)
with open("ratings.csv", "w") as lines:
    lines.write("user,rating\n")
    lines.writelines(f"{row['user']},{row['rating']}\n" for row in rows)

def late(source):
    return duckdb.sql(f"select any_value(typeof(rating)), min(rating), max(rating), avg(rating) "
                      f"from {source} where user >= 25000").fetchall()[0]

seen = {}
for source in ("read_json('ratings.ndjson')", "read_csv('ratings.csv')", "read_json('ratings.ndjson', sample_size = -1)",
               "read_csv('ratings.csv', columns = {'user': 'BIGINT', 'rating': 'DOUBLE'})"):
    seen[source] = late(source)
    print(f"{source}: type, least, greatest, mean of the last 5,000 = {seen[source]}")
json_lines, csv, *whole = seen.values()
same = (json_lines == ("BIGINT", 0, 5, 2.7) and csv == ("BIGINT", 1, 5, 3.0)
        and whole == [("DOUBLE", 0.5, 5.0, 2.75)] * 2)
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
