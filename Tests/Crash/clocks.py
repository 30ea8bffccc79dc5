"""A clock that jumps, by libfaketime."""

import os
import pathlib

from program import Skipped, check_sound, expect, query

LIBRARIES = [
    "/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1", "/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1",
    "/usr/lib/faketime/libfaketimeMT.so.1"]
TRAIN = ("train", "--epochs", "8", "--seed", "3", "--quiet")
TIMES = ("@1969-07-20 20:17:00", "@2000-02-29 23:59:59", "@2038-01-19 03:14:08", "@2099-12-31 23:59:59")


class Clocks:
    """The same bytes whatever the clock says, which may also go back between two commands."""

    def __init__(self, program, kills, generator):
        self.program, self.kills, self.generator = program, kills, generator

    def at(self, time):
        library = next((path for path in LIBRARIES if pathlib.Path(path).exists()), None)
        if library is None:
            raise Skipped("libfaketime is not installed (apt-get install faketime)")
        # The monotonic clock never jumps, which is what the program measures durations with.
        # The first program that the library is loaded into makes its shared memory, in which Swift's runtime does not find the
        # arguments of its own process.
        return {"under": ["/usr/bin/env"], "env": dict(os.environ, LD_PRELOAD=library, FAKETIME=time, DONT_FAKE_MONOTONIC="1", TZ="UTC")}

    def forth_and_back(self):
        """Import, train and select, each in another century than the one before."""
        for first, second in zip(TIMES, reversed(TIMES)):
            workspace = self.program.copy(None, "clock")
            self.program.succeed("import", self.program.source, "--quiet", workspace=workspace, **self.at(first))
            self.program.succeed(*TRAIN, workspace=workspace, **self.at(second))
            for time in (first, second):
                self.program.succeed("select", "--quiet", workspace=workspace, **self.at(time))
            check_sound(workspace)
            found, _ = self.program.hash_of_model(workspace)
            expect(found == self.kills.model[0], f"at {second} a training ended in other weights")
            lists = query(workspace, "SELECT version, created_at FROM list ORDER BY list_id")
            expect([row["version"] for row in lists] == [1, 2], "the versions of a list follow the clock")
            expect(lists[0]["created_at"][:4] == first[1:5], f"faketime had no effect: {lists}")
            self.program.succeed("select", "--quiet", workspace=workspace)
            self.program.succeed("lists", workspace=workspace)
            self.program.succeed("report", "--output", self.program.folder / "report.html", workspace=workspace)
        return f"{len(TIMES)} walks through {', '.join(time[1:5] for time in TIMES)}: the same weights, versions in order"

    def running(self):
        """A clock that runs a thousand times too fast, or backwards, while a training runs."""
        for speed in ("+0 x1000", "+0 x-1000"):
            workspace = self.program.copy(self.kills.imported, "clock")
            self.program.succeed(*TRAIN, workspace=workspace, **self.at(speed))
            found, _ = self.program.hash_of_model(workspace)
            expect(found == self.kills.model[0], f"under a clock of {speed} a training ended in other weights")
            check_sound(workspace)
        return "a clock of a thousand times the speed, forwards and backwards: the same weights"

    def parts(self):
        """The name of each part and what does it."""
        return {"a clock that jumps between commands": self.forth_and_back, "a clock that races": self.running}
