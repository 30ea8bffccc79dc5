#!/usr/bin/env python3
"""Twelve participants with a real browser, over both arms, in English and Korean; and two who see both arms.

    study_browser.py --binary .build/release/icebreaker --screenshots FOLDER [--grids]

With `--grids` the arms are grids of invented webtoons, read by invented people who rated nothing and of whom nothing is known.

Each has a way of their own: reload, back, double submit, two tabs, another device, the keyboard alone, mistakes, withdrawal.
Every page is checked for what WCAG 2.2 AA asks that can be measured, and afterwards the database is read with the sqlite3
shell: it must have what the browsers were told, no more and no less. Exits 1 with a sentence for each fault.
"""

import argparse
import collections
import pathlib
import re
import tempfile
import time

from selenium.webdriver.common.by import By

import accessibility
from participant import Participant, browser, resize
from workspace import prepare, prepare_grids

from service import Server, rows


class Run:
    """What the participants share, and what is counted."""

    def __init__(self, folder, server, screenshots):
        self.folder, self.server, self.screenshots = folder, server, screenshots
        self.faults, self.pages, self.texts, self.stops, self.pictures = [], 0, 0, 0, 0
        self.seen = set()

    def fault(self, sentence):
        if sentence not in self.faults:
            print("FAULT", sentence, flush=True)
            self.faults.append(sentence)

    def picture(self, participant):
        """The first page of each kind and language, in both schemes and widths, checked in each; and its focus."""
        driver, kind = participant.driver, participant.kind
        if kind == "rate" and participant.driver.find_elements(By.CSS_SELECTOR, ".given"):
            kind = "rate-again"
        if driver.find_elements(By.CSS_SELECTOR, ".error"):
            kind += "-mistakes"
        if re.search(r"/(rate|grid|recommendations)/2", driver.current_url):
            kind += "-part-2"
        if "mistakes" in kind and driver.switch_to.active_element.get_attribute("class") != "error":
            self.fault(f"{kind} {participant.language}: the summary of mistakes does not have the focus")
        key = (kind, participant.language)
        if key in self.seen:
            return
        self.seen.add(key)
        for scheme in ["light", "dark"]:
            driver.execute_cdp_cmd(
                "Emulation.setEmulatedMedia", {"features": [
                    {"name": "prefers-color-scheme", "value": scheme},
                    {"name": "prefers-reduced-motion", "value": "reduce"}]})
            for width in ["desk", "phone"]:
                resize(driver, width)
                for fault in accessibility.faults(driver)[0]:
                    self.fault(f"{kind} {participant.language} {scheme} {width}: {fault}")
                if self.screenshots:
                    height = driver.execute_script("return document.documentElement.scrollHeight")
                    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
                        "width": 390 if width == "phone" else 1280, "height": max(height, 400), "deviceScaleFactor": 1,
                        "mobile": width == "phone"})
                    driver.save_screenshot(str(self.screenshots / f"{kind}-{participant.language}-{width}-{scheme}.png"))
                    self.pictures += 1
                    resize(driver, width)
        faults, stops = accessibility.focus_faults(driver, begins="error" if "mistakes" in kind else "skip")
        self.stops += stops
        for fault in faults:
            self.fault(f"{kind} {participant.language}: {fault}")
        driver.execute_script("document.activeElement.blur(); scrollTo(0, 0)")
        driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": []})
        resize(driver, "phone" if participant.phone else "desk")


def plain(p):
    p.begin()
    while p.advance():
        pass


def reloads(p):
    p.begin()
    while p.advance():
        before = p.driver.current_url
        p.driver.refresh()
        p.check()
        assert p.driver.current_url == before, "a reload leads elsewhere"


def back(p):
    """Goes back after every third answer and changes it."""
    p.begin()
    while True:
        kind, address = p.kind, p.driver.current_url
        if not p.advance():
            return
        if kind == "grid":
            after = p.driver.current_url
            p.driver.back()
            p.driver.refresh()
            p.check()
            assert p.driver.current_url == address, f"back leads to {p.driver.current_url}"
            p.tap(0.5)
            assert p.driver.current_url == after, "the changed taps lead elsewhere"
        if kind in ("rate", "recommendation") and p.steps % 3 == 0:
            after = p.driver.current_url
            p.driver.back()
            p.check()
            if p.steps % 2 == 0:  # a browser may show the page as it was left, or ask for it anew
                p.driver.refresh()
                p.check()
            assert p.driver.current_url == address, f"back leads to {p.driver.current_url}"
            p.rate()
            assert p.driver.current_url == after, "the changed answer leads elsewhere"


def double(p):
    p.begin()
    while p.advance(double=True):
        pass


def tabs(p):
    """Two tabs on the same step: one goes on, the other is stale and goes on too."""
    p.begin()
    first = p.driver.current_window_handle
    p.driver.switch_to.new_window("tab")
    resize(p.driver, "phone" if p.phone else "desk")
    second = p.driver.current_window_handle
    p.open(p.link)
    going = True
    while going:
        for tab in (first, second):
            p.driver.switch_to.window(tab)
            going = p.advance()
            if not going:
                break


