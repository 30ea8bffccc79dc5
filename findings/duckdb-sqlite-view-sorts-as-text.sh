#!/usr/bin/env bash
# duckdb 1.5.5 with duckdb-extension-sqlite-scanner 1.5.5, reading a view of an SQLite file with sqlite_scan.
#
# Expected: a count is a BIGINT and a mean a DOUBLE, or at least sorted as numbers, as SQLite does and ATTACH gives.
# Seen: each calculated column of a view (count, avg, sum, even rating * 2, with or without CAST in the view) arrives as BLOB with
#   the digits as bytes. The most rated item, with 100 ratings, comes after those with 9 and 2, max(raters) is 9, and
#   raters >= '5' finds one item of three. Columns that the view takes over unchanged have their type.
# What to do: ATTACH 'file' (TYPE sqlite) and ask for the view there, or raters::VARCHAR::BIGINT.
set -euo pipefail
folder=$(mktemp -d); trap 'rm -rf "$folder"' EXIT
python3 -m venv "$folder/venv"
"$folder/venv/bin/pip" -q install duckdb==1.5.5 duckdb-extension-sqlite-scanner==1.5.5
cd "$folder"
"$folder/venv/bin/python" - <<'PYTHON'
import sqlite3
import sys
from pathlib import Path
import duckdb
import duckdb_extension_sqlite_scanner

ratings = sqlite3.connect("ratings.db")
ratings.executescript("""
    CREATE TABLE ratings (user INTEGER, item TEXT, rating REAL);
    CREATE VIEW popularity AS
        SELECT item, CAST(count(user) AS INTEGER) AS raters, avg(rating) AS mean FROM ratings GROUP BY item;
""")
for item, raters in (("nine", 9), ("ten", 10), ("hundred", 100), ("two", 2)):
    ratings.executemany("INSERT INTO ratings VALUES (?, ?, 4.0)", [(user, item) for user in range(raters)])
ratings.commit()

extension = next(Path(duckdb_extension_sqlite_scanner.__file__).parent.rglob("sqlite_scanner.duckdb_extension"))
duck = duckdb.connect()
duck.execute(f"LOAD '{extension}'")
duck.execute("ATTACH 'ratings.db' AS attached (TYPE sqlite, READ_ONLY)")
order = "ORDER BY raters DESC"
seen = {}
for source in ("sqlite_scan('ratings.db', 'popularity')", "attached.popularity"):
    types = [row[1] for row in duck.sql(f"DESCRIBE FROM {source}").fetchall()]
    seen[source] = types[1], [row[0] for row in duck.sql(f"SELECT item FROM {source} {order}").fetchall()]
    print(f"{source}: raters is {seen[source][0]}, most rated first: {seen[source][1]}")
in_sqlite = [row[0] for row in ratings.execute(f"SELECT item FROM popularity {order}")]
print("SQLite itself:", in_sqlite)
scan, attached = seen.values()
greatest, five = duck.sql("SELECT max(raters)::VARCHAR, count(*) FILTER (raters >= '5') "
                          "FROM sqlite_scan('ratings.db', 'popularity')").fetchone()
print("max(raters):", greatest, " items with raters >= '5':", five)
same = (scan == ("BLOB", ["nine", "two", "hundred", "ten"]) and in_sqlite == ["hundred", "ten", "nine", "two"] == attached[1]
        and attached[0] in ("INTEGER", "BIGINT") and greatest == "9" and five == 1)
print("as described" if same else "CHANGED")
sys.exit(0 if same else 1)
PYTHON
