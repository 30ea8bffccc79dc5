#!/usr/bin/env python3
"""A new visitor with a real browser: picks titles by tap, keyboard and search, turns the page, and sees recommendations change.

    onboarding_browser.py --binary .build/release/icebreaker --screenshots FOLDER

With and without script, in English and Korean, light and dark, on a phone and a desk; some posters cannot be loaded. Every page is
checked for what WCAG 2.2 AA asks that can be measured. Exits 1 with a sentence for each fault.
"""

import argparse
import pathlib
import shutil
import sys
import tempfile
import time
import urllib.request

from selenium import webdriver
from selenium.common.exceptions import SessionNotCreatedException, StaleElementReferenceException
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support import expected_conditions
from selenium.webdriver.support.ui import WebDriverWait

import accessibility
import posters

sys.path.append(str(pathlib.Path(__file__).resolve().parent.parent / "Service"))
from service import Server, command

ROOT = pathlib.Path(__file__).resolve().parents[2]
WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}


class Walk:
    def __init__(self, address, folder, screenshots):
        self.address, self.folder, self.screenshots = address, folder, screenshots
        self.faults, self.checks, self.pages = [], 0, 0

    def check(self, what, holds, found=""):
        self.checks += 1
        if not holds:
            print("FAULT", what, str(found)[:300], flush=True)
            self.faults.append(what)

    def browser(self, script=True):
        options = webdriver.ChromeOptions()
        options.binary_location = shutil.which("chromium")
        for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run", "--lang=en",
                     "--ignore-certificate-errors", "--disable-background-networking", "--disable-component-update",
                     f"--user-data-dir={tempfile.mkdtemp(dir=self.folder)}"]:
            options.add_argument(flag)
        options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
        if not script:
            options.add_experimental_option("prefs", {"profile.managed_default_content_settings.javascript": 2})
        self.driver = webdriver.Chrome(options=options, service=webdriver.ChromeService(shutil.which("chromedriver")))
        self.driver.set_page_load_timeout(30)
        self.look("desk", "light")

    def look(self, width, scheme):
        size = WIDTHS[width]
        self.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
            "width": size[0], "height": size[1], "deviceScaleFactor": 1, "mobile": width == "phone"})
        self.driver.execute_cdp_cmd("Emulation.setEmulatedMedia", {"features": [
            {"name": "prefers-color-scheme", "value": scheme}, {"name": "prefers-reduced-motion", "value": "reduce"}]})

    def open(self, path):
        self.driver.get(self.address + path)

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def one(self, selector):
        return self.driver.find_element(By.CSS_SELECTOR, selector)

    def wait(self, what, holds, seconds=10):
        try:
            wait = WebDriverWait(self.driver, seconds, poll_frequency=0.05, ignored_exceptions=[StaleElementReferenceException])
            wait.until(lambda _: holds())
            self.check(what, True)
        except Exception as error:
            self.check(what, False, error)

    def press(self, step):
        button = self.one(f"button[name=step][value={step}]:not([tabindex])")
        self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", button)
        before = self.one("html")
        button.click()
        WebDriverWait(self.driver, 20, poll_frequency=0.05).until(expected_conditions.staleness_of(before))

    def picked(self):
        return len(self.all("form.grid .tile input[name=tap]:checked"))

    def shown_count(self):
        """What a person sees of the count, which the style sheet counts."""
        return self.driver.execute_script(
            "const n = [...document.querySelectorAll('input[name=tap]:checked')].length;"
            "return n + document.querySelector('.bar .count').textContent")

    def texts(self, selector):
        return [node.text for node in self.all(selector)]

    def look_everywhere(self, name, focus=False):
        """The page in both widths and schemes, by the rules for everybody."""
        self.pages += 1
        for scheme in ["light", "dark"]:
            for width in ["desk", "phone"]:
                self.look(width, scheme)
                faults = accessibility.faults(self.driver)[0]
                self.check(f"{name} {scheme} {width} is for everybody", not faults, faults)
                if self.screenshots:
                    self.driver.execute_script("scrollTo(0, 0)")
                    self.driver.save_screenshot(str(self.screenshots / f"{name}-{width}-{scheme}.png"))
        self.look("desk", "light")
        if focus:
            faults, stops = accessibility.focus_faults(self.driver, begins="skip", most=40)
            self.check(f"{name}: the focus is seen at each of {stops} stops", not faults and stops > 15, faults)

    def large_text(self, name):
        """The page on a phone whose owner reads text twice as large: two tiles in a row, and no title cut off."""
        self.look("phone", "light")
        self.driver.execute_script("document.documentElement.style.fontSize = '200%'")
        faults = accessibility.faults(self.driver)[0]
        self.check(f"{name} with text twice as large is for everybody", not faults, faults)
        widths = self.driver.execute_script(
            "return [...document.querySelectorAll('.tile, .pick > div:last-child')].map(n => n.getBoundingClientRect().width)")
        self.check(f"{name} with text twice as large leaves room to read", min(widths) >= 130, min(widths))
        if self.screenshots:
            self.driver.save_screenshot(str(self.screenshots / f"{name}-large.png"))
        self.driver.execute_script("document.documentElement.style.fontSize = ''")
        self.look("desk", "light")

    def quiet(self, name):
        """Nothing in the console but posters that could not be loaded."""
        noise = [entry["message"] for entry in self.driver.get_log("browser") if "/gone/" not in entry["message"]]
        self.check(f"{name}: the console is quiet", not noise, noise)

    def close(self):
        self.driver.quit()


