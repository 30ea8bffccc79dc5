"""A disk that is full, one that is read-only, and a folder or a file that may not be written to."""

import hashlib
import os
import pathlib
import shutil
import subprocess

from program import Skipped, check_sound, dump, expect, query, remove

TRAIN = ("train", "--epochs", "40", "--seed", "3", "--quiet")
FULL = "the disk is full"


class Disk:
    """A small file system in memory."""

    def __init__(self, folder, kilobytes):
        self.path = pathlib.Path(folder) / "disk"
        self.path.mkdir(exist_ok=True)
        result = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={kilobytes}k,mode=0777", "none", str(self.path)], capture_output=True, text=True)
        if result.returncode != 0:
            raise Skipped(f"nothing can be mounted here: {result.stderr.strip()}")

    def __enter__(self):
        return self

    def __exit__(self, *_):
        subprocess.run(["umount", "-l", str(self.path)], check=True)

    def fill(self, leaving):
        """Takes all room but so many kilobytes."""
        status = os.statvfs(self.path)
        with open(self.path / "ballast", "wb") as ballast:
            ballast.write(b"\0" * max(0, status.f_bavail * status.f_frsize - leaving * 1024))

    def free(self):
        (self.path / "ballast").unlink()

    def make_read_only(self):
        subprocess.run(["mount", "-o", "remount,ro", str(self.path)], check=True)

    def names(self):
        return sorted(file.name for file in self.path.iterdir() if file.name != "ballast")


