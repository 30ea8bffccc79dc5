"""Scores, trains or designs grids on Apache Spark with the program `icebreaker` as the worker. See docs/scaling.md and README.md."""

import argparse
import base64
import itertools
import json
import math
import os
import shlex
import subprocess
import sys
import tempfile

from py4j.protocol import Py4JJavaError
from pyspark import SparkFiles
from pyspark.errors import PySparkException
from pyspark.sql import SparkSession

import grids
import piping
import scoring
import tables
import tasks


def arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", choices=["score", "train", "grid"])
    parser.add_argument("--ratings", required=True, help="Parquet or CSV: user_id, item_id, and but for grids rating and, by time, timestamp")
    parser.add_argument("--users", help="Parquet or CSV: user_id and a column for each user feature of the vocabulary")
    parser.add_argument("--vocabulary", help="score, train: what `export vocabulary` or `worker begin` wrote")
    parser.add_argument("--weights", help="score: what `export model` wrote; train: the file of weights to write")
    parser.add_argument("--state", help="train: what `worker begin` wrote")
    parser.add_argument("--output", help="score: the file of scores to write, for `icebreaker select --scores`; grid: the grid to write")
    parser.add_argument("--columns", help="grid: the file of candidates to write")
    parser.add_argument("--sum", help="grid: also the file of the added-up counts to write")
    parser.add_argument("--positive-from", type=float, help="grid: the lowest rating that counts as taken; default: every row counts")
    parser.add_argument("--column-flags", default="", help="grid: flags for `worker columns`, such as --candidates 200")
    parser.add_argument("--grid-flags", default="", help="grid: flags for `worker grid`, such as --count 12 --format json")
    parser.add_argument(
        "--repeats", choices=["refuse", "latest", "first", "mean"], default="refuse",
        help="which of several ratings of a user and an item counts, as `import --ratings` chose; default: they are refused")
    parser.add_argument("--shards", type=int, default=8)
    parser.add_argument("--rounds", type=int, help="train: the most rounds; default: until the training is finished")
    parser.add_argument("--icebreaker", default="icebreaker", help="the program, sent to every executor")
    parser.add_argument("--worker-flags", default="", help="more flags for the worker, such as --gradient unit-loss")
    return parser.parse_args()


class Cluster:
    """A Spark session with the files that every worker needs."""

    def __init__(self, *paths):
        self.spark = SparkSession.builder.appName("icebreaker").getOrCreate()
        for name, value in tables.SETTINGS.items():
            self.spark.conf.set(name, value)
        self.context = self.spark.sparkContext
        for module in (grids, piping, scoring, tables, tasks):
            self.context.addPyFile(os.path.abspath(module.__file__))
        for path in paths:
            self.context.addFile(path)

    def place(self, path):
        """Where a file lies for a worker: executors keep what they were sent in their working folder."""
        local = self.context.master.startswith("local")
        return os.path.join(SparkFiles.getRootDirectory() if local else ".", os.path.basename(path))

    def pipe(self, lines, options, *flags, **files):
        """Pipes each shard through a worker. One that fails, or is killed, fails its Spark task, which Spark then repeats."""
        work = "count" if options.work == "grid" else options.work
        words = [self.place(options.icebreaker), "worker", work, *flags, *shlex.split(options.worker_flags)]
        for flag, path in files.items():
            words += [f"--{flag}", self.place(path)]
        return lines.mapPartitionsWithIndex(piping.piped(words))


def shards_of(cluster, options, vocabulary):
    return tasks.lines(
        cluster.spark, options.ratings, options.users, vocabulary, options.shards, long_histories=options.work == "train",
        repeats=options.repeats)


def score(options, vocabulary):
    cluster = Cluster(options.icebreaker, options.vocabulary, options.weights)
    lines = shards_of(cluster, options, vocabulary)
    outputs = cluster.pipe(lines, options, weights=options.weights, vocabulary=options.vocabulary)
    gathered, features = scoring.gathered(outputs, options.shards)
    for sentence, is_fatal in scoring.remarks(features):
        if is_fatal:
            sys.exit(sentence)
        print(f"warning: {sentence}", file=sys.stderr)
    text = "\n".join(gathered) + "\n"
    with open(options.output + ".part", "w", encoding="utf-8", newline="\n") as file:
        file.write(text)
    os.replace(options.output + ".part", options.output)
    print(text.rstrip("\n").rsplit("\n", 1)[1])


def with_state(lines, state):
    """The shards with the state, which was broadcast, in a line before each."""
    return lines.mapPartitions(lambda shard: itertools.chain([state.value], shard))


