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
    counts = tuple((one["feature"], one["known"], one["unknown"], one["missing"], one.get("example")) for one in fields["features"])
    return ("tasks", ""), (fields["shards"], fields["tasks"], int(fields["split"], 16), counts)


def added(left, right):
    """The sum, number by number."""
    if len(left) < 4:
        return tuple(one + other for one, other in zip(left, right))
    counts = tuple(
        (one[0], *(a + b for a, b in zip(one[1:4], other[1:4])), first(one[4], other[4]))
        for one, other in zip(left[3], right[3]))
    return (*(one + other for one, other in zip(left[:3], right[:3])), counts)


def first(one, other):
    """The first of two tokens by their bytes, where there are any."""
    return min((token for token in (one, other) if token is not None), key=lambda token: token.encode(), default=None)


def remarks(features):
    """What to say of features with unknown tokens, and whether that is a reason to stop."""
    for name, known, unknown, missing, example in features:
        if unknown and not known:
            yield f"none of the {unknown} values of feature {name} is in the vocabulary, such as `{example}`; " \
                "write its values as the dataset of the workspace has them", True
        elif unknown:
            yield f"{unknown} of {known + unknown} values of feature {name} {'is' if unknown == 1 else 'are'} not in the " \
                f"vocabulary, such as `{example}`; they count as missing, and `select` will refuse the scores", False
        elif missing and not known:
            yield f"none of the {missing} users has a value of feature {name}", False


def gathered(outputs, shards):
    """The lines of all shards together, in the format of one shard, and what the vocabulary knows of each feature."""
    sums = outputs.map(parsed).reduceByKey(added).collectAsMap()
    headers = [key[1] for key in sums if key[0] == "header"]
    if len(headers) != 1 or sums[("header", headers[0])][0] != shards:
        raise SystemExit(f"the shards were scored in {len(headers)} ways; use one kind of processor: {headers}")
    done, tasks, split, features = sums[("tasks", "")]
    if done != shards:
        raise SystemExit(f"{done} of {shards} shards were scored")
    items = sorted((key[1], value) for key, value in sums.items() if key[0] == "item")
    counts = [
        {"feature": name, "known": known, "unknown": unknown, "missing": missing} | ({} if example is None else {"example": example})
        for name, known, unknown, missing, example in features]
    return [
        headers[0], *[f"{item}\t{count}\t{total:x}" for item, (count, total) in items],
        json.dumps(
            {"shards": done, "split": f"{split % SPLIT_MODULUS:064x}", "tasks": tasks, "features": counts}, sort_keys=True)
    ], features
