#!/usr/bin/env python3
"""Gives the Spark job the same ratings and users in many kinds of tables, and compares the list with one machine, byte by byte.

    python Tests/Spark/spark_tables.py ICEBREAKER [NAME …]

Makes a dataset with quotes, commas and line breaks in its fields, imports it, trains, and scores it by Spark from the very CSV
files that were imported and from Parquet as pandas writes it: float codes with nulls, strings, booleans, decimals, times,
lists. Then come tables that must be refused in one sentence, and some whose mistake only the digest shows. With names only
those cases run. Needs Tests/Spark/requirements.txt and Java 17.
"""

import csv
import datetime
import decimal
import gzip
import os
import random
import shutil
import subprocess
import sys
import tempfile

import pandas

from spark_job import PROGRAM, digest, run

JOBS = ['the "chief", acting', "line\nbreak", "carriage\r\nreturn", "back\\slash | pipe\ttab", " leading", "é", "e\u0301", "NaN", "null"]
DESCRIPTION = """\
scale: [1, 5]
ratings:
  file: ratings.csv
  columns: { user: user_id, item: item_id, rating: rating, timestamp: timestamp }
users:
  file: users.csv
  id: user_id
  features:
    age: categorical
    job: categorical
    tags: multivalued
    height: numeric
    member: categorical
items:
  file: items.csv
  id: item_id
  features:
    maker: categorical
    title: { kind: text, role: title }
"""


