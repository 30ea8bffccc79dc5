"""Runs the Spark job for real and compares it with one machine, byte by byte.

    python Tests/Spark/spark_job.py ICEBREAKER SOURCE [--shards 1 2 4 8] [--holdout HOLDOUT] [--workspace FILE]

SOURCE is a folder that `icebreaker import` reads, or with --workspace a workspace with a trained model. Its ratings and users
are written as tables (CSV, and Parquet from it), scored with every number of shards, selected from, and the list and all
scores are compared with those of `icebreaker select` alone. One more run kills a worker with SIGKILL on its first attempt.
Needs spark/requirements.txt and Java 17.
"""

import argparse
import csv
import hashlib
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, "spark", "icebreaker_spark.py")

# Starts the worker, lets it read a part of its shard and kills it, but only the first time.
KILLER = """#!/bin/sh
if mkdir '{flag}' 2>/dev/null; then
    (head -c 2000; sleep 2) | '{icebreaker}' "$@" &
    sleep 0.5
    kill -9 $!
    wait $!
    code=$?
    echo "$code" > '{flag}/code'
    exit $code
fi
exec '{icebreaker}' "$@"
"""


def run(*command, **options):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, **options)
    if done.returncode != 0:
        sys.exit(f"{command} ended with {done.returncode}:\n{done.stderr.decode()[-4000:]}")
    return done.stdout


def write_tables(workspace, vocabulary, folder):
    """Ratings and users of a workspace as a store would hold them."""
    base = sqlite3.connect(f"file:{workspace}?mode=ro", uri=True)
    timed = vocabulary["rule"]["order"] == "time"
    columns = "user_id, item_id, rating" + (", timestamp" if timed else "")
    with open(os.path.join(folder, "ratings.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns.split(", "))
        writer.writerows(base.execute(f"SELECT {columns} FROM interaction ORDER BY rating, item_id, user_id"))
    names = [feature["name"] for feature in vocabulary["userFeatures"]]
    users = {user: {name: [] for name in names} for (user,) in base.execute("SELECT user_id FROM user")}
    rows = base.execute(
        "SELECT user_id, name, kind, value FROM user_feature JOIN feature USING (feature_id) WHERE side = 'user'")
    for user, name, kind, value in rows:
        if name in users[user]:
            users[user][name] += json.loads(value) if kind == "multivalued" else [str(value)]
    with open(os.path.join(folder, "users.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["user_id", *names])
        writer.writerows([user, *("|".join(cells[name]) for name in names)] for user, cells in users.items())


class Job:
    def __init__(self, icebreaker, workspace, folder):
        self.icebreaker, self.workspace, self.folder = icebreaker, workspace, folder

    def path(self, name):
        return os.path.join(self.folder, name)

    def score(self, tables, shards, icebreaker=None):
        """The Spark job; returns the file of scores."""
        output = self.path("job.scores")
        run(
            sys.executable, PROGRAM, "score", "--ratings", self.path(f"ratings.{tables}"), "--users", self.path(f"users.{tables}"),
            "--vocabulary", self.path("vocabulary.json"), "--weights", self.path("model.safetensors"), "--output", output,
            "--icebreaker", icebreaker or self.icebreaker, "--shards", str(shards),
            env=os.environ | {"PYSPARK_SUBMIT_ARGS": "--master local[2,4] --conf spark.ui.enabled=false "
                              "--conf spark.log.level=OFF --conf spark.sql.shuffle.partitions=8 pyspark-shell"})
        return output

    def selected(self, *flags):
        """SHA-256 of the list and of all scores as the workspace then holds them."""
        copy = self.path("copy.sqlite")
        shutil.copy(self.workspace, copy)
        listed = run(self.icebreaker, "select", "--workspace", copy, "--format", "csv", "--quiet", *flags)
        scores = run(self.icebreaker, "export", "scores", "--workspace", copy)
        return hashlib.sha256(listed + scores).hexdigest()


def to_parquet(folder):
    script = (
        "import sys; from pyspark.sql import SparkSession as S; s = S.builder.master('local[1]').getOrCreate()\n"
        "for name in ('ratings', 'users'):\n"
        "    s.read.option('header', True).csv(f'{sys.argv[1]}/{name}.csv').write.parquet(f'{sys.argv[1]}/{name}.parquet')\n")
    run(sys.executable, "-c", script, folder)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("icebreaker")
    parser.add_argument("source", nargs="?")
    parser.add_argument("--workspace")
    parser.add_argument("--shards", type=int, nargs="*", default=[1, 2, 4, 8])
    options = parser.parse_args()
    icebreaker = os.path.abspath(options.icebreaker)
    with tempfile.TemporaryDirectory() as folder:
        workspace = os.path.join(folder, "workspace.sqlite")
        if options.workspace:
            shutil.copy(options.workspace, workspace)
        else:
            run(icebreaker, "import", options.source, "--workspace", workspace)
            run(icebreaker, "train", "--epochs", "3", "--quiet", "--workspace", workspace)
        job = Job(icebreaker, workspace, folder)
        for what, name in (("vocabulary", "vocabulary.json"), ("model", "model.safetensors")):
            run(icebreaker, "export", what, "--output", job.path(name), "--workspace", workspace)
        with open(job.path("vocabulary.json"), encoding="utf-8") as file:
            write_tables(workspace, json.load(file), folder)
        to_parquet(folder)

        faults = 0

        def compare(name, digest):
            nonlocal faults
            faults += digest != alone
            print(f"{name}: {digest} {'as one machine' if digest == alone else 'DIFFERS'}", flush=True)

        alone = job.selected()
        print(f"one machine: {alone}", flush=True)
        for shards in options.shards:
            compare(f"{shards} shards", job.selected("--scores", job.score("csv", shards)))
        compare("Parquet, 3 shards", job.selected("--scores", job.score("parquet", 3)))
        killer, flag = job.path("killer"), job.path("killed")
        with open(killer, "w", encoding="utf-8") as file:
            file.write(KILLER.format(icebreaker=icebreaker, flag=flag))
        os.chmod(killer, 0o755)
        digest = job.selected("--scores", job.score("csv", 4, icebreaker=killer))
        with open(os.path.join(flag, "code"), encoding="utf-8") as file:
            compare(f"4 shards, a worker killed (its status: {file.read().strip()})", digest)
        sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
