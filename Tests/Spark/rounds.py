"""Trains by rounds without Spark, and compares what comes out with the training of one machine.

    python Tests/Spark/rounds.py ICEBREAKER WORKSPACE SHARDS [--holdout HOLDOUT] [--tables FOLDER] [--seed SEED] [-- FLAGS OF TRAIN]

Runs `worker begin`, then every shard's `worker train` and the `worker average` of each round, until the training is finished;
then takes the weights into a copy of the workspace and prints the MAE of `evaluate` by scenario. The shards are those of
`worker tasks`, or with --tables those of Spark, made of FOLDER/ratings.csv and FOLDER/users.csv. With 0 shards it is `train`
itself.
"""

import argparse
import concurrent.futures
import json
import os
import shutil
import sys
import tempfile

from spark_job import ROOT, digest, run


def write(path, content):
    with open(path, "wb") as file:
        file.write(content)


def spark_lines(vocabulary, options, folder):
    """Writes the shards as the program for Spark makes them."""
    sys.path.insert(0, os.path.join(ROOT, "spark"))
    import tables
    import tasks
    from pyspark.sql import SparkSession

    spark = SparkSession.builder.master("local[2]").config("spark.ui.enabled", False).getOrCreate()
    for name, value in tables.SETTINGS.items():
        spark.conf.set(name, value)
    for module in (tables, tasks):
        spark.sparkContext.addPyFile(module.__file__)
    paths = [os.path.join(options.tables, name) for name in ("ratings.csv", "users.csv")]
    with open(vocabulary, encoding="utf-8") as file:
        lines = tasks.lines(spark, *paths, json.load(file), options.shards, long_histories=True).glom().collect()
    spark.stop()
    for shard, part in enumerate(lines):
        write(os.path.join(folder, str(shard)), "\n".join(part).encode())


def rounds(icebreaker, workspace, folder, options, flags):
    """Trains by rounds; returns the file of weights."""
    at = lambda name: os.path.join(folder, name)
    vocabulary, state, weights = at("vocabulary"), at("state"), at("weights")
    run(icebreaker, "worker", "begin", "--workspace", workspace, "--vocabulary", vocabulary, "--state", state,
        "--rounds-per-epoch", options.rounds_per_epoch, *flags)
    numbers = range(options.shards)
    if options.tables:
        spark_lines(vocabulary, options, folder)
    else:
        for shard in numbers:
            write(at(str(shard)), run(
                icebreaker, "worker", "tasks", "--workspace", workspace, "--vocabulary", vocabulary, "--shards",
                str(options.shards), "--shard", str(shard)))

    def train(shard):
        with open(at(str(shard)), "rb") as lines:
            write(at(f"part-{shard}"), run(icebreaker, "worker", "train", "--state", state, "--vocabulary", vocabulary, stdin=lines))

    with concurrent.futures.ThreadPoolExecutor(options.processes) as pool:
        while True:
            list(pool.map(train, numbers))
            line = run(icebreaker, "worker", "average", *[at(f"part-{shard}") for shard in numbers], "--state", state,
                       "--vocabulary", vocabulary, "--next", at("next"), "--weights", weights)
            print(line.decode().strip(), file=sys.stderr, flush=True)
            os.replace(at("next"), state)
            summary = json.loads(line)
            if summary["finished"]:
                return weights, summary


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("icebreaker")
    parser.add_argument("workspace")
    parser.add_argument("shards", type=int)
    parser.add_argument("--holdout")
    parser.add_argument("--tables", help="a folder with the tables that the program for Spark reads")
    parser.add_argument("--seed", default="0")
    parser.add_argument("--rounds-per-epoch", default="16")
    parser.add_argument("--processes", type=int, default=os.cpu_count())
    words = sys.argv[1:]
    split = words.index("--") if "--" in words else len(words)
    options = parser.parse_args(words[:split])
    holdout = ["--holdout", options.holdout] if options.holdout else []
    flags = [*holdout, "--seed", options.seed, *words[split + 1:]]
    with tempfile.TemporaryDirectory() as folder:
        workspace = os.path.join(folder, "workspace.sqlite")
        shutil.copy(options.workspace, workspace)
        result = {
            "shards": options.shards, "seed": options.seed, "rounds_per_epoch": options.rounds_per_epoch,
            "flags": words[split + 1:]}
        if options.shards:
            weights, summary = rounds(options.icebreaker, workspace, folder, options, flags)
            only_judged = "queryLoss" not in summary
            result |= {
                "sha256": digest(weights), "rounds": summary["round"] - only_judged, "epochs": summary["epoch"] - only_judged,
                "best": summary.get("bestEpoch")}
            run(options.icebreaker, "train", "--workspace", workspace, "--quiet", "--weights", weights, *flags)
        else:
            run(options.icebreaker, "train", "--workspace", workspace, "--quiet", *flags)
            weights = os.path.join(folder, "weights")
            run(options.icebreaker, "export", "model", "--workspace", workspace, "--output", weights)
            result |= {"sha256": digest(weights)}
        rows = json.loads(run(options.icebreaker, "evaluate", "--workspace", workspace, "--quiet", "--format", "json"))
        result["MAE"] = {
            row["scenario"]: round(row["mae"], 4) for row in rows
            if row["method"] == "melu" and row["local_steps"] == 5}
        print(json.dumps(result), flush=True)


if __name__ == "__main__":
    main()
