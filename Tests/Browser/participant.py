"""A participant with a real browser."""

import random
import re
import tempfile

from selenium import webdriver
from selenium.webdriver.common.action_chains import ActionChains
from selenium.webdriver.common.by import By
from selenium.webdriver.common.keys import Keys
from selenium.webdriver.support.ui import Select, WebDriverWait

import accessibility

WIDTHS = {"phone": (390, 844), "desk": (1280, 900)}


def browser(folder, language, phone):
    """Chromium with a profile of its own."""
    options = webdriver.ChromeOptions()
    options.binary_location = "/usr/bin/chromium"
    for flag in ["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage", "--no-first-run",
                 "--disable-component-update", "--disable-background-networking", f"--lang={language}",
                 f"--user-data-dir={tempfile.mkdtemp(dir=folder)}"]:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    driver = webdriver.Chrome(options=options, service=webdriver.ChromeService("/usr/bin/chromedriver"))
    driver.set_page_load_timeout(60)
    resize(driver, "phone" if phone else "desk")
    return driver


def resize(driver, name):
    width, height = WIDTHS[name]
    driver.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", {
        "width": width, "height": height, "deviceScaleFactor": 1, "mobile": name == "phone"})


class Participant:
    """Goes through a study; what was acknowledged is in `answers`, `ratings`, `selected` and `code`."""

    def __init__(self, run, name, study, language, phone):
        self.run, self.name, self.study, self.language, self.phone = run, name, study, language, phone
        self.random = random.Random(name)
        self.driver = browser(run.folder, language, phone)
        self.link, self.code, self.withdrawn = None, None, False
        self.about, self.answers, self.taps, self.ratings, self.selected = {}, {}, {}, {}, {}
        self.steps = 0

    @property
    def id(self):
        return self.link.split("/p/")[1].split(".")[0]

    @property
    def kind(self):
        """The kind of page that is shown."""
        path = self.driver.current_url.split("?")[0].split("/study/")[-1].split("/")
        if len(path) < 4:
            return "consent"
        if path[3] == "recommendations":
            if len(path) > 5:
                return "recommendation"
            return "overview" if self.driver.find_elements(By.CSS_SELECTOR, ".answers") else "ready"
        return path[3]

    def check(self):
        """Looks at the page as every page is looked at."""
        faults, texts = accessibility.faults(self.driver)
        self.run.pages += 1
        self.run.texts += texts
        for fault in faults:
            self.run.fault(f"{self.name}: {self.kind}: {fault}")
        if self.driver.title == "hacked" or self.driver.find_elements(By.TAG_NAME, "script"):
            self.run.fault(f"{self.name}: a script on {self.driver.current_url}")
        lang = self.driver.find_element(By.TAG_NAME, "html").get_attribute("lang")
        if lang != self.language:
            self.run.fault(f"{self.name}: the language is {lang} on {self.driver.current_url}")
        self.run.picture(self)

    def open(self, address):
        self.driver.get(address)
        self.check()

    def begin(self):
        self.open(f"{self.run.server.address}/study/{self.study}?language={self.language}")
        self.press("main form button")
        self.link = re.match(r".*/p/[^/?]+", self.driver.current_url)[0]
        shown = self.driver.find_element(By.CSS_SELECTOR, ".link a").get_attribute("href")
        if shown != self.link:
            self.run.fault(f"{self.name}: the page shows the link {shown}, which is not {self.link}")

    def press(self, selector, double=False, keyboard=False):
        """Presses a button or link and waits for the page after it."""
        target = self.driver.find_element(By.CSS_SELECTOR, selector)
        old = self.driver.find_element(By.TAG_NAME, "html")
        if keyboard:
            self.tab_to(target)
            target.send_keys(Keys.ENTER)
        elif double:
            ActionChains(self.driver).move_to_element(target).double_click().perform()
        else:
            target.click()
        WebDriverWait(self.driver, 30).until(lambda driver: self.is_new(old))
        self.steps += 1
        self.check()

    def is_new(self, old):
        try:
            same = self.driver.find_element(By.TAG_NAME, "html") == old
            return not same and self.driver.execute_script("return document.readyState") == "complete"
        except Exception:  # between two documents
            return False

    def tab_to(self, target):
        for _ in range(80):
            if self.driver.switch_to.active_element == target:
                return
            self.driver.switch_to.active_element.send_keys(Keys.TAB)
        raise AssertionError("the Tab key does not reach the control")

    def say_about(self, **options):
        """Chooses one of the buttons, one of the list, some boxes, a number and a word."""
        field = self.driver.find_elements(By.CSS_SELECTOR, "fieldset input[type=radio]")
        field[self.random.randrange(2)].click()
        Select(self.driver.find_element(By.TAG_NAME, "select")).select_by_index(self.random.randrange(12))
        self.driver.find_elements(By.CSS_SELECTOR, "input[type=checkbox]")[0].click()
        age, area = self.driver.find_elements(By.CSS_SELECTOR, "main input[type=text]")
        age.clear()
        age.send_keys("33")
        area.clear()
        area.send_keys("10007")
        self.press("main form button:not([disabled])", **options)

    def place(self):
        """Part and place, or part and rank, of the form that is shown."""
        value = lambda name: int(self.driver.find_element(By.NAME, name).get_attribute("value"))
        return value("part"), value("place" if self.kind == "rate" else "rank")

    def rate(self, rating=None, **options):
        """Answers the item or recommendation that is shown."""
        kind, place = self.kind, self.place()
        values = [b.get_attribute("value") for b in self.driver.find_elements(By.NAME, "rating")]
        rating = rating or self.random.choice(values)
        if kind == "recommendation":
            box = self.driver.find_element(By.NAME, "choose")
            if self.random.random() < 0.4:
                box.click()
            chosen = box.is_selected()
        self.press(f"button[name=rating][value='{rating}']", **options)
        if kind == "rate":
            self.answers[place] = rating
        else:
            self.ratings[place], self.selected[place] = rating, chosen

    def tap(self, share=0.3, **options):
        """Taps some of the tiles that are shown, and those that were marked no more or still."""
        value = lambda name: int(self.driver.find_element(By.NAME, name).get_attribute("value"))
        page, chosen = (value("part"), value("page")), []
        for tile in self.driver.find_elements(By.CSS_SELECTOR, "input[name=tap]"):
            if (self.random.random() < share) != tile.is_selected():
                if options.get("keyboard"):
                    self.tab_to(tile)
                    tile.send_keys(Keys.SPACE)
                else:
                    self.driver.execute_script("arguments[0].scrollIntoView({block: 'center'})", tile)
                    tile.click()
            if tile.is_selected():
                chosen.append(tile.get_attribute("value"))
        shown = self.driver.execute_script(
            "return document.querySelectorAll('input[name=tap]:checked').length")
        if shown != len(chosen):
            self.run.fault(f"{self.name}: {shown} tiles are marked, {len(chosen)} were tapped")
        self.press("form.grid button", **options)
        self.taps[page] = chosen

    def fill_in(self, skip=0, **options):
        """Answers the questionnaire, all but the first few questions."""
        names = dict.fromkeys(r.get_attribute("name") for r in self.driver.find_elements(By.CSS_SELECTOR, "input[type=radio]"))
        for number, name in enumerate(names):
            if number >= skip:
                radios = self.driver.find_elements(By.NAME, name)
                radios[1 if "attention" in name else self.random.randrange(len(radios))].click()
        self.press("main form button", **options)

    def advance(self, **options):
        """One step, whatever it is; false at the end."""
        match self.kind:
            case "about":
                self.say_about(**options)
            case "grid":
                self.tap(**options)
            case "rate" | "recommendation":
                self.rate(**options)
            case "ready" | "overview":
                self.press("main form button", **options)
            case "questionnaire":
                self.fill_in(**options)
            case "thanks":
                self.code = self.driver.find_element(By.ID, "completion-code").text
                return False
            case other:
                raise AssertionError(f"{self.name} is at {other}: {self.driver.current_url}")
        return True

    def withdraw(self):
        self.open(self.link + "/withdraw")
        self.press("main form button")
        self.withdrawn = True

    def end(self):
        # What the browser complains of, such as the content security policy. Statuses that are meant are no complaint.
        for entry in self.driver.get_log("browser"):
            if entry["level"] == "SEVERE" and "status of 422" not in entry["message"]:
                self.run.fault(f"{self.name}: the browser says {entry['message']}")
        self.driver.quit()
