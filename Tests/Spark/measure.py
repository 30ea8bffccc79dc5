"""Measures one run of the Spark job: elapsed and processor time, and the most memory that all its processes held together.

    python Tests/Spark/measure.py CORES -- score --ratings … --shards 8 --output all.scores

Runs spark/icebreaker_spark.py with what follows on local[CORES] and prints one line of JSON. Memory is the proportional set
size of the job's processes, looked at five times a second. Linux only.
"""

import json
import os
import subprocess
import sys
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
PROGRAM = os.path.join(ROOT, "spark", "icebreaker_spark.py")


def members(session):
    """The processes of a session, each with the seconds that it computed."""
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                with open(f"/proc/{name}/stat", encoding="utf-8", errors="replace") as file:
                    fields = file.read().rsplit(")", 1)[1].split()
            except OSError:
                continue
            if int(fields[3]) == session:
                yield name, (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


def memory(session, seconds):
    """What they hold, by program, in kibibytes; notes the seconds of each."""
    sums = {}
    for name, computed in members(session):
        seconds[name] = computed
        try:
            with open(f"/proc/{name}/comm", encoding="utf-8") as file:
                program = file.read().strip()
            with open(f"/proc/{name}/smaps_rollup", encoding="utf-8") as file:
                kibibytes = next(int(line.split()[1]) for line in file if line.startswith("Pss:"))
            sums[program] = sums.get(program, 0) + kibibytes
        except (OSError, StopIteration):
            pass
    return sums


def main():
    cores, words = sys.argv[1], sys.argv[sys.argv.index("--") + 1:]
    heap = os.environ.get("SPARK_DRIVER_MEMORY", "1g")
    environment = os.environ | {
        "PYSPARK_PYTHON": sys.executable,
        "PYSPARK_SUBMIT_ARGS": f"--master local[{cores},4] --driver-memory {heap} --conf spark.ui.enabled=false "
                               f"--conf spark.log.level=OFF {os.environ.get('SPARK_FLAGS', '')} pyspark-shell"}
    errors = tempfile.TemporaryFile("w+", encoding="utf-8")
    output = tempfile.TemporaryFile("w+", encoding="utf-8")
    begin = time.monotonic()
    job = subprocess.Popen(
        [sys.executable, PROGRAM, *words], env=environment, stdout=output, stderr=errors, start_new_session=True)
    most, parts, seconds = 0, {}, {}
    while job.poll() is None:
        sums = memory(job.pid, seconds)
        most = max(most, sum(sums.values()))
        for name, size in sums.items():
            parts[name] = max(size, parts.get(name, 0))
        time.sleep(0.2)
    elapsed = time.monotonic() - begin
    for file in (errors, output):
        file.seek(0)
    if job.returncode != 0:
        sys.exit(errors.read()[-4000:])
    print(json.dumps({
        "cores": cores, "seconds": round(elapsed, 1), "processor": round(sum(seconds.values()), 1),
        "MiB": round(most / 1024), "of": {name: round(size / 1024) for name, size in sorted(parts.items())},
        "last": output.read().rstrip("\n").rsplit("\n", 1)[-1]}))


if __name__ == "__main__":
    main()
