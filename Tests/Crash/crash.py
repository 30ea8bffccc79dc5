#!/usr/bin/env python3
"""Kills the program at random moments, fills its disk, forbids it to write, runs two of it at once and turns its clock.

    crash.py --binary .build/release/icebreaker --kills 100
    crash.py --only kills --kills 20 --seed 7

After each, the workspace opens, passes SQLite's integrity_check and foreign_key_check (by the sqlite3 shell), and the next
command continues. Exits 1 with a sentence for each thing that does not hold. What cannot be done here is skipped and says so.
"""

import argparse
import pathlib
import random
import tempfile

from clocks import Clocks
from disks import Disks
from kills import Kills
from program import Fault, Program, Skipped
from together import Together


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--binary", default=".build/release/icebreaker", type=pathlib.Path)
    parser.add_argument("--source", default="Fixtures/ml-latest-small", type=pathlib.Path)
    parser.add_argument("--kills", type=int, default=100, help="how many of each kind")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", action="append", help="kills, disks, together or clocks")
    parser.add_argument("--part", default="", help="only parts whose name has this in it")
    options = parser.parse_args()
    faults = 0
    with tempfile.TemporaryDirectory() as folder:
        program = Program(options.binary.resolve(), options.source, folder)
        generator = random.Random(options.seed)
        kills = Kills(program, generator, options.kills)
        groups = {
            "kills": kills.parts(), "disks": Disks(program, kills).parts(),
            "together": Together(program, kills, generator).parts(), "clocks": Clocks(program, kills, generator).parts(),
        }
        for group, parts in groups.items():
            if options.only and group not in options.only:
                continue
            for name, part in parts.items():
                if options.part not in name:
                    continue
                try:
                    print(f"{name}: {part()}", flush=True)
                except Skipped as skipped:
                    print(f"{name}: SKIPPED, {skipped}", flush=True)
                except Fault as fault:
                    faults += 1
                    print(f"{name}: FAULT {fault}", flush=True)
    print(f"{program.kills} kills, {kills.compared} bytes compared; {faults} faults")
    raise SystemExit(1 if faults else 0)


if __name__ == "__main__":
    main()
