"""Opens every table and view of a workspace in several clients, counts rows, and compares what they read with SQLite itself.

    python Tests/Storage/read_workspace.py [--binary PROGRAM] [--workspace FILE]

Clients: the sqlite3 shell, DuckDB (ATTACH and sqlite_scan), Datasette (tables, views, and an item by number and by id), Polars
(with connectorx and with ADBC) and pandas. Packages: see scripts/check-workspace.
"""

import argparse
import asyncio
import json
import math
import os
import pathlib
import sqlite3
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# What participants and users of a grid would store.
ANSWERS = """
PRAGMA foreign_keys = ON;
INSERT INTO grid_session SELECT 'anna', max(grid_id) FROM grid;
INSERT INTO grid_tap SELECT 'anna', grid_id, item_id FROM grid_tile WHERE tile IN (1, 2, 5);
INSERT INTO grid_session_feature VALUES ('anna', 'device', 'phone');
INSERT INTO participant VALUES ('p', 1, 0, '[0]', 'en', {time}, {time}, {time}, 'ABCDEFGH', NULL);
INSERT INTO participant_feature VALUES ('p', 'age', '25');
INSERT INTO study_response SELECT 'p', 0, rank - 1, 0, item_index, nullif(rank, 2) / 2.0, 900, 0, {time}, 0 FROM list_item
    WHERE list_id = 1 AND rank <= 5;
INSERT INTO study_recommendation SELECT 'p', 0, rank, 0, item_index, 4.25, 3.5, 1, {time} FROM list_item
    WHERE list_id = 2 AND rank <= 5;
INSERT INTO study_part VALUES ('p', 0, {time});
INSERT INTO questionnaire_answer VALUES ('p', 'attention', 2);
INSERT INTO study_grid_page VALUES ('p', 1, 0, 1, 900, {time}, 0);
INSERT INTO study_tile SELECT 'p', 1, 0, rank - 1, item_index, rank % 2 FROM list_item WHERE list_id = 2 AND rank <= 5;
""".format(time="'2026-01-31T12:00:00.250Z'")


def make(program, workspace):
    def run(*arguments, **options):
        done = subprocess.run(
            [program, *arguments, "--workspace", workspace], capture_output=True, text=True, check=False, **options)
        if done.returncode:
            sys.exit(f"icebreaker {' '.join(arguments)}: {done.stderr}")

    run("import", str(ROOT / "Fixtures/ml-latest-small"), "--quiet")
    run("train", "--epochs", "2", "--quiet")
    run("select", "--strategy", "popularity", "--quiet")
    run("select", "--cap", "genre=5", "--quiet")
    run("select", "--answers", "taps", "--name", "tiles", "--quiet")
    run("export", "grid", "--list", "tiles", "--output", os.path.join(os.path.dirname(workspace), "grid.json"), "--format", "json")
    run("evaluate", "--quiet")
    run("compare", "--strategy", "popularity", "--strategy", "random", "--splits", "2", "--holdout", "0.2", "--quiet")
    run("study", "create", "films", "--arm", "melu=2", "--arm", "popularity=1", "--items", "5", "--recommendations", "5",
        "--target-size", "4")
    run("study", "launch", "films", "--contact", "lab@example.org", "--retention", "90d")
    run("key", "create", "shop")
    run("admin", "set-password", "root", input="a long password for this test\n" * 2)
    subprocess.run(["sqlite3", "-bail", workspace, ANSWERS], check=True)