def train(options, vocabulary):
    """Synchronous rounds: all shards train from one state, the program averages what they give, in the order of the shards."""
    cluster = Cluster(options.icebreaker, options.vocabulary)
    lines = shards_of(cluster, options, vocabulary).cache()
    with tempfile.TemporaryDirectory() as folder:
        state = options.state
        for number in itertools.count(1):
            with open(state, "rb") as file:
                sent = cluster.context.broadcast(base64.b64encode(file.read()).decode())
            shards = with_state(lines, sent)
            outputs = cluster.pipe(shards, options, "--state", "-", vocabulary=options.vocabulary).glom().collect()
            sent.destroy()
            parts = []
            for shard, output in enumerate(outputs):
                parts.append(os.path.join(folder, f"part-{shard}"))
                with open(parts[-1], "w", encoding="ascii") as file:
                    file.write("\n".join(output))
            following = os.path.join(folder, "next.safetensors")
            average = subprocess.run(
                [options.icebreaker, "worker", "average", *parts, "--state", state, "--vocabulary", options.vocabulary,
                 "--next", following, "--weights", options.weights], stdout=subprocess.PIPE, text=True)
            if average.returncode != 0:
                sys.exit(1)
            print(average.stdout, end="", flush=True)
            state = following
            if json.loads(average.stdout)["finished"] or number == options.rounds:
                return


def run_locally(*words):
    """Runs the program on this machine; what it says on failing is the last thing that is said."""
    if subprocess.run(words).returncode != 0:
        sys.exit(1)


def grid(options, _):
    """Two passes: how many people took each item, from which the candidates are chosen, and then the candidates' pairs."""
    cluster = Cluster(options.icebreaker)
    lines = grids.lines(
        cluster.spark, options.ratings, options.users, options.positive_from, options.shards, repeats=options.repeats).cache()
    with tempfile.TemporaryDirectory() as folder:
        def counted(name, **files):
            path = os.path.join(folder, name)
            with open(path, "w", encoding="utf-8", newline="\n") as file:
                for line in grids.gathered(cluster.pipe(lines, options, **files), options.shards):
                    file.write(line + "\n")
            return path

        run_locally(
            options.icebreaker, "worker", "columns", counted("single"), "--output", options.columns,
            *shlex.split(options.column_flags))
        cluster.context.addFile(options.columns)
        run_locally(
            options.icebreaker, "worker", "grid", counted("pairs", columns=options.columns), "--columns", options.columns,
            "--output", options.output, *(["--sum", options.sum] if options.sum else []), *shlex.split(options.grid_flags))


def read_vocabulary(path):
    """The vocabulary, or one sentence."""
    try:
        with open(path, encoding="utf-8") as file:
            vocabulary = json.load(file)
        if vocabulary["format"] == "icebreaker vocabulary 2":
            return vocabulary
    except OSError as error:
        sys.exit(f"{path}: {error.strerror}; write it with `icebreaker export vocabulary`")
    except (ValueError, KeyError, TypeError):
        pass
    sys.exit(f"{path}: it is no vocabulary of format `icebreaker vocabulary 2`; write it with `icebreaker export vocabulary`")


def checked(options):
    """The options with the vocabulary, so far as they can be wrong before Spark starts."""
    needed = {
        "score": ["vocabulary", "weights", "output"], "train": ["vocabulary", "weights", "state"], "grid": ["columns", "output"],
    }[options.work]
    missing = [f"--{name}" for name in needed if not getattr(options, name)]
    if missing:
        sys.exit(f"{options.work} needs {' and '.join(missing)}")
    if options.positive_from is not None and not math.isfinite(options.positive_from):
        sys.exit(f"--positive-from must be a number; it is {options.positive_from}")
    if options.shards < 1:
        sys.exit(f"--shards must be 1 or more; it is {options.shards}")
    options.icebreaker = os.path.abspath(options.icebreaker)
    read = [options.icebreaker, {"score": options.weights, "train": options.state}.get(options.work)]
    for path in filter(None, read):
        if not os.path.isfile(path):
            sys.exit(f"{path}: there is no such file; name the one to use")
    if options.work == "grid":
        return None
    vocabulary = read_vocabulary(options.vocabulary)
    if vocabulary["userFeatures"] and not options.users:
        sys.exit("the vocabulary has user features: name their table with --users")
    return vocabulary


def reason(error):
    """The line of an error of Spark that says most."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    return next((line.lstrip(": ") for line in lines if "Exception: " in line or "Error: " in line), lines[0] if lines else "")


def main():
    options = arguments()
    vocabulary = checked(options)
    try:
        {"score": score, "train": train, "grid": grid}[options.work](options, vocabulary)
    except tables.TableError as error:
        sys.exit(str(error))
    except (Py4JJavaError, PySparkException) as error:
        sys.exit(piping.last_words(error) or tables.cause(error) or f"Spark failed: {reason(error)}")


if __name__ == "__main__":
    main()
