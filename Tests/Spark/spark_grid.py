"""Designs a grid on Spark and by hand, from 1, 2, 4 and 8 shards, and compares the bytes of counts and grid.

    python Tests/Spark/spark_grid.py ICEBREAKER WORKSPACE [--positive-from 4] [--shards 1 2 4 8]

Also once with a worker that is killed on its first attempt.
"""

import argparse
import csv
import hashlib
import os
import sqlite3
import subprocess
import sys
import tempfile

PROGRAM = os.path.join(os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__)))), "spark", "icebreaker_spark.py")
# Kills itself, as the system does with a process that takes too much memory, and works at the next attempt.
KILLER = """#!/bin/sh
if [ "$2" = count ] && mkdir '{flag}' 2>/dev/null; then
    kill -9 $$
fi
exec '{icebreaker}' "$@"
"""


def run(*command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    if done.returncode != 0:
        sys.exit(f"{command} ended with {done.returncode}:\n{done.stderr.decode()[-4000:]}")
    return done.stdout


def digest(*paths):
    whole = hashlib.sha256()
    for path in paths:
        with open(path, "rb") as file:
            whole.update(file.read())
    return whole.hexdigest()


def write_tables(workspace, folder):
    base = sqlite3.connect(f"file:{workspace}?mode=ro", uri=True)
    queries = {
        "ratings": ("user_id, item_id, rating", "SELECT user_id, item_id, rating FROM ratings ORDER BY rating, item_id, user_id"),
        "users": ("user_id", "SELECT user_id FROM user")}
    for name, (columns, query) in queries.items():
        with open(os.path.join(folder, f"{name}.csv"), "w", newline="", encoding="utf-8") as file:
            writer = csv.writer(file)
            writer.writerow(columns.split(", "))
            writer.writerows(base.execute(query))


def by_hand(icebreaker, workspace, folder, shards, positive):
    """The files of columns, counts and grid, by one machine that takes the shards one after another."""
    def path(name):
        return os.path.join(folder, f"hand-{shards}-{name}")

    files = {}
    for shard in range(shards):
        files[shard] = run(
            icebreaker, "worker", "taps", "--shards", str(shards), "--shard", str(shard), "--workspace", workspace, *positive)

    def counted(name, *flags):
        paths = []
        for shard, lines in files.items():
            paths.append(path(f"{name}-{shard}"))
            with open(paths[-1], "wb") as file:
                file.write(run(icebreaker, "worker", "count", *flags, input=lines))
        return paths

    run(icebreaker, "worker", "columns", *counted("single"), "--output", path("columns"))
    pairs = counted("pairs", "--columns", path("columns"))
    run(icebreaker, "worker", "grid", *pairs, "--columns", path("columns"), "--format", "json", "--output", path("grid"), "--sum", path("sum"))
    return path("columns"), path("grid"), path("sum")


def by_spark(icebreaker, folder, shards, positive):
    columns, grid, total = (os.path.join(folder, f"spark-{name}") for name in ("columns", "grid", "sum"))
    run(sys.executable, PROGRAM, "grid", "--ratings", os.path.join(folder, "ratings.csv"), "--users", os.path.join(folder, "users.csv"),
        "--icebreaker", icebreaker, "--shards", str(shards), "--columns", columns, "--output", grid, "--sum", total,
        "--grid-flags", "--format json", *positive,
        env=os.environ | {"PYSPARK_PYTHON": sys.executable, "PYSPARK_SUBMIT_ARGS": "--master local[2,4] --conf spark.ui.enabled=false "
                          "--conf spark.log.level=OFF --conf spark.sql.shuffle.partitions=8 pyspark-shell"})
    return columns, grid, total


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("icebreaker")
    parser.add_argument("workspace")
    parser.add_argument("--positive-from")
    parser.add_argument("--shards", type=int, nargs="*", default=[1, 2, 4, 8])
    options = parser.parse_args()
    icebreaker = os.path.abspath(options.icebreaker)
    positive = ["--positive-from", options.positive_from] if options.positive_from else []
    faults, first = 0, None
    with tempfile.TemporaryDirectory() as folder:
        write_tables(options.workspace, folder)

        def compare(name, files):
            nonlocal faults, first
            found = digest(*files)
            first = first or found
            faults += found != first
            print(f"{name}: {found} {'as' if found == first else 'DIFFERS from'} one shard by hand", flush=True)

        for shards in options.shards:
            compare(f"{shards} shards by hand", by_hand(icebreaker, options.workspace, folder, shards, positive))
        for shards in options.shards:
            compare(f"{shards} shards by Spark", by_spark(icebreaker, folder, shards, positive))
        killer, flag = os.path.join(folder, "killer"), os.path.join(folder, "killed")
        with open(killer, "w", encoding="utf-8") as file:
            file.write(KILLER.format(icebreaker=icebreaker, flag=flag))
        os.chmod(killer, 0o755)
        compare("4 shards by Spark, a worker killed", by_spark(killer, folder, 4, positive))
        if not os.path.isdir(flag):
            sys.exit("no worker was killed")
    sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