class Clients:
    """What a client reads of a table or view: the columns and the rows, in its own order."""

    def __init__(self, workspace):
        import adbc_driver_sqlite.dbapi
        import duckdb
        import duckdb_extensions
        import pandas
        import polars

        self.workspace, self.pandas, self.polars = workspace, pandas, polars
        self.lite = sqlite3.connect(f"file:{workspace}?mode=ro", uri=True)
        self.duck = duckdb.connect()
        duckdb_extensions.import_extension("sqlite_scanner", con=self.duck)
        self.duck.execute(f"ATTACH '{workspace}' AS w (TYPE sqlite, READ_ONLY)")
        self.adbc = adbc_driver_sqlite.dbapi.connect(workspace)

    def read(self):
        return {
            "sqlite3 shell": self.shell, "DuckDB, ATTACH": self.attached, "DuckDB, sqlite_scan": self.scanned,
            "Polars, connectorx": self.connectorx, "Polars, ADBC": self.polars_adbc, "pandas": self.with_pandas}

    def reference(self, name):
        rows = self.lite.execute(f'SELECT * FROM "{name}"')
        return [column[0] for column in rows.description], rows.fetchall()

    def shell(self, name):
        # JSON cannot hold bytes.
        columns = [row[0] for row in self.lite.execute("SELECT name FROM pragma_table_info(?) WHERE type <> 'BLOB'", [name])]
        quoted = ", ".join(f'"{column}"' for column in columns)
        text = subprocess.run(
            ["sqlite3", "-json", "-readonly", self.workspace, f'SELECT {quoted} FROM "{name}"'], capture_output=True, text=True,
            check=True).stdout
        rows = json.loads(text) if text.strip() else []
        return columns, [tuple(row[column] for column in columns) for row in rows]

    def attached(self, name):
        rows = self.duck.execute(f'SELECT * FROM w."{name}"')
        return [column[0] for column in rows.description], rows.fetchall()

    def scanned(self, name):
        rows = self.duck.execute(f"SELECT * FROM sqlite_scan('{self.workspace}', '{name}')")
        return [column[0] for column in rows.description], rows.fetchall()

    def connectorx(self, name):
        frame = self.polars.read_database_uri(f'SELECT * FROM "{name}"', f"sqlite://{self.workspace}", engine="connectorx")
        return frame.columns, frame.rows()

    def polars_adbc(self, name):
        # The driver takes a column's type from the rows of its first batch, in which a number may be missing throughout.
        with self.adbc.cursor(adbc_stmt_kwargs={"adbc.sqlite.query.batch_rows": 10_000_000}) as cursor:
            frame = self.polars.read_database(f'SELECT * FROM "{name}"', cursor)
        return frame.columns, frame.rows()

    def with_pandas(self, name):
        frame = self.pandas.read_sql(f'SELECT * FROM "{name}"', self.lite)
        rows = frame.astype(object).where(frame.notna(), None)
        return list(frame.columns), list(rows.itertuples(index=False, name=None))


def plain(value):
    """A value as Python has it, whatever number type a client gave it."""
    if isinstance(value, bytearray | memoryview):
        return bytes(value)
    if value is None or isinstance(value, str | bytes):
        return value
    number = float(value)
    return None if math.isnan(number) else float(f"{number:.12g}")


def compared(columns, rows, order):
    places = [columns.index(column) for column in order]
    return sorted((tuple(plain(row[place]) for place in places) for row in rows), key=repr)


class Datasette:
    def __init__(self, workspace):
        from datasette.app import Datasette

        # A query that takes longer than a second is refused by default, as for all recommendations of all sessions.
        self.app = Datasette([workspace], settings={"sql_time_limit_ms": 60_000, "suggest_facets": False})
        self.name = pathlib.Path(workspace).stem

    async def get(self, path):
        answer = await self.app.client.get(f"/{self.name}/{path}")
        if answer.status_code != 200:
            raise ValueError(f"{path}: status {answer.status_code}")
        return answer

    async def count(self, name):
        """Counts rows page by page as a person would see them, up to 2,000; more only say so."""
        answer = (await self.get(f"{name}.json?_shape=objects&_size=1000")).json()
        await self.get(name)
        return len(answer["rows"]), bool(answer.get("next"))

    async def item(self, item_id):
        """An item by the dataset's id and, by its number, as a page of its own."""
        found = (await self.get(f"item.json?_shape=array&item_id={item_id}")).json()
        page = (await self.get(f"item/{found[0]['item_index']}.json?_shape=objects")).json()["rows"][0]
        if [page] != found or page["item_id"] != item_id:
            raise ValueError(f"item {item_id}: {found}, {page}")
        return page