def grid(walk):
    """Tap, poster, keyboard, search and second page, with the script."""
    walk.open("/onboarding")
    walk.check("the heading", walk.one("h1").text == "Pick what you like", walk.one("h1").text)
    first = [node.get_attribute("value") for node in walk.all(".tiles:not(.few) input[name=tap]")]
    walk.check("twenty tiles", len(first) == 20, first)
    walk.wait("posters are loaded", lambda: walk.driver.execute_script(
        "return [...document.querySelectorAll('.picture img')].filter(i => i.complete && i.naturalWidth > 0).length > 3"))
    walk.wait("a poster that cannot be loaded gives way to its title", lambda: not walk.driver.execute_script(
        "return [...document.querySelectorAll('.picture img')].some(i => i.complete && i.naturalWidth === 0)"))
    walk.check("the title stands where a poster failed", all(
        node.find_element(By.CSS_SELECTOR, ".name").text for node in walk.all(".tile.no-poster")) and walk.all(".tile.no-poster"))
    walk.look_everywhere("grid", focus=True)

    tiles = walk.all(".tiles:not(.few) input[name=tap]")
    for count in [1, 2]:
        tiles[count - 1].click()
        walk.wait(f"the status says {count}", lambda: walk.one("#status").get_attribute("textContent").startswith(f"{count} picked"))
    walk.wait("recommendations appear beside the grid", lambda: len(walk.all("#preview .pick")) == 5)
    walk.check("a tap is seen", walk.shown_count() == "2 picked (at least 3)", walk.shown_count())
    before = walk.texts("#preview h3")
    tiles[7].click()
    walk.wait("another tap changes them", lambda: len(walk.all("#preview .pick")) == 5 and walk.texts("#preview h3") != before)
    walk.check("each has a reason", all(walk.texts("#preview .pick p")), walk.texts("#preview .pick p"))
    walk.check("the address keeps the picks", walk.driver.current_url.count("tap=") == 3, walk.driver.current_url)
    walk.look_everywhere("grid-tapped")
    walk.large_text("grid-tapped")

    tiles = walk.all(".tiles:not(.few) input[name=tap]")
    walk.driver.execute_script("arguments[0].focus()", tiles[2])
    focused = walk.driver.switch_to.active_element
    focused.send_keys(Keys.ARROW_RIGHT)
    walk.check("an arrow walks to the next tile", walk.driver.switch_to.active_element == tiles[3])
    walk.driver.switch_to.active_element.send_keys(Keys.SPACE)
    walk.check("the space bar picks", tiles[3].is_selected() and walk.picked() == 4, walk.picked())
    walk.driver.switch_to.active_element.send_keys(Keys.ENTER)
    walk.check("the return key takes back", not tiles[3].is_selected() and walk.picked() == 3, walk.picked())
    walk.driver.switch_to.active_element.send_keys(Keys.ARROW_DOWN)
    walk.check("an arrow walks to the next row", walk.driver.switch_to.active_element in tiles[5:])

    walk.one("#q").send_keys("toy stor")
    walk.wait("the search finds while one types", lambda: len(walk.all("#found .tile")) >= 1)
    walk.check("the focus stays in the search", walk.driver.switch_to.active_element == walk.one("#q"))
    found = [node for node in walk.all("#found input[name=tap]") if node.get_attribute("value") not in first]
    value = found[0].get_attribute("value")
    found[0].click()
    walk.wait("a title that was found counts", lambda: walk.one("#status").get_attribute("textContent").startswith("4 picked"))
    walk.one("#q").clear()
    walk.one("#q").send_keys("zzzz")
    walk.wait("a search says that it found nothing", lambda: "No title" in walk.one("#found").text)
    walk.wait("what was picked elsewhere stays in sight", lambda: walk.all(f"#chosen input[value='{value}']:checked"))

    walk.press("more")
    walk.wait("the second page", lambda: walk.one("h1").text.startswith("More titles"))
    second = [node.get_attribute("value") for node in walk.all(".tiles:not(.few) input[name=tap]")]
    walk.check("has other titles", len(second) == 20 and not set(second) & set([*first, value]), second)
    walk.check("the picks are still there", walk.picked() == 4, walk.picked())
    walk.look_everywhere("second-page")
    walk.quiet("grid")