def device(p):
    """Goes on in another browser, which knows the private link only and is asked once, and then in the first one again."""
    p.begin()
    devices, asked = [p.driver, browser(p.run.folder, p.language, not p.phone)], 0
    while True:
        p.driver = devices[(p.steps // 4) % 2]
        p.phone = not p.phone if p.steps % 4 == 0 else p.phone
        resize(p.driver, "phone" if p.phone else "desk")
        p.open(p.link)
        if p.kind == "resume":
            asked += 1
            p.press("main form button")
        if not p.advance():
            break
    assert asked == 1, f"the other device was asked {asked} times who it belongs to"
    next(d for d in devices if d is not p.driver).quit()


def leaves(p):
    """Withdraws amid the items."""
    p.begin()
    for _ in range(6):
        p.advance()
    p.withdraw()
    for page in ["", "/rate/1/1", "/grid/1/1", "/thanks"]:
        p.driver.get(p.link + page)
        assert p.kind == "withdrawn", p.driver.current_url


def leaves_late(p):
    """Withdraws after the end."""
    plain(p)
    p.withdraw()


def returns(p):
    """Closes the page after every few answers and comes again by the study's address."""
    p.begin()
    while p.advance():
        if p.steps % 5 == 0:
            p.driver.get("about:blank")
            p.open(f"{p.run.server.address}/study/{p.study}")


def keyboard(p):
    p.begin()
    while p.advance(keyboard=True):
        pass


def mistakes(p):
    """Leaves questions out, and writes what cannot be."""
    p.begin()
    for word in ["tall", "1000"]:
        p.driver.find_elements(By.CSS_SELECTOR, "main input[type=text]")[0].clear()
        p.driver.find_elements(By.CSS_SELECTOR, "main input[type=text]")[0].send_keys(word)
        p.press("main form button")
        assert p.driver.find_elements(By.CSS_SELECTOR, ".error"), "no mistake is shown"
    while p.kind != "questionnaire":
        p.advance()
    for skip in (13, 3):
        p.fill_in(skip=skip)
    while p.advance():
        pass


def shared(p):
    """A browser that several share shows the consent page again; the first person goes on by the private link. Somebody to
    whom the link was passed on is not taken for them, and starts for themselves."""
    p.begin()
    p.advance()
    own = p.link
    p.open(f"{p.run.server.address}/study/{p.study}?start=new&language={p.language}")
    assert p.kind == "consent", p.driver.current_url
    p.open(own)
    friend = browser(p.run.folder, p.language, p.phone)
    friend.get(own + "/rate/1/1")
    assert friend.current_url == own + "/resume", friend.current_url
    friend.find_element(By.CSS_SELECTOR, "main a.quiet").click()
    assert friend.find_elements(By.CSS_SELECTOR, "input[name=enrolment]"), "no consent is asked"
    friend.quit()
    while p.advance():
        pass


def none(p):
    """Taps no tile at all, and leaves questions out."""
    p.begin()
    while p.kind == "grid":
        p.tap(0)
    while p.kind != "questionnaire":
        p.advance()
    p.fill_in(skip=3)
    while p.advance():
        pass


WAYS = [plain, plain, reloads, back, double, tabs, device, leaves, leaves_late, returns, keyboard, mistakes]
WITHIN = [back, shared]
GRID_WAYS = [plain, plain, reloads, back, double, tabs, device, leaves, leaves_late, returns, keyboard, none]


def check_database(run, workspace, participants, items, recommendations):
    """Compares what is stored with what the participants were told."""
    stored = {row["participant_id"]: row for row in rows(workspace, "SELECT * FROM participant")}
    if set(stored) != {p.id for p in participants}:
        run.fault(f"{len(stored)} participants are stored, {len(participants)} took part")
    for query, what in [("PRAGMA integrity_check", [{"integrity_check": "ok"}]), ("PRAGMA foreign_key_check", [])]:
        if rows(workspace, query) != what:
            run.fault(f"{query}: {rows(workspace, query)}")
    tables = ["participant_feature", "study_response", "study_grid_page", "study_tile", "study_recommendation", "questionnaire_answer"]
    items_of = {table: " JOIN item USING (item_index)" for table in ("study_response", "study_tile", "study_recommendation")}
    counts = collections.Counter()
    for p in participants:
        own = {
            table: rows(workspace, f"SELECT * FROM {table}{items_of.get(table, '')} WHERE participant_id = '{p.id}'")
            for table in tables}
        row = stored.get(p.id)
        if row is None:
            continue
        if p.withdrawn:
            counts["withdrawn"] += 1
            if any(own.values()) or row["withdrawn_at"] is None or row["completion_code"] is not None:
                run.fault(f"{p.name} withdrew and is not erased: {own}")
            continue
        parts = 2 if p.study == "within" else 1
        answers = {(r["part"], r["place"]): r["rating"] for r in own["study_response"] if not r["is_carried_over"]}
        said = {key: None if value == "unknown" else float(value) for key, value in p.answers.items()}
        if answers != said or len(own["study_response"]) != (0 if p.taps else parts * items):
            run.fault(f"{p.name}: the answers are {answers}, said was {said}")
        tapped = collections.defaultdict(list)
        for r in sorted(own["study_tile"], key=lambda r: r["place"]):
            tapped[(r["part"], r["page"])] += [r["item_id"]] if r["is_tapped"] else []
        if dict(tapped) != p.taps or len(own["study_tile"]) != (parts * items if p.taps else 0):
            run.fault(f"{p.name}: the taps are {dict(tapped)}, said was {p.taps}")
        if any(r["milliseconds"] is None for r in own["study_grid_page"]):
            run.fault(f"{p.name}: a page has no time")
        shown = {(r["part"], r["item_id"]) for r in own["study_tile"]}
        if shown & {(r["part"], r["item_id"]) for r in own["study_recommendation"]}:
            run.fault(f"{p.name}: a tile is recommended")
        offered = {(r["part"], r["rank"]): (r["rating"], bool(r["is_selected"])) for r in own["study_recommendation"]}
        said = {key: (float(value), p.selected[key]) for key, value in p.ratings.items()}
        if offered != said or len(offered) != parts * recommendations:
            run.fault(f"{p.name}: the recommendations are {offered}, said was {said}")
        rated = {(r["part"], r["item_id"]) for r in own["study_response"] if r["rating"] is not None}
        if rated & {(r["part"], r["item_id"]) for r in own["study_recommendation"]}:
            run.fault(f"{p.name}: what was rated is recommended")
        if row["completion_code"] != p.code or not p.code or row["language"] != p.language:
            run.fault(f"{p.name}: stored is {row}, told was {p.code}")
        counts["completed"] += 1
        counts["answers"] += len(answers)
        counts["tiles"] += len(own["study_tile"])
        counts["taps"] += sum(map(len, p.taps.values()))
        counts["carried over"] += len(own["study_response"]) - len(answers)
        counts["rated recommendations"] += len(offered)
        counts["answers to questionnaires"] += len(own["questionnaire_answer"])
        counts["answers about people"] += len(own["participant_feature"])
    between = [stored[p.id] for p in participants if p.study == "between" and p.id in stored]
    print("participants by arm:", dict(sorted(collections.Counter(row["condition"] for row in between).items())))
    print("stored:", dict(counts))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    root = pathlib.Path(__file__).resolve().parents[2]
    parser.add_argument("--binary", default=root / ".build/release/icebreaker")
    parser.add_argument("--source", default=root / "Fixtures/ml-latest-small")
    parser.add_argument("--items", type=int, default=20)
    parser.add_argument("--recommendations", type=int, default=20)
    parser.add_argument("--screenshots", type=pathlib.Path, help="the folder for pictures of each page; none by default")
    parser.add_argument("--grids", action="store_true", help="studies whose arms are grids, on data without ratings")
    parser.add_argument("--only", help="the ways to take, by name")
    options = parser.parse_args()
    if options.screenshots:
        options.screenshots.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        if options.grids:
            workspace = prepare_grids(options.binary, folder, options.items, options.recommendations)
        else:
            workspace = prepare(options.binary, options.source, folder, options.items, options.recommendations)
        server = Server(options.binary, workspace, pathlib.Path(folder) / "server.log")
        server.start()
        run, participants, began = Run(folder, server, options.screenshots), [], time.time()
        ways = [("between", way) for way in (GRID_WAYS if options.grids else WAYS)] + [("within", way) for way in WITHIN]
        for number, (study, way) in enumerate(ways):
            if options.only and way.__name__ not in options.only.split(","):
                continue
            p = Participant(run, f"{number + 1} {way.__name__}", study, "ko" if number % 2 else "en", phone=number % 4 >= 2)
            participants.append(p)
            try:
                way(p)
            except Exception as error:
                run.fault(f"{p.name}: {type(error).__name__} {error} at {p.driver.current_url}")
            p.end()
            print(f"{p.name} ({p.language}, {'390' if p.phone else '1280'} px): {p.steps} steps, "
                  f"{'withdrawn' if p.withdrawn else p.code}", flush=True)
        status = server.stop()
        if status != 0:
            run.fault(f"the server exited {status} when asked to stop")
        check_database(run, workspace, [p for p in participants if p.link], options.items, options.recommendations)
        print(f"{len(participants)} participants, {sum(p.steps for p in participants)} steps, {run.pages} pages and "
              f"{run.texts} texts checked, {run.stops} stops of the focus, {run.pictures} pictures, "
              f"{time.time() - began:.0f} s: {len(run.faults)} faults")
        raise SystemExit(1 if run.faults else 0)


if __name__ == "__main__":
    main()