async def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=str(ROOT / ".build/release/icebreaker"))
    parser.add_argument("--workspace")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = options.workspace and os.path.abspath(options.workspace)
        if not workspace:
            workspace = os.path.join(folder, "films.sqlite")
            make(os.path.abspath(options.binary), workspace)
        sys.exit(await check(workspace))


async def check(workspace):
    clients, datasette = Clients(workspace), Datasette(workspace)
    names = clients.lite.execute(
        "SELECT name, type FROM sqlite_schema WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite%' ORDER BY type, name")
    names = names.fetchall()
    faults, known, values, empty = [], [], dict.fromkeys([*clients.read(), "Datasette"], 0), []
    for name, kind in names:
        columns, rows = clients.reference(name)
        if not rows:
            empty.append(name)
        for client, read in clients.read().items():
            try:
                found, theirs = read(name)
            except Exception as error:
                faults.append(f"{client}: {kind} {name} cannot be read: {str(error).splitlines()[0]}")
                continue
            if len(theirs) != len(rows):
                faults.append(f"{client}: {kind} {name} has {len(theirs)} rows, not {len(rows)}")
            if client == "DuckDB, sqlite_scan" and kind == "view":
                # It gives calculated columns as bytes; those that are taken from tables can be compared.
                bytes_of = [column for place, column in enumerate(found) if any(isinstance(row[place], bytes) for row in theirs)]
                known += [f"{name}.{column}" for column in bytes_of]
                found_plain = [column for column in found if column not in bytes_of]
            else:
                found_plain = list(found)
            if client != "sqlite3 shell" and sorted(found) != sorted(columns):
                faults.append(f"{client}: {kind} {name} has the columns {found}, not {columns}")
                continue
            if compared(columns, rows, found_plain) != compared(list(found), theirs, found_plain):
                faults.append(f"{client}: {kind} {name} has other values")
            values[client] += len(theirs) * len(found_plain)
        try:
            count, more = await datasette.count(name)
            if count != min(len(rows), 1000) or more != (len(rows) > 1000):
                faults.append(f"Datasette: {kind} {name} shows {count} rows, not {min(len(rows), 1000)}")
            values["Datasette"] += count * len(columns)
        except Exception as error:
            faults.append(f"Datasette: {kind} {name} cannot be read: {error}")
    ids = [row[0] for row in clients.lite.execute("SELECT item_id FROM item ORDER BY position LIMIT 3")]
    for item_id in ids:
        try:
            page = await datasette.item(item_id)
            print(f"Datasette: item {item_id} is “{page['title']}”, at /{datasette.name}/item/{page['item_index']}")
        except Exception as error:
            faults.append(f"Datasette: {error}")
        answers = {
            "DuckDB": clients.duck.execute("SELECT count(*) FROM w.ratings WHERE item_id = ?", [item_id]).fetchone()[0],
            "Polars": clients.polars.read_database_uri(
                f"SELECT count(*) AS n FROM ratings WHERE item_id = '{item_id}'", f"sqlite://{workspace}")["n"][0],
            "SQLite": clients.lite.execute("SELECT count(*) FROM ratings WHERE item_id = ?", [item_id]).fetchone()[0]}
        if len(set(answers.values())) != 1:
            faults.append(f"item {item_id} has other numbers of ratings: {answers}")
    tables = sum(kind == "table" for _, kind in names)
    print(f"{tables} tables and {len(names) - tables} views, {len(empty)} of them without a row{': ' * bool(empty)}{', '.join(empty)}")
    for client, count in values.items():
        print(f"{client}: {count:,} values")
    print(f"DuckDB's sqlite_scan gives as bytes, as is known: {', '.join(known) or 'nothing'}")
    for fault in faults:
        print(f"FAULT {fault}")
    print("all clients read the same" if not faults else f"{len(faults)} faults")
    return 1 if faults else 0


asyncio.run(main())
