"""What a page must hold to for everybody to use it (WCAG 2.2 AA), measured in the browser."""

from selenium.webdriver.common.keys import Keys

RULES = r"""
const found = [];
const say = (what, node) => found.push(what + (node ? ": " + node.outerHTML.slice(0, 120) : ""));
const shown = node => {
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  return style.visibility !== "hidden" && style.display !== "none" && box.width > 1 && box.height > 1 && box.right > 0;
};
const rgb = text => { const m = text.match(/[\d.]+/g).map(Number); return m.length > 3 ? m : [...m, 1]; };
const luminance = c => {
  const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => { const [x, y] = [luminance(a), luminance(b)]; return (Math.max(x, y) + .05) / (Math.min(x, y) + .05); };
const ground = node => {
  for (let n = node; n; n = n.parentElement) { const c = rgb(getComputedStyle(n).backgroundColor); if (c[3] > 0.99) return c; }
  return [255, 255, 255, 1];
};
if (!document.documentElement.lang) say("no lang");
if (!document.title.trim()) say("no title");
if (document.querySelectorAll("h1").length !== 1) say("not one h1");
if (document.querySelectorAll("main").length !== 1) say("not one main");
const levels = [...document.querySelectorAll("h1,h2,h3,h4,h5,h6")].map(h => +h.tagName[1]);
levels.forEach((l, i) => { if (i && l > levels[i - 1] + 1) say("heading level skipped: " + levels); });
const ids = [...document.querySelectorAll("[id]")].map(n => n.id);
if (new Set(ids).size !== ids.length) say("ids repeat: " + ids);
for (const n of document.querySelectorAll("input:not([type=hidden]),select,textarea")) {
  const name = n.getAttribute("aria-label") || [...(n.labels || [])].map(l => l.textContent).join("");
  if (!name.trim()) say("no label", n);
}
for (const n of document.querySelectorAll("a,button:not(:disabled),summary"))
  if (!(n.getAttribute("aria-label") || n.textContent).trim()) say("no name", n);
for (const n of document.querySelectorAll("fieldset")) if (!n.querySelector("legend")?.textContent.trim()) say("no legend", n);
for (const n of document.querySelectorAll("img")) if (!n.hasAttribute("alt")) say("no alt", n);
if (document.documentElement.scrollWidth > innerWidth)
  say("scrolls sideways: " + document.documentElement.scrollWidth + " > " + innerWidth);
for (const n of document.querySelectorAll("a,button:not(:disabled),input:not([type=hidden]),select,summary")) {
  if (!shown(n)) continue;
  const box = (n.closest("label") || n).getBoundingClientRect();
  const isInline = n.tagName === "A" && getComputedStyle(n).display === "inline";
  if (!isInline && (box.width < 24 || box.height < 24)) say("target smaller than 24 px: " + box.width + "x" + box.height, n);
  if (n.name === "rating" && (box.width < 44 || box.height < 44)) say("rating smaller than 44 px: " + box.width + "x" + box.height, n);
  if (["INPUT", "SELECT"].includes(n.tagName) && !["radio", "checkbox"].includes(n.type)) {
    const edge = contrast(rgb(getComputedStyle(n).borderTopColor), ground(n.parentElement));
    if (edge < 3) say("edge of a control has a contrast of " + edge.toFixed(2), n);
  }
}
for (const n of document.querySelectorAll(".picture .name"))
  if (shown(n) && !n.parentElement.querySelector("img") && n.scrollWidth > n.clientWidth + 1) say("a title is cut off at the sides", n);
let texts = 0;
const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
for (let t = walker.nextNode(); t; t = walker.nextNode()) {
  const n = t.parentElement;
  if (!t.textContent.trim() || !shown(n) || n.closest(".visually-hidden,:disabled")) continue;
  const style = getComputedStyle(n), size = parseFloat(style.fontSize), bold = +style.fontWeight >= 700;
  const least = size >= 24 || (bold && size >= 18.66) ? 3 : 4.5, is = contrast(rgb(style.color), ground(n));
  texts += 1;
  if (is < least) say("text has a contrast of " + is.toFixed(2), n);
}
return [found, texts];
"""

FOCUS = r"""
const n = document.activeElement;
if (!n || n === document.body) return null;
const style = getComputedStyle(n), m = t => t.match(/[\d.]+/g).map(Number);
const luminance = c => {
  const [r, g, b] = c.slice(0, 3).map(v => { v /= 255; return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4; });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
let around = [255, 255, 255];
for (let p = n.parentElement; p; p = p.parentElement) {
  const c = m(getComputedStyle(p).backgroundColor);
  if (c.length < 4 || c[3] > 0.99) { around = c; break; }
}
const [x, y] = [luminance(m(style.outlineColor)), luminance(around)];
const box = n.getBoundingClientRect();
return {html: n.outerHTML.slice(0, 100), style: style.outlineStyle, width: parseFloat(style.outlineWidth),
        contrast: (Math.max(x, y) + .05) / (Math.min(x, y) + .05), inside: box.bottom > 0 && box.top < innerHeight};
"""


def faults(driver):
    """What is wrong with the page that is shown, a sentence each, and how many texts were measured."""
    found, texts = driver.execute_script(RULES)
    return [f"{driver.current_url.split('/')[-1]}: {sentence}" for sentence in found], texts


def focus_faults(driver, begins, most=80):
    """Goes through the page with the Tab key: every control is reached and shows its focus. The first stop is the link that
    skips to the content (`skip`), or where there are mistakes the first of them (`error`)."""
    found, seen = [], []
    for _ in range(most):
        driver.switch_to.active_element.send_keys(Keys.TAB)
        focus = driver.execute_script(FOCUS)
        if focus is None or focus["html"] in seen:
            break
        seen.append(focus["html"])
        if focus["style"] == "none" or focus["width"] < 2 or focus["contrast"] < 3:
            found.append(f"the focus is not seen: {focus}")
        if not focus["inside"]:
            found.append(f"the focus is outside the window: {focus['html']}")
    if not seen or ('href="#main"' in seen[0]) != (begins == "skip"):
        found.append(f"the first stop is not the {begins} link: {seen[:1]}")
    return found, len(seen)
