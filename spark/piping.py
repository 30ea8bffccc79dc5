"""Runs a program on each shard, so that what it says on failing reaches whoever started the job."""

import re
import subprocess
import threading


class WorkerFailed(Exception):
    """A worker's last words."""


def piped(command):
    """A function for `mapPartitionsWithIndex`: writes the lines to the program and yields the lines that it writes."""

    def run(shard, lines):
        worker = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
        said, broken = [], []

        def feed():
            try:
                for line in lines:
                    worker.stdin.write(line.encode() + b"\n")
            except BrokenPipeError:
                pass
            except Exception as error:
                # What Spark could not compute must not look like a shorter shard.
                broken.append(error)
                worker.kill()
            finally:
                try:
                    worker.stdin.close()
                except BrokenPipeError:
                    pass

        def listen():
            for line in worker.stderr:
                said.append(line.decode(errors="replace").strip())
                del said[:-20]

        threads = [threading.Thread(target=work, daemon=True) for work in (feed, listen)]
        for thread in threads:
            thread.start()
        for line in worker.stdout:
            yield line.decode().rstrip("\n")
        status = worker.wait()
        for thread in threads:
            thread.join()
        if broken:
            raise broken[0]
        if status != 0:
            words = said[-1].removeprefix("Error: ") if said else f"it ended with status {status}" if status > 0 else f"signal {-status} killed it"
            raise WorkerFailed(f"shard {shard}: {words}")

    return run


def last_words(error):
    """What a worker, or the reader of a table, said, of the error that Spark makes of it; None where it is another error."""
    found = re.search(r"(?:WorkerFailed|TableError): (.+)", str(error))
    return found and found.group(1).strip()