def results(walk):
    """The recommendations, which change with each pick."""
    walk.press("recommend")
    walk.wait("the recommendations", lambda: walk.one("h1").text == "Recommended for you")
    before = walk.texts("#recommended h3")
    walk.check("ten recommendations", len(before) == 10, before)
    reasons = walk.texts("#recommended .pick p")
    walk.check("reasons tell them apart", len(set(reasons)) == 10 and all("Because you picked" in text or "Known by" in text for text in reasons), reasons)
    walk.look_everywhere("results", focus=True)
    walk.large_text("results")
    like = walk.one("#recommended input[name=tap]")
    walk.driver.execute_script("arguments[0].focus()", like)
    like.send_keys(Keys.SPACE)
    walk.wait("one more pick changes the list", lambda: walk.texts("#recommended h3")[:1] != before[:1])
    walk.check("what was picked is no longer recommended", before[0] not in walk.texts("#recommended h3"))
    walk.check("the focus is still on a control", walk.driver.switch_to.active_element.tag_name in ("input", "button"))
    chosen = walk.all("#chosen input:checked")
    walk.check("it is among the picks", len(chosen) == 5, len(chosen))
    chosen[0].click()
    walk.wait("a pick is taken back", lambda: len(walk.all("#chosen input")) == 4)
    walk.quiet("results")


def plain(walk):
    """The same without script."""
    walk.open("/onboarding")
    walk.check("no script has run", not walk.all(".no-poster"))
    tiles = walk.all(".tiles:not(.few) input[name=tap]")
    tiles[0].click()
    tiles[4].click()
    walk.press("recommend")
    walk.check("two picks are asked for a third", "Tap one more title" in walk.one("[role=alert]").text)
    walk.one("#q").send_keys("lion king", Keys.ENTER)
    walk.wait("the return key searches", lambda: len(walk.all("#found .tile")) >= 1)
    walk.check("the picks are still there", walk.picked() >= 2, walk.picked())
    found = [node for node in walk.all("#found input[name=tap]") if not node.is_selected()]
    found[0].click()
    walk.press("pick")
    walk.check("the count follows", walk.one("#status").get_attribute("textContent") == "3 picked (at least 3)")
    walk.check("recommendations stand beside the grid", len(walk.all("#preview .pick")) == 5)
    walk.press("more")
    walk.check("the second page", walk.one("h1").text.startswith("More titles") and walk.picked() == 3)
    walk.press("recommend")
    walk.check("recommendations", len(walk.all("#recommended .pick")) == 10)
    walk.driver.back()
    walk.check("the back button goes back", walk.one("h1").text.startswith("More titles"))
    walk.open("/onboarding")
    walk.press("none")
    walk.check("none of these leads to other titles", walk.one("h1").text.startswith("More titles"))
    walk.press("none")
    walk.check("and then on", "You picked nothing" in walk.one("main").text)
    walk.quiet("plain")


