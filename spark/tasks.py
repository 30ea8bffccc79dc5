"""Ratings of any Spark store as shards of tasks, one line a user; the format is described in docs/scaling.md."""

import json
import sys

from pyspark.sql import functions as F

from tables import Table, TableError, escaped, plain, read


def ratings_of(frame, name, vocabulary):
    """The ratings as user, item, rating and time; all of them, or a `TableError`."""
    table = Table(frame, name)
    columns = [
        table.id("user_id").alias("user"), table.id("item_id", vocabulary["items"]).alias("item"),
        table.number("rating", required=True).alias("rating"),
        (table.time("timestamp") if vocabulary["rule"]["order"] == "time" else F.lit(0.0)).alias("time")]
    table.check()
    return frame.select(*columns)


def one_of_each(ratings, name, rule, timed):
    """One rating of each user and item by a rule of `import --ratings`: latest, first or mean."""
    # With times, the same rating of the same time is one that was written twice.
    collect = F.collect_set if timed else F.collect_list
    pairs = ratings.groupBy("user", "item").agg(F.sort_array(collect(F.struct("time", "rating"))).alias("events"))
    size = F.size("events")
    chosen = F.element_at("events", 1 if rule == "first" else -1)
    # Which of two ratings of one time came last, only their file knew.
    tied = F.size(F.filter("events", lambda event: event.time == chosen.time)) > 1
    many, undecided, example = pairs.agg(
        F.sum(size - 1), F.count_if(tied), F.min(F.when(tied, F.concat("user", F.lit(" and item "), "item")))).first()
    if undecided and rule != "mean":
        raise TableError(
            f"{name}: {undecided} pairs have several ratings of the same time, such as user {example}, of which none is the {rule}; "
            "keep one of each, or give --repeats mean")
    if many:
        print(f"warning: {many} ratings repeat a user and an item; the {rule} counts", file=sys.stderr)
    rating = chosen.rating
    if rule == "mean":
        values = F.sort_array(F.transform("events", lambda event: event.rating))
        rating = F.aggregate(values, F.lit(0.0), lambda total, value: total + value) / size
    return pairs.select("user", "item", rating.alias("rating"), chosen.time.alias("time"))


def histories(spark, ratings, vocabulary):
    """Each user's ratings of the warm scenario in the order of consumption: user, pairs (`ITEM:RATING`)."""
    table = ratings
    for name, held in (("user", vocabulary["newUsers"]), ("item", vocabulary["newItems"])):
        if held:
            ids = spark.createDataFrame([(one,) for one in held], f"{name} string")
            table = table.join(F.broadcast(ids), name, "left_anti")
    key = F.struct(
        "time", F.unhex(F.sha2(F.concat("user", F.lit(":"), "item"), 256)).alias("hash"),
        F.concat(escaped(F.col("item")), F.lit(":"), plain(F.col("rating"))).alias("pair"))
    return table.groupBy("user").agg(F.sort_array(F.collect_list(key)).alias("rated")).select("user", F.col("rated.pair").alias("pairs"))


def features(frame, name, vocabulary):
    """One field per user feature, tokens escaped and parted by `|`; tokens of several values are parted by `|` in the table too."""
    table = Table(frame, name)
    fields = [table.id("user_id").alias("user")]
    for place, feature in enumerate(vocabulary["userFeatures"]):
        if feature["kind"] == "numeric":
            field = plain(table.number(feature["name"], required=False))
        else:
            field = table.tokens(feature)
        fields.append(F.coalesce(field, F.lit("")).alias(f"feature {place}"))
    table.check()
    users = frame.select(*fields)
    twice = users.groupBy("user").count().where("count > 1").first()
    if twice:
        raise TableError(f"{name}: user {twice['user']} is listed {twice['count']} times; keep one row of each user")
    return users


def lines(spark, ratings, users, vocabulary, shards, long_histories=False, repeats="refuse"):
    """The tasks as an RDD of lines with a header in each of `shards` partitions.

    A user with as many ratings as the vocabulary's rule allows has a task, whose last ratings are the query set. With
    `long_histories`, users with more have one too: those are only trained on. `ratings` and `users` are paths. `repeats` says which
    of several ratings of a user and an item counts; by default the workers refuse them.
    """
    rule = vocabulary["rule"]
    table = ratings_of(read(spark, ratings), ratings, vocabulary)
    if repeats != "refuse":
        table = one_of_each(table, ratings, repeats, rule["order"] == "time")
    table = histories(spark, table, vocabulary)
    size = F.size("pairs")
    table = table.where(size >= max(rule["minimumRatings"], rule["queryCount"]))
    if not long_histories:
        table = table.where(size <= rule["maximumRatings"])
    names = [feature["name"] for feature in vocabulary["userFeatures"]]
    if names:
        table = table.join(features(read(spark, users), users, vocabulary), "user", "left")
    query = rule["queryCount"]
    fields = [
        escaped(F.col("user")), F.array_join(F.slice("pairs", F.lit(1), size - query), " "),
        F.array_join(F.slice("pairs", size - query + 1, F.lit(query)), " "),
        *[F.coalesce(F.col(f"`feature {place}`"), F.lit("")) for place in range(len(names))]]
    tasks = table.select("user", F.concat_ws("\t", *fields).alias("line")).repartition(shards, "user").select("line")

    def with_header(shard, rows):
        header = {"format": "icebreaker tasks 1", "shard": shard, "shards": shards, "features": names}
        yield json.dumps(header)
        for row in rows:
            yield row.line

    return tasks.rdd.mapPartitionsWithIndex(with_header)
