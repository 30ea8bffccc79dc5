"""A workspace with launched studies."""

import csv
import pathlib
import random
import re
import sys

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Service"))
from service import command

HOSTILE = "<script>document.title='hacked'</script> & \"Pulp\""
DESCRIPTION = """name: Films with people
scale: [0.5, 5]
ratings:
  file: ratings.csv
  columns: { user: userId, item: movieId, rating: rating, timestamp: timestamp }
users:
  file: people.csv
  id: id
  features:
    gender: { kind: categorical }
    occupation: { kind: categorical }
    likes: { kind: multivalued, separator: "|" }
    age: { kind: numeric }
    area: { kind: categorical }
items:
  file: films.csv
  id: id
  features:
    genre: { kind: multivalued, separator: "|", role: genres }
    year: { kind: numeric, role: year }
    title: { kind: text, role: title }
"""


def dataset(source, folder):
    """MovieLens with invented people, so that every kind of question about them is asked, and with a hostile title."""
    generator = random.Random(0)
    source, folder = pathlib.Path(source), pathlib.Path(folder)
    ratings = (source / "ratings.csv").read_text()
    (folder / "ratings.csv").write_text(ratings)
    users = sorted({line.split(",")[0] for line in ratings.splitlines()[1:]}, key=int)
    with open(folder / "people.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "gender", "occupation", "likes", "age", "area"])
        for number, user in enumerate(users):
            writer.writerow([
                user, "FM"[number % 2], f"Trade {number % 12 + 1}", "|".join(generator.sample(["Books", "Games", "Music"], 2)),
                18 + number % 50, f"{10000 + number}"])
    with open(source / "movies.csv", newline="") as file, open(folder / "films.csv", "w", newline="") as out:
        writer = csv.writer(out)
        writer.writerow(["id", "genre", "year", "title"])
        for row in csv.DictReader(file):
            parts = re.fullmatch(r"(.*) \((\d{4})\)\s*", row["title"])
            title = HOSTILE if row["movieId"] == "296" else parts[1] if parts else row["title"]
            genres = "" if row["genres"].startswith("(") else row["genres"]
            writer.writerow([row["movieId"], genres, parts[2] if parts else "", title])
    (folder / "dataset.yaml").write_text(DESCRIPTION)
    return folder / "dataset.yaml"


GRIDS = """name: Webtoons
ratings:
  file: reads.csv
  columns: { user: reader, item: webtoon, timestamp: time }
items:
  file: webtoons.csv
  id: id
  features:
    title: { kind: text, role: title }
"""
WORDS = ["달빛", "기사", "고양이", "학교", "마법", "가을", "도시", "비밀", "별", "용", "요리사", "탐정"]


def reads(folder):
    """What 300 invented people read of 60 invented webtoons: no ratings and no features, and one hostile title."""
    generator = random.Random(0)
    folder = pathlib.Path(folder) / "webtoons"
    folder.mkdir()
    with open(folder / "webtoons.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["id", "title"])
        for item in range(60):
            title = HOSTILE if item == 2 else f"{WORDS[item % 12]}의 {WORDS[(item * 5 + item // 12) % 12]} {item + 1}"
            writer.writerow([f"w{item + 1}", title])
    with open(folder / "reads.csv", "w", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(["reader", "webtoon", "time"])
        for reader in range(300):
            kind = reader % 3
            for item in range(60):
                # The first titles are known to many; each kind of reader likes a third of the others.
                chance = 0.5 / (1 + item / 12) * (1.6 if item % 3 == kind else 0.4)
                if generator.random() < chance:
                    writer.writerow([f"r{reader}", f"w{item + 1}", 1700000000 + reader * 100 + item])
    (folder / "dataset.yaml").write_text(GRIDS)
    return folder / "dataset.yaml"


def prepare_grids(binary, folder, items, recommendations):
    """The workspace of the studies with grids: `between` on one page, `within` on two; no model is trained."""
    workspace = pathlib.Path(folder) / "grids.sqlite"
    command(binary, workspace, "import", str(reads(folder)), "--quiet")
    command(binary, workspace, "select", "--answers", "taps", "-n", str(items), "--quiet")
    command(binary, workspace, "select", "--answers", "taps", "-n", str(items), "--strategy", "popularity", "--quiet")
    for assignment, pages in [("between", 1), ("within", 2)]:
        command(
            binary, workspace, "study", "create", assignment, "--assignment", f"{assignment}-subjects", "--items", str(items),
            "--pages", str(pages), "--recommendations", str(recommendations), "--target-size", "12", "--seed", "1", "--quiet")
        command(
            binary, workspace, "study", "launch", assignment, "--contact", "Dr Kim, kim@example.org", "--retention", "12m",
            "--quiet")
    return workspace


def prepare(binary, source, folder, items, recommendations):
    """The workspace: two lists, and of each assignment a study, `between` and `within`."""
    workspace = pathlib.Path(folder) / "study.sqlite"
    command(binary, workspace, "import", str(dataset(source, folder)), "--quiet")
    command(binary, workspace, "train", "--epochs", "2", "--quiet")
    command(binary, workspace, "select", "--strategy", "melu", "--quiet")
    command(binary, workspace, "select", "--strategy", "popularity", "--quiet")
    for assignment in ["between", "within"]:
        command(
            binary, workspace, "study", "create", assignment, "--assignment", f"{assignment}-subjects", "--items", str(items),
            "--recommendations", str(recommendations), "--target-size", "12", "--seed", "1", "--quiet")
        command(
            binary, workspace, "study", "launch", assignment, "--contact", "Dr Kim, kim@example.org", "--retention", "12m",
            "--quiet")
    return workspace
