"""A workspace with a launched study, and the server on it."""

import os
import signal
import socket
import subprocess
import time
import urllib.request


def command(binary, workspace, *arguments):
    """Runs the program; its standard output."""
    result = subprocess.run(
        [binary, *arguments, "--workspace", workspace], capture_output=True, text=True, stdin=subprocess.DEVNULL)
    if result.returncode != 0:
        raise SystemExit(f"icebreaker {' '.join(arguments)} exited {result.returncode}: {result.stderr}")
    return result.stdout


def prepare(binary, source, workspace, study, assignment="between-subjects", items=20, recommendations=20, target=500):
    """Imports, trains for two epochs, makes a list of each kind and launches a study of them."""
    command(binary, workspace, "import", source, "--quiet")
    command(binary, workspace, "train", "--epochs", "2", "--quiet")
    command(binary, workspace, "select", "--strategy", "entropy", "--quiet")
    command(binary, workspace, "select", "--strategy", "popularity", "--quiet")
    command(
        binary, workspace, "study", "create", study, "--arm", "entropy", "--arm", "popularity", "--assignment", assignment,
        "--items", str(items), "--recommendations", str(recommendations), "--target-size", str(target), "--launch")


class Server:
    """`icebreaker serve` on a free port, which is kept over restarts."""

    def __init__(self, binary, workspace, log):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.command = [binary, "serve", "--workspace", workspace, "--port", str(self.port), "--open", "--rate-limit", "0"]
        self.log, self.process = open(log, "ab"), None

    def start(self, wait=60):
        self.process = subprocess.Popen(
            self.command, stdout=self.log, stderr=self.log, stdin=subprocess.DEVNULL, env=os.environ)
        for _ in range(wait * 50):
            if self.process.poll() is not None:
                raise SystemExit(f"the server exited {self.process.returncode}; see {self.log.name}")
            try:
                with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/healthz", timeout=1):
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
