"""The program, its server and its database, for the scripts that use it from outside."""

import json
import signal
import socket
import subprocess
import time
import urllib.request


def command(binary, workspace, *arguments):
    """Runs the program; its standard output."""
    result = subprocess.run(
        [str(binary), *arguments, "--workspace", str(workspace)], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if result.returncode != 0:
        raise SystemExit(f"icebreaker {' '.join(arguments)} exited {result.returncode}: {result.stderr}")
    return result.stdout


def rows(workspace, query):
    """What the sqlite3 shell answers."""
    output = subprocess.run(["sqlite3", "-json", str(workspace), query], capture_output=True, text=True, check=True).stdout
    return json.loads(output or "[]")


def integrity(workspace):
    """What SQLite's own checks find wrong, a sentence each."""
    found = []
    if rows(workspace, "PRAGMA integrity_check") != [{"integrity_check": "ok"}]:
        found.append("integrity_check fails")
    if rows(workspace, "PRAGMA foreign_key_check"):
        found.append("foreign_key_check fails")
    return found


class Server:
    """`icebreaker serve` on a free port, which is kept over restarts."""

    def __init__(self, binary, workspace, log, *flags):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.command = [str(binary), "serve", "--workspace", str(workspace), "--port", str(self.port), *flags]
        self.log, self.process = open(log, "ab"), None

    def start(self, wait=60):
        self.process = subprocess.Popen(self.command, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL)
        for _ in range(wait * 50):
            if self.process.poll() is not None:
                raise SystemExit(f"the server exited {self.process.returncode}; see {self.log.name}")
            try:
                with urllib.request.urlopen(f"{self.address}/healthz", timeout=1):
                    return
            except OSError:
                time.sleep(0.02)
        raise SystemExit("the server does not answer")

    def kill(self):
        self.process.send_signal(signal.SIGKILL)
        self.process.wait()

    def stop(self):
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=30)

    def memory(self):
        """The largest resident size so far, in MB."""
        with open(f"/proc/{self.process.pid}/status") as status:
            return next(int(line.split()[1]) for line in status if line.startswith("VmHWM")) // 1024