class Disks:
    """What each command does where it cannot write, beginning from the workspaces of the kills."""

    def __init__(self, program, kills):
        self.program, self.kills = program, kills

    def full_for_import(self):
        """A workspace that does not fit is not made; with room it is the same as any."""
        refused, sizes = 0, (8, 40, 100, 300, 700, 1500, 3000, 4000, 5000, 6000, 8000, 12000)
        for kilobytes in sizes:
            with Disk(self.program.folder, kilobytes) as disk:
                workspace = disk.path / "w.sqlite"
                command = ("import", self.program.source, "--quiet")
                status, _, errors = self.program.run(*command, workspace=workspace)
                if status == 0:
                    check_sound(workspace)
                    expect(dump(workspace)[0] == self.kills.imported_dump[0], "an import into a small disk differs")
                    continue
                expect(status == 1 and FULL in errors, f"import into {kilobytes} kB exited {status}: {errors}")
                expect(disk.names() == [], f"an import that did not fit left {disk.names()}")
                refused += 1
        return f"{refused} of {len(sizes)} disks too small, nothing left on them"

    def full_for(self, name, command, continuing=None):
        """A change for which there is no room leaves the workspace as it was, and goes on when there is room."""
        refused, done = 0, 0
        for leaving in (0, 4, 16, 32, 64, 128, 200, 300, 400, 600, 800, 1000, 1500, 2500, 4000):
            with Disk(self.program.folder, 24_000) as disk:
                workspace = disk.path / "w.sqlite"
                shutil.copy(self.kills.imported if name == "train" else self.kills.trained, workspace)
                before = dump(workspace)[0]
                disk.fill(leaving)
                status, _, errors = self.program.run(*command, workspace=workspace)
                # SQLite needs room also to read, so the shell looks once there is some.
                disk.free()
                if status == 0:
                    done += 1
                else:
                    expect(status == 1 and FULL in errors, f"{name} with {leaving} kB free exited {status}: {errors}")
                    expect(len([line for line in errors.splitlines() if line]) == 1, f"{name} says more than one sentence: {errors}")
                    check_sound(workspace)
                    if name == "select":
                        lists = query(workspace, "SELECT * FROM list")
                        expect(not lists, "a selection for which there was no room left a list")
                    elif name == "evaluate":
                        expect(dump(workspace)[0] == before, "an evaluation for which there was no room left something")
                    refused += 1
                self.program.succeed(*(continuing or command), workspace=workspace)
                check_sound(workspace)
                if name == "train":
                    found, _ = self.program.hash_of_model(workspace)
                    expect(found == self.long_model(), "a training that went on after a full disk ended in other weights")
        expect(refused > 0, f"{name} always had room, so that this shows nothing")
        return f"refused {refused} times, had room {done} times; went on each time"

    def long_model(self):
        """The hash of the longer training that was never interrupted."""
        if not hasattr(self, "expected"):
            workspace = self.program.copy(self.kills.imported, "long")
            self.program.succeed(*TRAIN, workspace=workspace)
            self.expected, _ = self.program.hash_of_model(workspace)
        return self.expected

    def full_for_file(self, *command):
        """A file for which there is no room stays what it was."""
        workspace = self.program.copy(self.kills.trained, "exporting")
        self.program.succeed("select", "--quiet", workspace=workspace)
        refused = 0
        for leaving in (0, 4, 16, 100_000):
            with Disk(self.program.folder, 24_000) as disk:
                file = disk.path / "result"
                file.write_bytes(b"the file before\n")
                if leaving < 24_000:
                    disk.fill(leaving)
                status, _, errors = self.program.run(*command, "--output", file, workspace=workspace)
                if status == 0:
                    expect(file.stat().st_size > 16, f"{command[0]} wrote {file.stat().st_size} bytes")
                    continue
                refused += 1
                expect(status == 1 and "cannot be written" in errors, f"{command[0]} exited {status}: {errors}")
                expect(file.read_bytes() == b"the file before\n", f"{command[0]} without room changed the file before")
                expect(disk.names() == ["result"], f"{command[0]} without room left {disk.names()}")
        return f"refused {refused} of 4 times, the old file kept"

    def full_for_output(self):
        """Standard output that goes to a full disk."""
        workspace = self.program.copy(self.kills.trained, "printing")
        self.program.succeed("select", "--quiet", workspace=workspace)
        for command in (("lists",), ("runs", "--format", "json"), ("export", "scores"), ("select", "--quiet")):
            with open("/dev/full", "w") as full:
                process = subprocess.run(
                    [self.program.binary, *command, "--workspace", str(workspace)], stdout=full, stderr=subprocess.PIPE, text=True)
            expect(process.returncode == 1, f"{command[0]} to a full disk exited {process.returncode}: {process.stderr[:300]}")
            expect(len(process.stderr.splitlines()) == 1, f"{command[0]} to a full disk says: {process.stderr[:300]}")
        check_sound(workspace)
        return "one sentence from 4 commands"

    def read_only(self):
        """A workspace on a read-only disk can be read; every change is refused."""
        with Disk(self.program.folder, 24_000) as disk:
            workspace = disk.path / "w.sqlite"
            shutil.copy(self.kills.trained, workspace)
            before = hashlib.sha256(workspace.read_bytes()).hexdigest()
            disk.make_read_only()
            self.readable_only(workspace)
            self.program.refuse("import", self.program.source, workspace=disk.path / "new.sqlite", saying="cannot be written to")
            expect(hashlib.sha256(workspace.read_bytes()).hexdigest() == before, "a read-only workspace changed")
            expect(disk.names() == ["w.sqlite"], f"a read-only disk has {disk.names()}")
        return "reading works, 5 changes refused"

    def forbidden(self):
        """The same for a user who may not write to the file, or not to its folder."""
        if os.geteuid() == 0:
            options = {"user": 65534, "group": 65534, "extra_groups": []}
        else:
            options = {}
        folder = self.program.folder / "forbidden"
        folder.mkdir(exist_ok=True)
        self.program.folder.chmod(0o755)
        probe = subprocess.run([self.program.binary, "--version"], capture_output=True, **options)
        if probe.returncode != 0:
            raise Skipped("the program cannot be run by another user here")
        workspace = folder / "w.sqlite"
        for file_mode, folder_mode in ((0o444, 0o777), (0o666, 0o555), (0o444, 0o555)):
            remove(workspace)
            shutil.copy(self.kills.trained, workspace)
            workspace.chmod(file_mode)
            folder.chmod(folder_mode)
            self.readable_only(workspace, **options)
            check_sound(workspace)
            folder.chmod(0o777)
        workspace.chmod(0o000)
        self.program.refuse("lists", workspace=workspace, saying="permission", **options)
        folder.chmod(0o555)
        self.program.refuse(
            "import", self.program.source, workspace=folder / "new.sqlite", saying="permission", **options)
        folder.chmod(0o777)
        return "3 kinds of permission: reading works, changes refused"

    def readable_only(self, workspace, **options):
        self.program.succeed("runs", workspace=workspace, **options)
        self.program.succeed("lists", workspace=workspace, **options)
        for command in (("import", self.program.source), ("train", "--epochs", "1", "--quiet"), ("select", "--quiet"),
                        ("evaluate", "--quiet")):
            self.program.refuse(*command, workspace=workspace, saying="cannot be written to", **options)

    def parts(self):
        """The name of each part and what does it."""
        return {
            "import into a full disk": self.full_for_import,
            "train on a full disk": lambda: self.full_for("train", TRAIN, TRAIN + ("--resume",)),
            "select on a full disk": lambda: self.full_for("select", ("select", "--quiet")),
            "evaluate on a full disk": lambda: self.full_for("evaluate", ("evaluate", "--quiet")),
            "export scores to a full disk": lambda: self.full_for_file("export", "scores"),
            "export model to a full disk": lambda: self.full_for_file("export", "model"),
            "report to a full disk": lambda: self.full_for_file("report"),
            "standard output to a full disk": self.full_for_output,
            "a read-only disk": self.read_only,
            "a forbidden file or folder": self.forbidden,
        }
