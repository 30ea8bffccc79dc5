"""The program as the crash tests run it: killed at a moment of their choice, or to its end, with what a workspace must pass."""

import hashlib
import pathlib
import shutil
import subprocess
import sys
import time

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Service"))
from service import integrity, rows


class Fault(Exception):
    """Something that must hold does not; a sentence."""


class Skipped(Exception):
    """What cannot be done here; a sentence."""


def expect(condition, sentence):
    if not condition:
        raise Fault(sentence)


class Program:
    """The program, a folder for its files, and the workspaces that the tests start from."""

    def __init__(self, binary, source, folder):
        self.binary, self.source, self.folder = str(binary), pathlib.Path(source), pathlib.Path(folder)
        self.kills = 0

    def start(self, *arguments, workspace, under=(), **options):
        """Starts it, under another program if one is given."""
        return subprocess.Popen(
            [*under, self.binary, *map(str, arguments), "--workspace", str(workspace)], stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)

    def run(self, *arguments, workspace, **options):
        """Runs to the end; exit status, standard output, standard error."""
        process = self.start(*arguments, workspace=workspace, **options)
        output, errors = process.communicate(timeout=300)
        return process.returncode, output, errors

    def succeed(self, *arguments, workspace, **options):
        status, output, errors = self.run(*arguments, workspace=workspace, **options)
        expect(status == 0, f"{' '.join(map(str, arguments))} exited {status}: {errors}")
        return output

    def refuse(self, *arguments, workspace, saying="", **options):
        """Runs to an end with status 1 and one sentence that has these words."""
        status, _, errors = self.run(*arguments, workspace=workspace, **options)
        check_refusal(" ".join(map(str, arguments)), status, errors, saying)

    def kill(self, *arguments, workspace, after):
        """Kills the program after so many seconds; whether it was still running."""
        process = subprocess.Popen(
            [self.binary, *map(str, arguments), "--workspace", str(workspace)], stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            process.wait(timeout=after)
        except subprocess.TimeoutExpired:
            process.kill()
        if process.wait() == -9:
            self.kills += 1
            return True
        expect(process.returncode == 0, f"{arguments[0]} exited {process.returncode}")
        return False

    def duration(self, *arguments, workspace):
        """How many seconds a command takes from beginning to end; the least of three."""
        times = []
        for number in range(3):
            copy = self.copy(workspace, f"timed-{number}")
            start = time.monotonic()
            self.succeed(*arguments, workspace=copy)
            times.append(time.monotonic() - start)
            remove(copy)
        return min(times)

    def copy(self, workspace, name):
        """A copy under a new name; of nothing where there is nothing."""
        target = self.folder / f"{name}.sqlite"
        remove(target)
        if workspace is not None and pathlib.Path(workspace).exists():
            shutil.copy(workspace, target)
        return target

    def hash_of_model(self, workspace, reference="latest"):
        """SHA-256 of the exported model, and its size."""
        file = self.folder / "exported.safetensors"
        self.succeed("export", "model", reference, "--output", file, workspace=workspace)
        data = file.read_bytes()
        return hashlib.sha256(data).hexdigest(), len(data)


def check_refusal(command, status, errors, saying=""):
    lines = [line for line in errors.splitlines() if line.startswith("Error: ")]
    expect(status == 1, f"{command} exited {status} where 1 was expected: {errors}")
    expect(len(lines) == 1 and errors.splitlines()[-1] == lines[0], f"{command} does not end in one sentence: {errors}")
    expect(saying in lines[0], f"{command} does not say `{saying}` but: {errors}")


def remove(workspace):
    for suffix in ("", "-wal", "-shm", "-journal"):
        pathlib.Path(str(workspace) + suffix).unlink(missing_ok=True)


def check_sound(workspace):
    """SQLite's own checks of a workspace, where there is one."""
    for sentence in integrity(workspace):
        raise Fault(f"{workspace}: {sentence}")


def dump(workspace):
    """SHA-256 of everything that a workspace holds, and how many bytes of SQL that is."""
    text = subprocess.run(["sqlite3", str(workspace), ".dump"], capture_output=True, check=True).stdout
    return hashlib.sha256(text).hexdigest(), len(text)


def query(workspace, sql):
    return rows(workspace, sql)
