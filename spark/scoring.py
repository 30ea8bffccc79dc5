"""Adds up what `icebreaker worker score` wrote for each shard, without rounding and so in any order."""

import json

SPLIT_MODULUS = 1 << 256


def parsed(line):
    """A line as a key and numbers that can be added."""
    if "\t" in line:
        item, count, total = line.split("\t")
        return ("item", item), (int(count), int(total, 16))
    fields = json.loads(line)
    if fields.get("format"):
        return ("header", line), (1, 0)
    return ("tasks", ""), (fields["shards"], fields["tasks"], int(fields["split"], 16))


def added(left, right):
    """The sum, number by number."""
    return tuple(one + other for one, other in zip(left, right))


def gathered(outputs, shards):
    """The lines of all shards together, in the format of one shard."""
    sums = outputs.map(parsed).reduceByKey(added).collectAsMap()
    headers = [key[1] for key in sums if key[0] == "header"]
    if len(headers) != 1 or sums[("header", headers[0])][0] != shards:
        raise SystemExit(f"the shards were scored in {len(headers)} ways; use one kind of processor: {headers}")
    done, tasks, split = sums[("tasks", "")]
    if done != shards:
        raise SystemExit(f"{done} of {shards} shards were scored")
    items = sorted((key[1], value) for key, value in sums.items() if key[0] == "item")
    return [
        headers[0], *[f"{item}\t{count}\t{total:x}" for item, (count, total) in items],
        json.dumps({"shards": done, "split": f"{split % SPLIT_MODULUS:064x}", "tasks": tasks}, sort_keys=True)]
