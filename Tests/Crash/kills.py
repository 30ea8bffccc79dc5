"""`kill -9` at random moments of import, train, select and what writes a file."""

from program import check_sound, dump, expect, query, remove

TRAIN = ("train", "--epochs", "8", "--seed", "3", "--quiet")
COLUMNS = """
    name, source, status, dataset_hash, scalar, seed, options_json, epochs_done, validation_loss, validation_mae,
    hex(weights) AS weights
    """


class Kills:
    """How often each command was killed and how many bytes were compared."""

    def __init__(self, program, generator, count):
        self.program, self.generator, self.count = program, generator, count
        self.compared = 0
        workspace = program.folder / "imported.sqlite"
        program.succeed("import", program.source, "--quiet", workspace=workspace)
        self.imported = workspace
        self.imported_dump = dump(workspace)
        self.trained = program.copy(workspace, "trained")
        program.succeed(*TRAIN, workspace=self.trained)
        self.model = program.hash_of_model(self.trained)

    def moment(self, duration):
        """Any moment of a command, and as often one of its later half, in which it writes; now and then just after it."""
        return self.generator.uniform(self.generator.choice((0, 0.5)) * duration, 1.05 * duration)

    def importing(self, replace=False):
        """An import that was interrupted leaves all or nothing, and the next one leaves what one never interrupted leaves."""
        arguments = ("import", self.program.source, "--quiet") + (("--replace",) if replace else ())
        old = None
        if replace:
            old = self.program.folder / "old.sqlite"
            remove(old)
            self.program.succeed("import", "Fixtures/formats/movielens-latest", "--quiet", workspace=old)
        duration, killed, whole = self.program.duration(*arguments, workspace=old), 0, 0
        before = dump(old)[0] if replace else None
        while killed < self.count:
            workspace = self.program.copy(old, "killed")
            killed += self.program.kill(*arguments, workspace=workspace, after=self.moment(duration))
            if workspace.exists():
                check_sound(workspace)
                found, size = dump(workspace)
                self.compared += size
                if found == self.imported_dump[0]:
                    whole += 1
                elif replace:
                    expect(found == before, "an interrupted import --replace left something between old and new")
                else:
                    tables = query(workspace, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name = 'dataset'")
                    kept = query(workspace, "SELECT (SELECT count(*) FROM dataset) + (SELECT count(*) FROM user) + "
                                 "(SELECT count(*) FROM interaction) AS n") if tables else [{"n": 0}]
                    expect(kept == [{"n": 0}], f"an interrupted import left {kept}")
            self.program.succeed(*arguments, workspace=workspace)
            found, size = dump(workspace)
            self.compared += size
            expect(found == self.imported_dump[0], "an import after an interrupted one differs from one never interrupted")
        return f"{killed} kills, {whole} workspaces already whole"

    def appending(self):
        """An append that was interrupted leaves the dataset before or after it, and the next command goes on from either."""
        parts = self.halves()
        before = self.program.copy(None, "half")
        self.program.succeed("import", parts[0], "--name", "half", "--quiet", workspace=before)
        self.program.succeed(*TRAIN, workspace=before)
        arguments = ("import", parts[1], "--append", "--quiet")
        after = self.program.copy(before, "appended")
        self.program.succeed(*arguments, workspace=after)
        old, new = dump(before)[0], dump(after)[0]
        duration, killed, whole = self.program.duration(*arguments, workspace=before), 0, 0
        while killed < self.count:
            workspace = self.program.copy(before, "killed")
            killed += self.program.kill(*arguments, workspace=workspace, after=self.moment(duration))
            check_sound(workspace)
            found, size = dump(workspace)
            self.compared += size
            expect(found in (old, new), "an interrupted import --append left something between the dataset before and after")
            whole += found == new
            if found == old:
                self.program.succeed(*arguments, workspace=workspace)
                found, size = dump(workspace)
                self.compared += size
                expect(found == new, "an import --append after an interrupted one differs from one never interrupted")
            if killed % 10 == 0:
                self.program.succeed("train", "--warm-start", "latest", "--epochs", "1", "--quiet", workspace=workspace)
                self.program.succeed("select", "--quiet", workspace=workspace)
                check_sound(workspace)
        return f"{killed} kills, {whole} workspaces already grown"

    def halves(self):
        """The source in two folders: the ratings before a time and those after it, each with the films that they name."""
        rows = [line.split(",") for line in (self.program.source / "ratings.csv").read_text().splitlines()]
        films = (self.program.source / "movies.csv").read_text().splitlines()
        middle = sorted(int(row[3]) for row in rows[1:])[len(rows) // 2]
        folders = []
        for name, chosen in (("early", lambda time: time < middle), ("late", lambda time: time >= middle)):
            kept = [row for row in rows[1:] if chosen(int(row[3]))]
            named = {row[1] for row in kept}
            folder = self.program.folder / name
            folder.mkdir()
            (folder / "ratings.csv").write_text("\n".join(map(",".join, rows[:1] + kept)) + "\n")
            (folder / "movies.csv").write_text(
                "\n".join(films[:1] + [film for film in films[1:] if film.split(",", 1)[0] in named]) + "\n")
            folders.append(folder)
        return folders

    def training(self):
        """A training that is interrupted again and again ends in the bytes of one never interrupted."""
        duration, killed, trainings, epochs = self.program.duration(*TRAIN, workspace=self.imported), 0, 0, 0
        expected = query(self.trained, f"SELECT {COLUMNS} FROM model")
        history = query(self.trained, "SELECT * FROM training_epoch ORDER BY epoch")
        while killed < self.count:
            workspace = self.program.copy(self.imported, "killed")
            trainings += 1
            command, interruptions = TRAIN, self.generator.randint(1, 4)
            for _ in range(interruptions):
                killed += self.program.kill(*command, workspace=workspace, after=self.moment(duration))
                check_sound(workspace)
                epochs += sum(row["n"] for row in query(workspace, "SELECT epochs_done AS n FROM model WHERE status = 'training'"))
                if query(workspace, "SELECT 1 FROM model WHERE status = 'finished'"):
                    break
                command = TRAIN + ("--resume",)
            else:
                self.program.succeed(*TRAIN, "--resume", workspace=workspace)
            check_sound(workspace)
            hash_, size = self.program.hash_of_model(workspace)
            expect(hash_ == self.model[0], "a training that was resumed ended in other weights")
            found = query(workspace, f"SELECT {COLUMNS} FROM model WHERE status = 'finished'")
            expect(found == expected, "a training that was resumed left another row of its model")
            last = query(workspace, "SELECT * FROM training_epoch WHERE model_id = (SELECT max(model_id) FROM model) ORDER BY epoch")
            expect([dict(row, model_id=1) for row in last] == history, "a training that was resumed has other epochs")
            self.compared += size
        return f"{killed} kills in {trainings} trainings, {epochs} finished epochs found again"

    def selecting(self, strategy):
        """A selection that was interrupted leaves a whole list or none, and the next one makes the same list."""
        arguments = ("select", "--strategy", strategy, "--quiet", "--format", "csv")
        whole = self.program.copy(self.trained, "whole")
        expected = self.program.succeed(*arguments, workspace=whole)
        items = query(whole, "SELECT count(*) AS n FROM item_score")[0]["n"]
        duration, killed, lists = self.program.duration(*arguments, workspace=self.trained), 0, 0
        while killed < self.count:
            workspace = self.program.copy(self.trained, "killed")
            killed += self.program.kill(*arguments, workspace=workspace, after=self.moment(duration))
            check_sound(workspace)
            halves = query(workspace, """
                SELECT list_id FROM list WHERE item_count <> (
                    SELECT count(*) FROM list_item WHERE list_item.list_id = list.list_id)
                """)
            expect(not halves, "an interrupted selection left half a list")
            runs = query(workspace, "SELECT count(DISTINCT scoring_run_id) AS runs, count(*) AS n FROM item_score")[0]
            expect(runs["n"] in (0, items * runs["runs"]), "an interrupted selection left the scores of some items")
            lists += len(query(workspace, "SELECT list_id FROM list"))
            found = self.program.succeed(*arguments, workspace=workspace)
            expect(found == expected, "a selection after an interrupted one made another list")
            self.compared += len(found)
            check_sound(workspace)
        return f"{killed} kills, {lists} lists stored before the kill"

    def writing(self, *arguments):
        """What was to be written over a file is the old file or the new one; a part beside it goes with the next write."""
        workspace = self.program.copy(self.trained, "exporting")
        self.program.succeed("select", "--quiet", workspace=workspace)
        folder = self.program.folder / "written"
        folder.mkdir(exist_ok=True)
        file = folder / "result"
        command = arguments + ("--output", file)
        self.program.succeed(*command, workspace=workspace)
        new, old = file.read_bytes(), b"the file before\n"
        duration, killed, replaced, left = self.program.duration(*command, workspace=workspace), 0, 0, 0
        while killed < self.count:
            file.write_bytes(old)
            killed += self.program.kill(*command, workspace=workspace, after=self.moment(duration))
            found = file.read_bytes()
            expect(found in (old, new), f"an interrupted {arguments[0]} left {len(found)} bytes of another file")
            self.compared += len(found)
            replaced += found == new
            left += len(list(folder.iterdir())) - 1
            self.program.succeed(*command, workspace=workspace)
            expect(file.read_bytes() == new, f"{arguments[0]} after an interrupted one wrote another file")
            others = [other.name for other in folder.iterdir() if other != file]
            expect(not others, f"{arguments[0]} after an interrupted one left {others}")
        check_sound(workspace)
        return f"{killed} kills, {replaced} files already replaced, {left} parts beside them, which the next run removed"

    def parts(self):
        """The name of each part and what does it."""
        return {
            "import": self.importing,
            "import --replace": lambda: self.importing(replace=True),
            "import --append": self.appending,
            "train, train --resume": self.training,
            "select": lambda: self.selecting("melu"),
            "select --strategy design": lambda: self.selecting("design"),
            "export scores --output": lambda: self.writing("export", "scores"),
            "export model --output": lambda: self.writing("export", "model"),
            "report --output": lambda: self.writing("report"),
        }
