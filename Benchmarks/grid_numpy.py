"""What `icebreaker-benchmark --grid` does, in numpy, from the counts that it wrote.

    python3 Benchmarks/grid_numpy.py FOLDER PEOPLE

Answers each line `design TILES` with the seconds from counts to tiles, the gain of the last tile and the tiles.
"""

import pathlib
import sys
import time

import numpy as np

RIDGE, EXPONENT = 0.01, 1.25


def design(people, taken, columns, pairs, count):
    """The greedy of `GridDesign` with the covariance updated in place."""
    mean = taken / people
    covariance = pairs / people - np.outer(mean[columns], mean)
    targets = mean**EXPONENT
    rows = np.arange(len(columns))
    open_rows = np.ones(len(columns), dtype=bool)
    tiles = []
    for _ in range(count):
        spread = covariance[rows, columns]
        squares = covariance**2 @ targets - targets[columns] * spread**2
        gains = np.where(open_rows, squares / (spread + RIDGE), -1)
        best = int(gains.argmax())
        tiles.append((columns[best], gains[best]))
        column = covariance[best].copy()
        covariance -= np.outer(column[columns], column) / (spread[best] + RIDGE)
        targets[columns[best]] = 0
        open_rows[best] = False
    return tiles


def main():
    folder, people = pathlib.Path(sys.argv[1]), int(sys.argv[2])
    taken = np.fromfile(folder / "taken", dtype="<i8")
    columns = np.fromfile(folder / "columns", dtype="<i8")
    pairs = np.fromfile(folder / "pairs", dtype="<u4").reshape(len(columns), len(taken))
    print("ready", flush=True)
    for line in sys.stdin:
        start = time.perf_counter()
        tiles = design(people, taken, columns, pairs, int(line.split()[1]))
        seconds = time.perf_counter() - start
        print(seconds, tiles[-1][1], *(item for item, _ in tiles), flush=True)


if __name__ == "__main__":
    main()
