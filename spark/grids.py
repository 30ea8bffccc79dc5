"""What people took, of any Spark store, as shards of one line a person, and the sums of their counts; see docs/scaling.md."""

import json
import re
import sys

from pyspark.sql import functions as F

from tables import Table, TableError, escaped, read
from tasks import one_of_each

SPLIT_MODULUS = 1 << 256


def taken(frame, name, positive_from, repeats):
    """Who took what: user and item, `item` missing where a rating is below `positive_from`; all rows, or a `TableError`."""
    table = Table(frame, name)
    columns = [table.id("user_id").alias("user"), table.id("item_id").alias("item")]
    if positive_from is None:
        table.check()
        return frame.select(*columns)
    timed = any(field.name.lower() == "timestamp" for field in frame.schema.fields)
    columns += [
        table.number("rating", required=True).alias("rating"), (table.time("timestamp") if timed else F.lit(0.0)).alias("time")]
    table.check()
    rows = frame.select(*columns)
    if repeats == "refuse":
        twice = rows.groupBy("user", "item").count().where("count > 1").first()
        if twice:
            raise TableError(
                f"{name}: user {twice['user']} rated item {twice['item']} {twice['count']} times; say which rating counts with --repeats")
    else:
        rows = one_of_each(rows, name, repeats, timed)
    return rows.select("user", F.when(F.col("rating") >= positive_from, F.col("item")).alias("item"))


def lines(spark, ratings, users, positive_from, shards, repeats="refuse"):
    """The people as an RDD of lines with a header in each of `shards` partitions.

    Whoever is in either table is one of the people, also without an item that counts. An item counts once for a person.
    """
    rows = taken(read(spark, ratings), ratings, positive_from, repeats)
    if users:
        table = Table(read(spark, users), users)
        ids = table.frame.select(table.id("user_id").alias("user"), F.lit(None).cast("string").alias("item"))
        table.check()
        rows = rows.unionByName(ids)
    people = rows.groupBy("user").agg(F.array_sort(F.collect_set(escaped(F.col("item")))).alias("items"))
    line = F.concat(escaped(F.col("user")), F.lit("\t"), F.array_join("items", " "))
    people = people.select("user", line.alias("line")).repartition(shards, "user").select("line")

    def with_header(shard, rows):
        header = {"format": "icebreaker taps 1", "shard": shard, "shards": shards}
        if positive_from is not None:
            header["positiveFrom"] = positive_from
        yield json.dumps(header)
        for row in rows:
            yield row.line

    return people.rdd.mapPartitionsWithIndex(with_header)


def parsed(line):
    """A line of counts as a key and what can be added: for an item how many took it, and the counts of its columns."""
    if line.startswith("{"):
        fields = json.loads(line)
        if fields.get("format"):
            return ("header", line), (1, {})
        return ("people", ""), ((1, fields["people"], int(fields["split"], 16)), {})
    item, count, *cells = line.split("\t")
    pairs = (cell.split(":") for cell in cells[0].split(" ") if cell) if cells else ()
    return ("item", item), (int(count), {int(column): int(number) for column, number in pairs})


def added(left, right):
    """The sum; the cells of the right side go into the left one's."""
    (one, cells), (other, more) = left, right
    for column, number in more.items():
        cells[column] = cells.get(column, 0) + number
    total = tuple(a + b for a, b in zip(one, other)) if isinstance(one, tuple) else one + other
    return total, cells


def order(item):
    """The order of ids in the program: whole numbers by value, then text by its bytes."""
    whole = re.fullmatch(r"0|-?[1-9][0-9]{0,18}", item)
    if whole and -(1 << 63) <= int(item) < 1 << 63:
        return 0, int(item), b""
    return 1, 0, item.encode()


def gathered(outputs, shards):
    """The counts of all shards together, in the format of one shard."""
    sums = outputs.map(parsed).reduceByKey(added).collectAsMap()
    headers = [key[1] for key in sums if key[0] == "header"]
    if len(headers) != 1:
        sys.exit(f"the shards were counted in {len(headers)} ways: {headers}")
    (done, people, split), _ = sums[("people", "")]
    if done != shards:
        sys.exit(f"{done} of {shards} shards were counted")
    yield headers[0]
    has_pairs = "columns" in json.loads(headers[0])
    for item in sorted((key[1] for key in sums if key[0] == "item"), key=order):
        count, cells = sums[("item", item)]
        pairs = "\t" + " ".join(f"{column}:{cells[column]}" for column in sorted(cells)) if has_pairs else ""
        yield f"{item}\t{count}{pairs}"
    yield json.dumps({"people": people, "split": f"{split % SPLIT_MODULUS:064x}"}, separators=(",", ":"))