def write_csv(path, rows, columns):
    with open(path, "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file, lineterminator="\r\n")
        writer.writerow(columns)
        writer.writerows([["" if row[name] is None else row[name] for name in columns] for row in rows])


def made_up(seed=1):
    """Users, items and ratings as plain values; None where one is missing."""
    draw = random.Random(seed)
    users = [
        {"user_id": 3 * number, "age": draw.choice([None, 1, 18, 25, 35, 56]), "job": draw.choice([None, *JOBS]),
         "tags": draw.choice([None, "a", "b|a", "c, d|b", 'q"|z']), "height": draw.choice([None, 170, 172.5, 0.1, -3e-7, 1e22]),
         "member": draw.choice([None, "True", "False"])} for number in range(120)]
    items = [
        {"item_id": 7 * number, "maker": draw.choice(["x", 'y "z"', "a,b\nc"]), "title": f'Title "{number}",\nsecond line'}
        for number in range(60)]
    ratings = []
    for user in users:
        for item in draw.sample(items, draw.randrange(8, 40)):
            # Few times, so that many are equal and the hash decides.
            ratings.append({
                "user_id": user["user_id"], "item_id": item["item_id"], "rating": draw.randrange(10, 51) / 10,
                "timestamp": 978_300_000 + draw.randrange(12)})
    return users, items, ratings


class Trial:
    """A workspace with a model, and the Spark job on tables of the same data."""

    def __init__(self, icebreaker, folder):
        self.icebreaker, self.folder, self.faults, self.count = icebreaker, folder, 0, 0
        self.users, self.items, self.ratings = made_up()
        source = self.path("loans")
        os.mkdir(source)
        write_csv(os.path.join(source, "users.csv"), self.users, ["user_id", "age", "job", "tags", "height", "member"])
        write_csv(os.path.join(source, "items.csv"), self.items, ["item_id", "maker", "title"])
        write_csv(os.path.join(source, "ratings.csv"), self.ratings, ["user_id", "item_id", "rating", "timestamp"])
        with open(os.path.join(source, "dataset.yaml"), "w", encoding="utf-8") as file:
            file.write(DESCRIPTION)
        self.workspace = self.path("workspace.sqlite")
        self.run("import", source)
        # Model 1 holds users and items out, whom a list of all leaves in; model 2 is the one whose list is shipped.
        self.run("train", "--epochs", "2", "--holdout", "0.1", "--quiet")
        self.run("train", "--epochs", "2", "--quiet")
        for what in ("vocabulary", "model"):
            for model in ("1", "2"):
                self.run("export", what, model, "--output", self.path(what + model))
        self.alone = self.selected()

    def path(self, *names):
        return os.path.join(self.folder, *names)

    def run(self, *words):
        return run(self.icebreaker, *words, "--workspace", self.workspace)

    def selected(self, *flags, model="2"):
        """SHA-256 of the list and all scores, or the refusal."""
        copy = self.path("copy.sqlite")
        shutil.copy(self.workspace, copy)
        select = subprocess.run(
            [self.icebreaker, "select", "--workspace", copy, "--format", "csv", "--quiet", "--model", model, *flags],
            capture_output=True)
        if select.returncode:
            return select.stderr.decode().strip()
        with open(self.path("result"), "wb") as file:
            file.write(select.stdout + run(self.icebreaker, "export", "scores", "--workspace", copy))
        return digest(self.path("result"))

    def spark(self, *words):
        flags = "--master local[2] --conf spark.ui.enabled=false --conf spark.log.level=OFF " \
            "--conf spark.sql.shuffle.partitions=4 pyspark-shell"
        return subprocess.run(
            [sys.executable, PROGRAM, *words, "--icebreaker", self.icebreaker], capture_output=True, text=True,
            env=os.environ | {"PYSPARK_SUBMIT_ARGS": flags})

    def tables(self, ratings=None, users=None):
        """Writes the tables, by default as pandas writes the data; returns their paths."""
        self.count += 1
        folder = self.path(str(self.count))
        os.mkdir(folder)
        paths = []
        for name, table, rows in (("ratings", ratings, self.ratings), ("users", users, self.users)):
            table = pandas.DataFrame(rows) if table is None else table
            paths.append(table if isinstance(table, str) else os.path.join(folder, name + ".parquet"))
            if not isinstance(table, str):
                table.to_parquet(paths[-1])
        return paths

    def score(self, ratings=None, users=None, *flags, shards=2, model="2"):
        ratings, users = self.tables(ratings, users)
        self.output = os.path.join(self.folder, f"{self.count}.scores")
        return self.spark(
            "score", "--ratings", ratings, "--users", users, "--vocabulary", self.path("vocabulary" + model),
            "--weights", self.path("model" + model), "--output", self.output, "--shards", str(shards), *flags)

    def say(self, name, is_right, words):
        self.faults += not is_right
        print(f"{'ok    ' if is_right else 'WRONG '} {name}: {words}", flush=True)

    def same(self, name, ratings=None, users=None, *flags, warning=None):
        """The list of one machine, and nothing else to say."""
        job = self.score(ratings, users, *flags)
        found = self.selected("--scores", self.output) if job.returncode == 0 else job.stderr.strip()[-1000:]
        warnings = [line for line in job.stderr.splitlines() if line.startswith("warning:")]
        is_right = found == self.alone and warnings == ([warning] if warning else [])
        self.say(name, is_right, " ".join([found[:300], *warnings]))

    def held_out(self, name):
        """The list of one machine by a model that holds users and items out, of the users whom it was trained on."""
        flags = ["--popularity", "support"]
        job = self.score(model="1")
        found = self.selected("--scores", self.output, *flags, model="1") if job.returncode == 0 else job.stderr.strip()[-1000:]
        self.say(name, found == self.selected(*flags, model="1"), found[:300])

    def refused(self, name, words, ratings=None, users=None, *flags):
        """Exit 1, one sentence with these words, nothing written."""
        job = self.score(ratings, users, *flags)
        lines = job.stderr.strip().splitlines() or [""]
        is_right = job.returncode == 1 and words in lines[-1] and "Traceback" not in job.stderr and not os.path.exists(self.output)
        self.say(name, is_right, lines[-1][:300] if is_right else job.stderr[-2000:] + f" (status {job.returncode})")

    def noticed(self, name, words, ratings=None, users=None):
        """A warning of the job, and scores that `select` refuses with the cause."""
        job = self.score(ratings, users)
        warned = [line for line in job.stderr.splitlines() if line.startswith("warning:")]
        refusal = self.selected("--scores", self.output) if job.returncode == 0 else job.stderr[-2000:]
        is_right = any(words in line for line in warned) and "of split" in refusal and words.split(",")[0] in refusal
        self.say(name, is_right, f"{warned} | {refusal[:400]}")


def same_cases(trial):
    """Tables that hold what the workspace holds."""
    ratings, users = pandas.DataFrame(trial.ratings), pandas.DataFrame(trial.users)
    source = lambda name: trial.path("loans", name)

    def zipped():
        paths = [trial.path(name + ".csv.gz") for name in ("ratings", "users")]
        for path in paths:
            with open(source(os.path.basename(path)[:-3]), "rb") as file, gzip.open(path, "wb") as packed:
                packed.write(file.read())
        return paths

    def tabbed():
        path = trial.path("users.tsv")
        users.assign(age=users["age"].astype("Int64")).to_csv(path, sep="\t", index=False)
        return None, path

    def folder():
        path = trial.path("parts.csv")
        os.mkdir(path)
        for part in range(3):
            write_csv(os.path.join(path, f"part-{part}.csv"), trial.users[part::3], list(trial.users[0]))
        return source("ratings.csv"), path

    def floats():
        member = users["member"].map({"True": True, "False": False})
        return (
            ratings.assign(
                user_id=ratings["user_id"].astype("float64"), item_id=ratings["item_id"].astype("float64"),
                rating=ratings["rating"].astype("float32"), timestamp=pandas.to_datetime(ratings["timestamp"], unit="s")),
            users.assign(user_id=users["user_id"].astype("float32"), member=member))

    def exact():
        ages = [None if user["age"] is None else decimal.Decimal(f"{user['age']}.00") for user in trial.users]
        tags = [None if user["tags"] is None else user["tags"].split("|") for user in trial.users]
        return (
            ratings.assign(
                rating=[decimal.Decimal(str(row["rating"])) for row in trial.ratings],
                timestamp=pandas.to_datetime(ratings["timestamp"], unit="s", utc=True).astype("datetime64[us, UTC]")),
            users.assign(age=ages, tags=tags, job=users["job"].astype("category")))

    def texts():
        moments = [datetime.datetime.fromtimestamp(row["timestamp"], datetime.UTC).isoformat() for row in trial.ratings]
        number = lambda value: None if value is None else repr(value)
        return (
            ratings.astype(str).assign(timestamp=moments),
            users.assign(
                user_id=users["user_id"].astype(str), age=[number(user["age"]) for user in trial.users],
                height=[number(user["height"]) for user in trial.users]))

    def renamed():
        more = users.assign(age=users["age"].astype("Int8"), extra=1.5, zip="12345")
        return (
            ratings.rename(columns=str.upper).assign(note="x")[["note", "RATING", "TIMESTAMP", "USER_ID", "ITEM_ID"]],
            more[reversed(more.columns)].sample(frac=1, random_state=1))

    yield "the CSV files that were imported", lambda: (source("ratings.csv"), source("users.csv"))
    yield "the same, zipped", zipped
    yield "TSV by pandas", tabbed
    yield "a folder of CSV files", folder
    yield "Parquet by pandas, float codes and nulls", lambda: (None, None)
    yield "float ids, 32-bit ratings, naive times, booleans", floats
    yield "decimals, lists, categories, times with a zone", exact
    yield "numbers and times as text", texts
    yield "upper-case names, another order, extra columns, small integers", renamed


def repeated_cases(trial):
    """Ratings that repeat a user and an item, with the rule by which those of the workspace are left."""
    ratings = pandas.DataFrame(trial.ratings)
    again = ratings[ratings["user_id"] < 60]
    other = 5.5 - again["rating"].clip(1, 4.5)
    yield "earlier ratings", "latest", len(again), again.assign(rating=other, timestamp=again["timestamp"] - 1000)
    yield "later ratings", "first", len(again), again.assign(rating=other, timestamp=again["timestamp"] + 1000)
    yield "earlier equal ratings", "mean", len(again), again.assign(timestamp=again["timestamp"] - 1000)
    yield "the same rows twice", "latest", 0, again


def refused_cases(trial):
    """Tables that are refused, with words of the sentence."""
    ratings, users = pandas.DataFrame(trial.ratings), pandas.DataFrame(trial.users)

    def broken(name, change):
        path = trial.path(name + ".csv")
        with open(trial.path("loans", "users.csv"), "rb") as file, open(path, "wb") as copy:
            copy.write(change(file.read()))
        return None, path

    def with_cell(table, name, value):
        return table.astype({name: object}).assign(**{name: [value, *table[name][1:]]})

    yield "a missing column", "there is no column rating", lambda: (ratings.drop(columns="rating"), None)
    yield "a renamed column", "it has userId, item_id", lambda: (ratings.rename(columns={"user_id": "userId"}), None)
    yield "a missing feature", "there is no column job", lambda: (None, users.drop(columns="job"))
    yield "two columns of a name", "several columns", lambda: (None, users.assign(AGE=1).rename(columns={"age": "Age"}))
    yield "a null id", "1 of ", lambda: (with_cell(ratings, "item_id", None), None)
    yield "an id that is too large", "too large for a floating-point", lambda: (
        ratings.assign(item_id=with_cell(ratings, "item_id", 2.0**60)["item_id"].astype(float)), None)
    yield "a rating that is text", "that is no number, such as `five`", lambda: (with_cell(ratings.astype({"rating": str}), "rating", "five"), None)
    yield "a null rating", "has no rating", lambda: (with_cell(ratings, "rating", None), None)
    yield "an infinite rating", "no finite number", lambda: (with_cell(ratings, "rating", float("inf")), None)
    yield "a time that is none", "neither a number nor a time", lambda: (
        with_cell(ratings.astype({"timestamp": str}), "timestamp", "yesterday"), None)
    yield "a rating off the scale", "no rating from 1 to 5", lambda: (with_cell(ratings, "rating", 9), None)
    yield "an item of another dataset", "is not in the vocabulary", lambda: (ratings.assign(item_id=ratings["item_id"] + 1), None)
    yield "a pair twice", "has an item twice", lambda: (pandas.concat([ratings, ratings[ratings["user_id"] == 30]]), None)
    yield "a pair twice at one time", "of which none is the latest", lambda: (
        pandas.concat([ratings, ratings[ratings["user_id"] == 30].assign(rating=1.0)]), None, "--repeats", "latest")
    yield "a user twice", "is listed 2 times", lambda: (None, pandas.concat([users, users[:1]]))
    yield "no rows", "it has no rows", lambda: (ratings[:0], None)
    yield "no file", "there is no such file", lambda: (trial.path("nothing.parquet"), None)
    yield "a list for one value", "one value a user", lambda: (None, users.assign(job=[["a"]] * len(users)))
    yield "text for a number", "value of height that is no number", lambda: (None, with_cell(users.astype({"height": str}).replace("nan", None), "height", "tall"))
    yield "a code of which no value is known", "values of feature age is in the vocabulary, such as `101`", lambda: (
        None, users.assign(age=users["age"] + 100))
    yield "a short row", "where 6 are expected", lambda: broken("short", lambda data: data + b"999,1\r\n")
    yield "a row without quotes that is short", "does not have the fields of the header", lambda: broken(
        "plain", lambda data: b"user_id,age,job,tags,height,member\r\n1,18,a,b,170,True\r\n2,18\r\n")
    yield "a quote that is never closed", "a quote is never closed", lambda: broken("open", lambda data: data + b'999,1,"a,b,1,True\r\n')
    yield "text after a quote", "text follows a closing quote", lambda: broken("after", lambda data: data + b'999,1,"a"b,b,1,True\r\n')
    yield "bytes that are not UTF-8", "not valid UTF-8", lambda: broken("bytes", lambda data: data + b'999,1,"\xff",b,1,True\r\n')


def noticed_cases(trial):
    """Tables that could be right and are not those of the workspace."""
    users = pandas.DataFrame(trial.users)
    age = users["age"].astype("Int64").astype(str).replace("<NA>", None)
    yield "some codes with a point", "values of feature age are not in the vocabulary, such as `18.0`", lambda: (
        None, users.assign(age=age.replace("18", "18.0")))
    yield "other user ids", "users has a value of feature age", lambda: (None, users.assign(user_id=users["user_id"] + 1_000_000))


def training_cases(trial):
    """Weights of one machine from Parquet, and a round that refuses other features."""
    files = ["--vocabulary", trial.path("begin"), "--state", trial.path("state")]
    flags = ["--epochs", "2", "--holdout", "0.1"]
    trial.run("worker", "begin", *files, *flags)
    copy = trial.path("trained.sqlite")
    shutil.copy(trial.workspace, copy)
    run(trial.icebreaker, "train", "--quiet", *flags, "--workspace", copy)
    run(trial.icebreaker, "export", "model", "--output", trial.path("alone"), "--workspace", copy)

    def train(users):
        ratings, users = trial.tables(None, users)
        return trial.spark(
            "train", "--ratings", ratings, "--users", users, *files, "--weights", trial.path("weights"), "--shards", "1")

    def same():
        job = train(None)
        found = digest(trial.path("weights")) if job.returncode == 0 else job.stderr[-1000:]
        trial.say("training from Parquet", found == digest(trial.path("alone")), found)

    def other():
        users = pandas.DataFrame(trial.users)
        users.loc[3, "height"] = 171
        job = train(users)
        last = (job.stderr.strip().splitlines() or [""])[-1]
        trial.say("training on another height of one user", job.returncode == 1 and "where those of the workspace have" in last, last[:300])

    yield "training from Parquet", same
    yield "training on another height of one user", other


def main():
    icebreaker, names = os.path.abspath(sys.argv[1]), sys.argv[2:]
    wanted = lambda name: not names or any(one in name for one in names)
    with tempfile.TemporaryDirectory() as folder:
        trial = Trial(icebreaker, folder)
        print(f"one machine: {trial.alone}", flush=True)
        for name, tables in same_cases(trial):
            if wanted(name):
                trial.same(name, *tables())
        if wanted("held-out users and items"):
            trial.held_out("held-out users and items")
        for name, rule, count, more in repeated_cases(trial):
            if wanted(name):
                both = pandas.concat([pandas.DataFrame(trial.ratings), more])
                trial.same(
                    name, both, None, "--repeats", rule,
                    warning=f"warning: {count} ratings repeat a user and an item; the {rule} counts" if count else None)
        for name, words, tables in refused_cases(trial):
            if wanted(name):
                trial.refused(name, words, *tables())
        for name, words, tables in noticed_cases(trial):
            if wanted(name):
                trial.noticed(name, words, *tables())
        for name, case in training_cases(trial) if not names or any("training" in name for name in names) else ():
            if wanted(name):
                case()
        print(f"{trial.faults} wrong")
        sys.exit(1 if trial.faults else 0)


if __name__ == "__main__":
    main()
