#!/usr/bin/env bash
# polars 2.1.0: JSON lines with one object of answers per user, {"user": 7, "answers": {"12": 4, "31": 2}}.
#
# Expected: an item that only later users answered becomes a field too, or the reader says that it met a field it did not know.
# Seen: read_ndjson takes the fields from the first 100 lines. Each answer to an item that none of these 100 users answered is
#   gone, without error or warning; a user who answered such items only has null everywhere, as if they had skipped them all.
#   The same holds for a whole field, such as a comment that first appears on line 101.
# What to do: read_ndjson(..., infer_schema_length=None), or write one line per answer: user, item, rating.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install polars==2.1.0
cd "$folder"
"$folder/venv/bin/python" -W error - <<'PYTHON'
import json
import sys
import polars as pl

users = [{"user": n, "answers": {str(n // 100 * 10 + step): 4 for step in range(3)}} for n in range(400)]
users[-1]["comment"] = "the only one"
with open("answers.ndjson", "w") as lines:
    lines.writelines(json.dumps(user) + "\n" for user in users)

def answers(table):
    return sum(value is not None for row in table["answers"].to_list() for value in row.values())

written = sum(len(user["answers"]) for user in users)
default, lazy = pl.read_ndjson("answers.ndjson"), pl.scan_ndjson("answers.ndjson").collect()
whole = pl.read_ndjson("answers.ndjson", infer_schema_length=None)
print("answers written:", written)
for name, table in (("read_ndjson", default), ("scan_ndjson", lazy), ("infer_schema_length=None", whole)):
    print(f"{name}: {answers(table)} answers, columns {table.columns}, last user {table['answers'][-1]}")
same = (written == 1200 and answers(default) == answers(lazy) == 300 and answers(whole) == 1200
        and "comment" not in default.columns and "comment" in whole.columns)
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
