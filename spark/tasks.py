"""Ratings of any Spark store as shards of tasks, one line a user; the format is described in docs/scaling.md."""

import json

from pyspark.sql import functions as F


def read(spark, path):
    """A table from Parquet, or from CSV with a header, by its name's ending; a folder without one is Parquet."""
    if path.rstrip("/").endswith((".csv", ".csv.gz", ".tsv")):
        return spark.read.option("header", True).option("sep", "\t" if path.endswith(".tsv") else ",").csv(path)
    return spark.read.parquet(path)


def escaped(column):
    """An id or a token as a field of a line."""
    for plain, letter in (("\\", "\\"), ("\t", "t"), ("\n", "n"), ("\r", "r"), (" ", "s"), ("|", "p")):
        column = F.replace(column, F.lit(plain), F.lit("\\" + letter))
    return column


def number(column):
    """A number as people write it: 4, not 4.0."""
    return F.regexp_replace(column.cast("double").cast("string"), r"\.0$", "")


def histories(spark, ratings, vocabulary):
    """Each user's ratings of the warm scenario in the order of consumption: user, pairs (`ITEM:RATING`)."""
    table = ratings.select(
        F.col("user_id").cast("string").alias("user"), F.col("item_id").cast("string").alias("item"),
        F.col("rating").cast("double").alias("rating"),
        *([F.col("timestamp").cast("double").alias("time")] if vocabulary["rule"]["order"] == "time" else [F.lit(0.0).alias("time")]))
    for name, held in (("user", vocabulary["newUsers"]), ("item", vocabulary["newItems"])):
        if held:
            ids = spark.createDataFrame([(one,) for one in held], f"{name} string")
            table = table.join(F.broadcast(ids), name, "left_anti")
    key = F.struct(
        "time", F.unhex(F.sha2(F.concat("user", F.lit(":"), "item"), 256)).alias("hash"),
        F.concat(escaped(F.col("item")), F.lit(":"), number(F.col("rating"))).alias("pair"))
    return table.groupBy("user").agg(F.sort_array(F.collect_list(key)).alias("rated")).select("user", F.col("rated.pair").alias("pairs"))


def features(users, vocabulary):
    """One field per user feature, tokens escaped and parted by `|`; tokens of several values are parted by `|` in the table too."""
    fields = []
    for feature in vocabulary["userFeatures"]:
        column = F.col(f"`{feature['name']}`")
        if feature["kind"] == "numeric":
            field = number(column)
        elif feature["kind"] == "multivalued":
            field = F.array_join(F.transform(F.split(column.cast("string"), r"\|"), escaped), "|")
        else:
            field = escaped(column.cast("string"))
        fields.append(F.coalesce(field, F.lit("")).alias(f"feature {feature['name']}"))
    return users.select(F.col("user_id").cast("string").alias("user"), *fields)


def lines(spark, ratings, users, vocabulary, shards, long_histories=False):
    """The tasks as an RDD of lines with a header in each of `shards` partitions.

    A user with as many ratings as the vocabulary's rule allows has a task, whose last ratings are the query set. With
    `long_histories`, users with more have one too: those only ever teach.
    """
    rule = vocabulary["rule"]
    table = histories(spark, ratings, vocabulary)
    size = F.size("pairs")
    table = table.where(size >= max(rule["minimumRatings"], rule["queryCount"]))
    if not long_histories:
        table = table.where(size <= rule["maximumRatings"])
    names = [feature["name"] for feature in vocabulary["userFeatures"]]
    if names:
        table = table.join(features(users, vocabulary), "user", "left")
    query = rule["queryCount"]
    fields = [
        escaped(F.col("user")), F.array_join(F.slice("pairs", F.lit(1), size - query), " "),
        F.array_join(F.slice("pairs", size - query + 1, F.lit(query)), " "),
        *[F.coalesce(F.col(f"`feature {name}`"), F.lit("")) for name in names]]
    tasks = table.select("user", F.concat_ws("\t", *fields).alias("line")).repartition(shards, "user").select("line")

    def with_header(shard, rows):
        header = {"format": "icebreaker tasks 1", "shard": shard, "shards": shards, "features": names}
        yield json.dumps(header)
        for row in rows:
            yield row.line

    return tasks.rdd.mapPartitionsWithIndex(with_header)
