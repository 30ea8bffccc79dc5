"""Recommends from an exported grid in SQLite, DuckDB and PostgreSQL, and compares with the sums of the JSON file.

    python Tests/Grids/grid_databases.py ICEBREAKER WORKSPACE [export grid's flags, such as --pairs]

Starts a PostgreSQL server of its own in a temporary folder; as root, under the account `postgres`. Packages: duckdb and, for its
reader of SQLite files, duckdb-extensions and duckdb-extension-sqlite-scanner. What is not installed is said and fails.
"""

import glob
import json
import math
import os
import random
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

import duckdb
import duckdb_extensions

QUERY = "SELECT item_id, score FROM grid_recommendation WHERE session = '{}' AND rank <= 100 ORDER BY rank"


def sessions(grid, count=24):
    """Random taps and, where the table has features, a random value of each; every third person tells nothing."""
    draw = random.Random(7)
    features = {}
    for term in grid["terms"]:
        if "feature" in term:
            features.setdefault(term["feature"], []).append(term["value"])
    for number in range(count):
        taps = draw.sample(range(len(grid["tiles"])), min(number % 9, len(grid["tiles"])))
        known = {name: draw.choice(values) for name, values in features.items()} if number % 3 else {}
        yield str(number), taps, known


def expected(grid, taps, known):
    """The best 100 by the correctly rounded sums of the file; ties to the earlier row."""
    def holds(term):
        if "tiles" in term:
            return set(term["tiles"]) <= set(taps)
        return known.get(term["feature"]) == term["value"] if "feature" in term else not known

    active = [place for place, term in enumerate(grid["terms"]) if holds(term)]
    scores = [math.fsum([item["base"], *(item["weights"][place] for place in active)]) for item in grid["items"]]
    best = sorted(range(len(scores)), key=lambda place: -scores[place])[:100]
    return [(grid["items"][place]["item_id"], scores[place]) for place in best]


def answers(grid, number):
    """The statements that note the answers, in SQL that all of them read."""
    def text(value):
        return "'" + value.replace("'", "''") + "'"

    for session, taps, known in sessions(grid):
        yield f"INSERT INTO grid_session VALUES ('{session}', {number});"
        for tap in taps:
            yield f"INSERT INTO grid_tap VALUES ('{session}', {number}, {text(grid['tiles'][tap]['item_id'])});"
        for name, value in known.items():
            yield f"INSERT INTO grid_session_feature VALUES ('{session}', {text(name)}, {text(value)});"


def compare(name, grid, ask):
    """Asks a database about every session; the order may differ only where sums differ by less than 1e-12."""
    worst, moved, slowest = 0.0, 0, 0.0
    for session, taps, known in sessions(grid):
        start = time.monotonic()
        rows = ask(QUERY.format(session))
        slowest = max(slowest, time.monotonic() - start)
        best = expected(grid, taps, known)
        if len(rows) != len(best):
            sys.exit(f"{name}: session {session} has {len(rows)} rows where {len(best)} are expected")
        for (item, score), (other, value) in zip(rows, best):
            worst = max(worst, abs(float(score) - value))
            moved += item != other
    print(f"{name}: largest difference of a score {worst:.1e}, {moved} rows in another place, slowest query {slowest:.3f} s", flush=True)
    if worst > 1e-12 or moved:
        sys.exit(f"{name}: the recommendations differ")


class PostgreSQL:
    """A server in a folder, reached by a socket in it."""

    def __init__(self, folder):
        programs = sorted(glob.glob("/usr/lib/postgresql/*/bin/initdb"))
        if not programs:
            sys.exit("PostgreSQL is not installed; install it with: apt-get install postgresql")
        self.programs, self.folder = os.path.dirname(programs[-1]), os.path.join(folder, "server")
        os.makedirs(self.folder)
        self.account = []
        if os.geteuid() == 0:
            os.chmod(folder, 0o755)
            shutil.chown(self.folder, "postgres")
            self.account = ["runuser", "-u", "postgres", "--"]
        self.run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C.UTF-8", f"--pgdata={self.folder}/data")
        self.run("pg_ctl", f"--pgdata={self.folder}/data", "--wait", f"--log={self.folder}/log", "start",
                 f"--options=-c listen_addresses='' -k {self.folder}")

    def run(self, program, *words):
        subprocess.run([*self.account, os.path.join(self.programs, program), *words], check=True, stdout=subprocess.DEVNULL)

    def execute(self, text):
        """The lines that psql prints, columns parted by tabs; stops at the first error."""
        done = subprocess.run(
            [*self.account, os.path.join(self.programs, "psql"), "--no-psqlrc", "--quiet", "--tuples-only", "--no-align", "--field-separator=\t",
             "--set=ON_ERROR_STOP=1", f"--host={self.folder}", "--dbname=postgres"],
            input=text, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        if done.returncode != 0:
            sys.exit(f"PostgreSQL: {done.stderr[:2000]}")
        return [tuple(line.rsplit("\t", 1)) for line in done.stdout.splitlines() if line]

    def stop(self):
        self.run("pg_ctl", f"--pgdata={self.folder}/data", "--mode=immediate", "stop")


def main():
    icebreaker, workspace, flags = os.path.abspath(sys.argv[1]), sys.argv[2], sys.argv[3:]
    with tempfile.TemporaryDirectory() as folder:
        copy = os.path.join(folder, "workspace.sqlite")
        shutil.copy(workspace, copy)
        texts = {
            name: subprocess.run([icebreaker, "export", "grid", *flags, "--workspace", copy, "--format", name],
                                 check=True, stdout=subprocess.PIPE, text=True).stdout
            for name in ("json", "sql")}
        grid = json.loads(texts["json"])
        print(f"{len(grid['items'])} items, {len(grid['tiles'])} tiles, {len(grid['terms'])} terms")
        base = sqlite3.connect(copy)
        base.execute("PRAGMA foreign_keys = ON")
        number = base.execute("SELECT max(grid_id) FROM grid").fetchone()[0]
        notes = "\n".join(answers(grid, number))
        base.executescript(notes)
        compare(f"SQLite {sqlite3.sqlite_version}, the workspace", grid, lambda query: base.execute(query).fetchall())
        base.close()

        duck = duckdb.connect()
        duckdb_extensions.import_extension("sqlite_scanner", con=duck)
        duck.execute("LOAD sqlite_scanner")
        duck.execute(f"ATTACH '{copy}' AS shop (TYPE sqlite, READ_ONLY); USE shop")
        compare(f"DuckDB {duckdb.__version__}, the workspace", grid, lambda query: duck.execute(query).fetchall())
        duck.close()

        for name, connection in (
                ("SQLite, the script", sqlite3.connect(":memory:")), ("DuckDB, the script", duckdb.connect())):
            run = connection.executescript if isinstance(connection, sqlite3.Connection) else connection.execute
            run(texts["sql"])
            run(notes)
            run(texts["sql"])
            compare(name, grid, lambda query: connection.execute(query).fetchall())

        server = PostgreSQL(folder)
        try:
            server.execute(texts["sql"])
            server.execute(notes)
            server.execute(texts["sql"] + "\nANALYZE;")
            compare("PostgreSQL, the script", grid, server.execute)
            print(server.execute("SELECT version(), ''")[0][0])
        finally:
            server.stop()


if __name__ == "__main__":
    main()
