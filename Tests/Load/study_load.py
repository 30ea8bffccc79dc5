#!/usr/bin/env python3
"""Many participants at once, and a server that is killed again and again; what was acknowledged must be in the database.

    study_load.py --binary .build/release/icebreaker --participants 500
    study_load.py --binary .build/release/icebreaker --participants 60 --kills 200

Everything is read back with the sqlite3 shell. Exits 1 with a sentence for each thing that is lost, doubled or crossed.
"""

import argparse
import asyncio
import collections
import pathlib
import random
import sys
import tempfile
import time

from participant import Client, Participant

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Service"))
from service import Server, command, integrity, rows

STUDY = "load"


def prepare(binary, source, workspace, study, assignment="between-subjects", items=20, recommendations=20, target=500):
    """Imports, trains for two epochs, makes a list of each kind and launches a study of them."""
    command(binary, workspace, "import", source, "--quiet")
    command(binary, workspace, "train", "--epochs", "2", "--quiet")
    command(binary, workspace, "select", "--strategy", "entropy", "--quiet")
    command(binary, workspace, "select", "--strategy", "popularity", "--quiet")
    command(
        binary, workspace, "study", "create", study, "--arm", "entropy", "--arm", "popularity", "--assignment", assignment,
        "--items", str(items), "--recommendations", str(recommendations), "--target-size", str(target), "--launch", "--contact", "the lab",
        "--retention", "1d")


def faults(workspace, participants, assignment):
    """What the database has other than what the participants were told, a sentence each."""
    found = integrity(workspace)
    stored = {row["participant_id"]: row for row in rows(workspace, "SELECT * FROM participant")}
    told = {p.id: p for p in participants if p.id}
    if set(stored) - set(told):
        found.append(f"{len(set(stored) - set(told))} participants are stored that nobody knows")
    if sorted(row["number"] for row in stored.values()) != list(range(len(stored))):
        found.append("the numbers of the participants are not 0, 1, 2, ...")
    answers, ratings = collections.defaultdict(dict), collections.defaultdict(dict)
    for row in rows(workspace, "SELECT participant_id, part, place, rating FROM study_response WHERE NOT is_carried_over"):
        answers[row["participant_id"]][(row["part"], row["place"])] = row["rating"]
    for row in rows(workspace, "SELECT participant_id, part, rank, rating FROM study_recommendation WHERE rating IS NOT NULL"):
        ratings[row["participant_id"]][(row["part"], row["rank"])] = row["rating"]
    for name, participant in told.items():
        if name not in stored:
            found.append(f"participant {name} is lost")
            continue
        for what, said, kept in (("answer", participant.answers, answers[name]), ("rating", participant.ratings, ratings[name])):
            for key, value in said.items():
                number = None if value == "unknown" else float(value)
                if key not in kept:
                    found.append(f"{name}: the {what} at {key} is lost")
                elif kept[key] != number:
                    found.append(f"{name}: the {what} at {key} was {value} and is {kept[key]}")
            if participant.code and set(kept) - set(said):
                found.append(f"{name}: {len(set(kept) - set(said))} {what}s that were not given")
        if participant.code and stored[name]["completion_code"] != participant.code:
            found.append(f"{name}: the completion code differs")
    arms = collections.Counter(row["condition"] for row in stored.values())
    print("participants by condition:", dict(sorted(arms.items())))
    if max(arms.values()) - min(arms.values()) > 2:
        found.append(f"the conditions are out of balance: {dict(arms)}")
    return found


async def crowd(server, count, kills, seed):
    participants = [
        Participant(Client(server.port), STUDY, seed * 1_000_003 + number, "ko" if number % 2 else "en")
        for number in range(count)]
    done = 0

    async def one(participant):
        nonlocal done
        try:
            await participant.run()
        finally:
            done += 1

    work = [asyncio.create_task(one(participant)) for participant in participants]
    generator, killed = random.Random(seed), 0
    while killed < kills and done < count:
        await asyncio.sleep(generator.uniform(0.05, 0.5))
        server.kill()
        killed += 1
        await asyncio.to_thread(server.start)
        if killed % 20 == 0:
            print(f"{killed} kills, {done} of {count} participants done", flush=True)
    failures = [result for result in await asyncio.gather(*work, return_exceptions=True) if result is not None]
    return participants, killed, failures


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=".build/release/icebreaker")
    parser.add_argument("--source", default="Fixtures/ml-latest-small")
    parser.add_argument("--participants", type=int, default=500)
    parser.add_argument("--kills", type=int, default=0)
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--assignment", default="between-subjects")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        workspace = str(pathlib.Path(folder) / "study.sqlite")
        prepare(
            options.binary, options.source, workspace, STUDY, options.assignment, options.items, options.items,
            # Kills may take several waves of as many participants.
            max(options.participants * (20 if options.kills else 1), 2))
        server = Server(
            options.binary, workspace, pathlib.Path(folder) / "server.log", "--open", "--rate-limit", "0")
        server.start()
        began, killed, failures, waves, everyone = time.time(), 0, [], 0, []
        while waves == 0 or killed < options.kills:
            participants, more, failed = asyncio.run(
                crowd(server, options.participants, options.kills - killed, options.seed + waves))
            everyone, killed, failures, waves = everyone + participants, killed + more, failures + failed, waves + 1
            if failed:
                break
        seconds, memory = time.time() - began, server.memory()
        status = server.stop()
        requests = sum(p.requests for p in everyone)
        acknowledged = sum(len(p.answers) + len(p.ratings) for p in everyone)
        codes = sum(p.code is not None for p in everyone)
        statuses = sum((collections.Counter(p.statuses) for p in everyone), collections.Counter())
        print(
            f"{len(everyone)} participants, {options.participants} at once: {codes} completed in {seconds:.1f} s; "
            f"{requests} requests ({requests / seconds:.0f} a second), {sum(p.repeats for p in everyone)} of them without an answer")
        print(f"{killed} kills; {acknowledged} answers acknowledged; status codes {dict(sorted(statuses.items()))}; "
              f"server memory {memory} MB, exit {status}")
        found = faults(workspace, everyone, options.assignment) + [str(failure) for failure in failures]
        if codes < len(everyone):
            found.append(f"{len(everyone) - codes} participants did not complete")
        if statuses[500]:
            found.append(f"{statuses[500]} answers with status 500")
        if status != 0:
            found.append(f"the server exited {status} when asked to stop")
        for sentence in found[:50]:
            print("FAULT", sentence)
        print("nothing lost, doubled or crossed" if not found else f"{len(found)} faults")
        raise SystemExit(1 if found else 0)


if __name__ == "__main__":
    main()
