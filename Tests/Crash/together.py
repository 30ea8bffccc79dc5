"""Two processes on one workspace at once."""

import pathlib
import sys
import time

from program import check_refusal, check_sound, dump, expect, query, remove

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Service"))
from service import Server

TRAIN = ("train", "--epochs", "30", "--quiet")
SELECT = ("select", "--quiet")


class Together:
    """Each ends well or in one sentence, and nothing is half-written."""

    def __init__(self, program, kills, generator):
        self.program, self.kills, self.generator = program, kills, generator

    def at_once(self, start, *commands, rounds=6):
        """Runs commands beside each other; how many ended well and how many in a sentence."""
        well, refused = 0, 0
        for _ in range(rounds):
            workspace = self.program.copy(start, "shared")
            processes = []
            for command in commands:
                processes.append(self.program.start(*command, workspace=workspace))
                time.sleep(self.generator.uniform(0, 0.1))
            for command, process in zip(commands, processes):
                _, errors = process.communicate(timeout=300)
                if process.returncode == 0:
                    well += 1
                else:
                    check_refusal(" ".join(map(str, command)), process.returncode, errors)
                    refused += 1
            check_sound(workspace)
            self.check_whole(workspace)
            self.program.succeed("lists", workspace=workspace)
        return f"{rounds} times: {well} commands ended well, {refused} in a sentence"

    def check_whole(self, workspace):
        halves = query(workspace, """
            SELECT list_id FROM list WHERE item_count <> (
                SELECT count(*) FROM list_item WHERE list_item.list_id = list.list_id)
            """)
        expect(not halves, "half a list is stored")
        versions = query(workspace, "SELECT name, version FROM list GROUP BY name, version HAVING count(*) > 1")
        expect(not versions, "two lists have one version")
        epochs = query(workspace, """
            SELECT model_id FROM model WHERE epochs_done <> (
                SELECT count(*) FROM training_epoch WHERE training_epoch.model_id = model.model_id)
            """)
        expect(not epochs, "a model has more or fewer epochs than it says")

    def trains(self):
        """Two trainings of the same settings give two models of the same bytes."""
        workspace = self.program.copy(self.kills.imported, "trains")
        processes = [self.program.start(*TRAIN, workspace=workspace) for _ in range(2)]
        for process in processes:
            _, errors = process.communicate(timeout=300)
            expect(process.returncode == 0, f"one of two trainings exited {process.returncode}: {errors}")
        check_sound(workspace)
        self.check_whole(workspace)
        hashes = {self.program.hash_of_model(workspace, reference)[0] for reference in ("1", "2")}
        expect(len(hashes) == 1, "two trainings at once gave different weights")
        return "two models, one SHA-256"

    def resumes(self):
        """Two that go on with the same interrupted training: at most one can, and the model is that of one."""
        for _ in range(4):
            workspace = self.program.copy(self.kills.imported, "resumes")
            command = ("train", "--epochs", "8", "--seed", "3", "--quiet")
            self.program.kill(*command, workspace=workspace, after=self.generator.uniform(0.3, 0.8))
            processes = [self.program.start(*command, "--resume", workspace=workspace) for _ in range(2)]
            for process in processes:
                _, errors = process.communicate(timeout=300)
                if process.returncode != 0:
                    check_refusal("train --resume", process.returncode, errors)
            check_sound(workspace)
            self.check_whole(workspace)
            finished = query(workspace, "SELECT model_id AS id FROM model WHERE status = 'finished'")
            expect(finished, "no training was finished")
            for row in finished:
                found, _ = self.program.hash_of_model(workspace, str(row["id"]))
                expect(found == self.kills.model[0], "a training that two went on with ended in other weights")
        return "4 times; the bytes of one never interrupted"

    def imports(self):
        """Two imports of different datasets into a new workspace: one of them is there, whole."""
        other = "Fixtures/formats/movielens-latest"
        small = self.program.folder / "small.sqlite"
        remove(small)
        self.program.succeed("import", other, "--quiet", workspace=small)
        known = {dump(small)[0], self.kills.imported_dump[0]}
        for _ in range(12):
            workspace = self.program.copy(None, "new")
            processes = [
                self.program.start("import", source, "--quiet", workspace=workspace) for source in (self.program.source, other)]
            time.sleep(self.generator.uniform(0, 0.05))
            statuses = []
            for process in processes:
                _, errors = process.communicate(timeout=300)
                statuses.append(process.returncode)
                if process.returncode != 0:
                    check_refusal("import", process.returncode, errors)
            expect(sorted(statuses) == [0, 1], f"two imports at once exited {statuses}")
            check_sound(workspace)
            expect(dump(workspace)[0] in known, "two imports at once left neither dataset")
        return "12 times: one stored, one refused"

    def serving(self):
        """Selections and trainings beside a server, which goes on answering and serves what is new."""
        workspace = self.program.copy(self.kills.trained, "served")
        self.program.succeed(*SELECT, workspace=workspace)
        server = Server(
            self.program.binary, workspace, self.program.folder / "serve.log", "--open", "--rate-limit", "0", "--reload-every",
            "0.2")
        server.start()
        for _ in range(4):
            processes = [self.program.start(*command, workspace=workspace) for command in (SELECT, SELECT, TRAIN)]
            for process in processes:
                _, errors = process.communicate(timeout=300)
                expect(process.returncode == 0, f"a command beside a server exited {process.returncode}: {errors}")
        expect(server.stop() == 0, "the server did not end with 0")
        check_sound(workspace)
        self.check_whole(workspace)
        versions = query(workspace, "SELECT max(version) AS n FROM list")[0]["n"]
        expect(versions == 9, f"9 selections made {versions} versions")
        return "9 lists and 4 models beside a server"

    def parts(self):
        """The name of each part and what does it."""
        fresh = ("import", self.program.source, "--quiet")
        replace = ("import", "Fixtures/formats/movielens-latest", "--replace", "--quiet")
        return {
            "two imports into a new workspace": self.imports,
            "import and select": lambda: self.at_once(self.kills.trained, fresh, SELECT),
            "import --replace and select": lambda: self.at_once(self.kills.trained, SELECT, replace),
            "import --replace and train": lambda: self.at_once(self.kills.imported, TRAIN, replace),
            "four selections": lambda: self.at_once(self.kills.trained, SELECT, SELECT, SELECT, SELECT),
            "train and select": lambda: self.at_once(self.kills.trained, TRAIN, SELECT),
            "two trainings": self.trains,
            "two that go on with one training": self.resumes,
            "a server beside them": self.serving,
        }
