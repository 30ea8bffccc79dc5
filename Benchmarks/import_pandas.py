#!/usr/bin/env python3
"""Reads MovieLens-1M with pandas: ratings, users, items with side information, and one merged table. Prints the seconds."""

import sys
import time

import pandas

folder = sys.argv[1]
start = time.perf_counter()
ratings = pandas.read_csv(f"{folder}/ratings.csv")
ratings.columns = ["user_id", "item_id", "rating", *ratings.columns[3:]]
users = pandas.read_csv(
    f"{folder}/users.dat", sep="::", engine="python", names=["user_id", "gender", "age", "occupation", "zip"], dtype=str)
items = pandas.read_csv(
    f"{folder}/movies_extrainfos.dat", sep="::", engine="python", header=None, dtype=str, encoding="utf-8")
items = items.rename(columns={0: "item_id"})
items["item_id"] = items["item_id"].astype(int)
users["user_id"] = users["user_id"].astype(int)
merged = ratings.merge(users, on="user_id").merge(items, on="item_id", how="left")
print(time.perf_counter() - start, len(merged))
