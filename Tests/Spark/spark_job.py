"""Runs the Spark job for real and compares it with one machine, byte by byte.

    python Tests/Spark/spark_job.py ICEBREAKER SOURCE [--shards 1 2 4 8] [--holdout HOLDOUT] [--workspace FILE]

SOURCE is a folder that `icebreaker import` reads, or with --workspace a workspace with a trained model. Its ratings and users
are written as tables (CSV, and Parquet from it), scored with every number of shards, selected from, and the list and all
scores are compared with those of `icebreaker select` alone. One more run kills a worker with SIGKILL on its first attempt.
Then it trains for three rounds: with one shard to the weights of `icebreaker train`, with two once as it is and once with a
worker killed by SIGKILL when it has written a part of its state.
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

# Starts the worker of the first round, passes a part of what it writes on and kills it; the rest of the pipe stays full.
WRITING_KILLER = """#!/bin/sh
if [ "$2" = train ] && mkdir '{flag}' 2>/dev/null; then
    mkfifo '{flag}/pipe'
    {{ '{icebreaker}' "$@" <&3 > '{flag}/pipe' & }} 3<&0
    exec 4< '{flag}/pipe'
    head -c 50000 <&4
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


def digest(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def write_tables(workspace, vocabulary, folder):
    """Ratings and users of a workspace as a store would hold them."""
    base = sqlite3.connect(f"file:{workspace}?mode=ro", uri=True)
    timed = vocabulary["rule"]["order"] == "time"
    columns = "user_id, item_id, rating" + (", timestamp" if timed else "")
    with open(os.path.join(folder, "ratings.csv"), "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(columns.split(", "))
        writer.writerows(base.execute(f"SELECT {columns} FROM ratings ORDER BY rating, item_id, user_id"))
    names = [feature["name"] for feature in vocabulary["userFeatures"]]
    users = {user: {name: [] for name in names} for (user,) in base.execute("SELECT user_id FROM user")}
    rows = base.execute("SELECT user_id, feature, kind, coalesce(value_text, value_number) FROM user_features")
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

    def spark(self, work, *flags, tables="csv", icebreaker=None):
        """Runs the program for Spark."""
        run(
            sys.executable, PROGRAM, work, "--ratings", self.path(f"ratings.{tables}"), "--users", self.path(f"users.{tables}"),
            "--icebreaker", icebreaker or self.icebreaker, *flags,
            env=os.environ | {"PYSPARK_SUBMIT_ARGS": "--master local[2,4] --conf spark.ui.enabled=false "
                              "--conf spark.log.level=OFF --conf spark.sql.shuffle.partitions=8 pyspark-shell"})

    def score(self, tables, shards, icebreaker=None):
        """Returns the file of scores."""
        output = self.path("job.scores")
        self.spark(
            "score", "--vocabulary", self.path("vocabulary.json"), "--weights", self.path("model.safetensors"),
            "--output", output, "--shards", str(shards), tables=tables, icebreaker=icebreaker)
        return output

    def trained(self, shards, icebreaker=None):
        """SHA-256 of the weights after all rounds."""
        self.spark(
            "train", "--vocabulary", self.path("begin.json"), "--state", self.path("begin.state"),
            "--weights", self.path("trained"), "--shards", str(shards), icebreaker=icebreaker)
        return digest(self.path("trained"))

    def trained_alone(self, *flags):
        """Begins a training by rounds, and returns the SHA-256 of the weights that one machine ends with."""
        files = ("--vocabulary", self.path("begin.json"), "--state", self.path("begin.state"))
        run(self.icebreaker, "worker", "begin", "--workspace", self.workspace, *files, *flags)
        copy = self.path("copy.sqlite")
        shutil.copy(self.workspace, copy)
        run(self.icebreaker, "train", "--workspace", copy, "--quiet", *flags)
        run(self.icebreaker, "export", "model", "--workspace", copy, "--output", self.path("alone"))
        return digest(self.path("alone"))

    def killer(self, script, name):
        """A program that kills its worker once, and where it notes the status."""
        program, flag = self.path(name), self.path(f"{name}-done")
        with open(program, "w", encoding="utf-8") as file:
            file.write(script.format(icebreaker=self.icebreaker, flag=flag))
        os.chmod(program, 0o755)
        return program, os.path.join(flag, "code")

    def selected(self, *flags):
        """SHA-256 of the list and of all scores as the workspace then holds them.

        Spark leaves held-out users and items out; so does one machine only where it scores the model's own tasks.
        """
        copy = self.path("copy.sqlite")
        shutil.copy(self.workspace, copy)
        listed = run(self.icebreaker, "select", "--workspace", copy, "--format", "csv", "--quiet",
                     "--popularity", "support", *flags)
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

        def compare(name, digest, with_whom="one machine", expected=None):
            nonlocal faults
            same = digest == (expected or alone)
            faults += not same
            print(f"{name}: {digest} {'as' if same else 'DIFFERS from'} {with_whom}", flush=True)

        def status(path):
            with open(path, encoding="utf-8") as file:
                return file.read().strip()

        alone = job.selected()
        print(f"one machine: {alone}", flush=True)
        for shards in options.shards:
            compare(f"{shards} shards", job.selected("--scores", job.score("csv", shards)))
        compare("Parquet, 3 shards", job.selected("--scores", job.score("parquet", 3)))
        killer, code = job.killer(KILLER, "killer")
        killed = job.selected("--scores", job.score("csv", 4, icebreaker=killer))
        compare(f"4 shards, a worker killed (its status: {status(code)})", killed)

        alone = job.trained_alone("--epochs", "3")
        print(f"weights of one machine: {alone}", flush=True)
        compare("weights of 1 shard", job.trained(1))
        two = job.trained(2)
        print(f"weights of 2 shards: {two}", flush=True)
        killer, code = job.killer(WRITING_KILLER, "writing-killer")
        killed = job.trained(2, icebreaker=killer)
        compare(f"weights of 2 shards, a worker killed (its status: {status(code)})", killed, "without the kill", two)
        sys.exit(1 if faults else 0)


if __name__ == "__main__":
    main()