def korean(walk):
    """In Korean, dark, on a phone; then the end of the demonstration."""
    walk.look("phone", "dark")
    walk.open("/onboarding?language=ko")
    walk.check("the language", walk.one("html").get_attribute("lang") == "ko" and "골라" in walk.one("h1").text)
    walk.look_everywhere("grid-ko", focus=True)
    walk.look("phone", "dark")
    columns = walk.driver.execute_script(
        "const t = [...document.querySelectorAll('.tiles:not(.few) .tile')].map(n => n.getBoundingClientRect());"
        "return [t.filter(b => Math.abs(b.top - t[0].top) < 2).length, t[0].width, t[0].height]")
    walk.check("three large tiles in a row on a phone", columns[0] == 3 and columns[1] >= 90 and columns[2] >= 120, columns)
    for tile in walk.all(".tiles:not(.few) input[name=tap]")[:3]:
        tile.click()
    walk.wait("the count in Korean", lambda: walk.one("#status").get_attribute("textContent") == "고른 작품 3개 (최소 3개)")
    walk.open("/demo")
    for tile in walk.all(".tiles:not(.few) input[name=tap]")[1:6]:
        tile.click()
    walk.wait("the count", lambda: walk.one("#status").get_attribute("textContent").startswith("5 picked"))
    walk.press("recommend")
    walk.press("done")
    walk.check("the demonstration ends", walk.one("h1").text == "That is all it takes", walk.one("h1").text)
    walk.check("with figures", [text.split()[0] for text in walk.texts(".figures li")][:2] == ["20", "5"], walk.texts(".figures li"))
    walk.check("and what everybody would get", len(walk.all("ol.picks")) == 2 and len(walk.all(".pick")) == 20)
    walk.look_everywhere("finish")
    walk.quiet("korean")


def branded(walk):
    """The brand's colours are in force, and the policy lets nothing else in."""
    walk.open("/onboarding")
    colour = walk.driver.execute_script("return getComputedStyle(document.querySelector('.bar button')).backgroundColor")
    walk.check("the brand's colour", colour == "rgb(0, 95, 115)", colour)


def picture(walk, file):
    """The picture of the page for its documentation."""
    walk.open("/onboarding")
    for place in [0, 3, 9]:
        walk.all(".tiles:not(.few) input[name=tap]")[place].click()
    walk.wait("three picks", lambda: walk.one("#status").get_attribute("textContent").startswith("3 picked"))
    walk.driver.execute_script("document.activeElement.blur(); scrollTo(0, 0)")
    walk.driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": 1180, "height": 820, "deviceScaleFactor": 1, "mobile": False})
    time.sleep(0.5)
    walk.driver.save_screenshot(file)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--binary", default=".build/release/icebreaker", type=pathlib.Path)
    parser.add_argument("--screenshots", type=pathlib.Path)
    parser.add_argument("--picture", help="write the README's picture, of a catalogue without posters, to this file")
    arguments = parser.parse_args()
    if arguments.screenshots:
        arguments.screenshots.mkdir(parents=True, exist_ok=True)
    begin = time.time()
    with tempfile.TemporaryDirectory() as folder:
        source = ROOT / "Fixtures/ml-latest-small"
        (pathlib.Path(folder) / "data").mkdir()
        data = posters.catalogue(source, pathlib.Path(folder) / "data", posters.serve(folder))
        workspace = pathlib.Path(folder) / "onboarding.sqlite"
        command(arguments.binary, workspace, "import", str(source if arguments.picture else data), "--quiet")
        command(arguments.binary, workspace, "select", "--strategy", "popularity", "--quiet")
        brand = pathlib.Path(folder) / "brand.css"
        brand.write_text(":root{--accent:#005f73;--hover:#0a4f5c}\n@media (prefers-color-scheme:dark){:root{--accent:#94d2bd;--hover:#b5e2d3}}\n")
        flags = [] if arguments.picture else ["--brand", str(brand)]
        server = Server(arguments.binary, workspace, f"{folder}/log", "--demo", "--log-level", "warning", *flags)
        server.start()
        walk = Walk(server.address, folder, arguments.screenshots)
        try:
            while "still being prepared" in urllib.request.urlopen(f"{server.address}/onboarding").read().decode():
                time.sleep(0.2)
            walk.browser()
            if arguments.picture:
                picture(walk, arguments.picture)
            else:
                for part in [grid, results, branded, korean]:
                    part(walk)
            walk.close()
            if not arguments.picture:
                walk.browser(script=False)
                plain(walk)
                walk.close()
        finally:
            server.stop()
    print(f"{walk.checks} checks on {walk.pages} kinds of pages in {time.time() - begin:.0f} s, {len(walk.faults)} faults")
    sys.exit(1 if walk.faults else 0)


if __name__ == "__main__":
    try:
        main()
    except SessionNotCreatedException as error:
        print(f"Chromium would not start: {error.msg}", file=sys.stderr)
        sys.exit(75)
