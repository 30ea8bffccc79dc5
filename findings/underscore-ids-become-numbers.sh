#!/usr/bin/env bash
# petl 1.7.30 and csvkit 2.2.0, tables with ids that have an underscore: 1_23 (season 1, episode 23) and 12_3.
#
# Expected: such ids stay text.
# Seen: petl's convertnumbers and csvkit's type detection take them for the number 123, as Python reads 1_23 in source code. Two
#   episodes become one item; a group by item adds their ratings up, a join multiplies rows. csvkit does so in each command
#   (here csvsort and csvjson) that is not told otherwise.
# What to do: petl: convert named columns only, petl.convert(table, "rating", float). csvkit: --no-inference (-I).
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install petl==1.7.30 csvkit==2.2.0
cd "$folder"
printf 'item,rating\n1_23,5\n12_3,1\n1_2,4\n' > ratings.csv
PATH="$folder/venv/bin:$PATH" "$folder/venv/bin/python" - <<'PYTHON'
import json
import statistics
import subprocess
import sys
import petl

def lines(*command):
    return subprocess.run([*command, "ratings.csv"], check=True, capture_output=True, text=True).stdout

converted = petl.convertnumbers(petl.fromcsv("ratings.csv"))
means = dict(petl.data(petl.aggregate(converted, "item", lambda ratings: statistics.mean(list(ratings)), "rating")))
sorted_items = [line.split(",")[0] for line in lines("csvsort", "-c", "rating").split()[1:]]
as_json = [row["item"] for row in json.loads(lines("csvjson"))]
plain = [row["item"] for row in json.loads(lines("csvjson", "--no-inference"))]
print("petl convertnumbers, mean rating by item:", means)
print("csvsort:", sorted_items, " csvjson:", as_json, " csvjson -I:", plain)
same = (means == {12: 4, 123: 3} and sorted_items == ["123", "12", "123"] and as_json == [123, 123, 12]
        and plain == ["1_23", "12_3", "1_2"])
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
