"""Writes tables with every user of some tables several times, under new ids: a load of any size with the shape of real data.

    python Tests/Spark/replicate.py RATINGS.csv USERS.csv COPIES FOLDER

Writes FOLDER/ratings.parquet and FOLDER/users.parquet. The ids must be whole numbers. A copy of a user rates the same items
with the same values; only the split by hash differs, as it depends on the id.
"""

import sys

from pyspark.sql import SparkSession
from pyspark.sql import functions as F


def main():
    ratings, users, copies, folder = sys.argv[1], sys.argv[2], int(sys.argv[3]), sys.argv[4]
    spark = SparkSession.builder.getOrCreate()
    for path, name in ((ratings, "ratings"), (users, "users")):
        table = spark.read.option("header", True).csv(path)
        copied = table.repartition(8).crossJoin(F.broadcast(spark.range(copies).select((F.col("id") * 1_000_000).alias("offset"))))
        copied = copied.withColumn("user_id", F.col("user_id").cast("long") + F.col("offset")).drop("offset")
        copied.write.mode("overwrite").parquet(f"{folder}/{name}.parquet")


if __name__ == "__main__":
    main()
