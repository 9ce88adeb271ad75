"""Every page on a phone and on a large screen, of readers whose system has no font for formulas.

Nothing scrolls sideways or is cut, a finger finds every control, each index is low and each power high.
"""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_site import PROJECT, SITE_URL, BuiltSite
from playgrounds import NEURON_PAGE
from playwright.sync_api import Browser, Page, expect

from page_engine.read.page import parse_page
from page_engine.say.book import Chapter
from publishing.math_font import MATH_FONT
from publishing.printed_series import find_browser
from publishing.series_page import series_page
from quality.browsing import addresses
from quality.plain_site import read_config

CHAPTERS = sorted(PROJECT.glob("docs/series/*.md"))
DESKTOP, WIDTHS = 1440, (390, 320)
TALL = 16_000  # pixels, so that what waits until it is seen is there
READ = ("series/", "labs/", "published-numbers/", "pictures/")
WITHOUT_MATH_FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <selectfont><rejectfont><glob>*Math*</glob><glob>*math*</glob></rejectfont></selectfont>
</fontconfig>
"""
OPEN_FOLDS = """() => {
  document.querySelectorAll("details").forEach((box) => { box.open = true; });
  return document.fonts.ready.then(() => undefined);
}"""
TOO_SMALL = """() => [...document.querySelectorAll("a[href], button, input, select, textarea, summary, .movable")]
  .map((control) => control.closest("label") ?? control)
  .filter((control) => control.checkVisibility({ visibilityProperty: true, opacityProperty: true }))
  .filter((control) => getComputedStyle(control).display !== "inline" || control.matches(".movable"))
  .filter((control) => !control.closest(".headerlink, .footnote"))
  .map((control) => [control.outerHTML.slice(0, 90), control.getBoundingClientRect()])
  .filter(([, { width, height }]) => width && Math.min(width, height) < 43.5)
  .map(([markup, { width, height }]) => `${width.toFixed()}×${height.toFixed()}: ${markup}`)"""
CUT = """() => [...document.querySelectorAll("article :is(.md-typeset__scrollwrap, math, .output pre, .output code)")]
  .filter((part) => part.checkVisibility())
  .filter((part) => part.scrollWidth > part.clientWidth + 1 && getComputedStyle(part).overflowX !== "visible"
    || part.getBoundingClientRect().right > document.documentElement.clientWidth)
  .map((part) => part.textContent.trim().replace(/\\s+/g, " ").slice(0, 60))"""
CUT_FORMULAS = """() => [...document.querySelectorAll("math")]
  .filter((each) => each.scrollWidth > each.clientWidth && !each.closest(".live")) // there they scroll
  .map((each) => each.textContent)"""
# The ground of a marked line reaches four pixels into the margin.
CUT_CODE = """() => [...document.querySelectorAll("article .highlight pre > code")]
  .filter((code) => code.checkVisibility() && code.scrollWidth > code.clientWidth + 4)
  .map((code) => code.textContent.split("\\n").reduce((a, b) => (a.length >= b.length ? a : b)))"""
ON_THE_LINE = """() => [...document.querySelectorAll("math :is(msub, msup, msubsup)")].filter((script) => {
  const [base, ...others] = [...script.children].map((child) => child.getBoundingClientRect()); // of the ink
  const [low, high] = script.localName === "msup" ? [undefined, others[0]] : others;
  return low?.bottom <= base.bottom || high?.top >= base.top;
}).map((script) => script.textContent)"""
SIZE_OF_SUM = """() => document.fonts.ready.then(() => {
  const formula = document.querySelector("math[display=block]:has(munderover)");
  const [letter, sum] = ["mi", "munderover > mo"].map((name) => formula.querySelector(name).getBoundingClientRect());
  return sum.height / letter.height;
})"""
# Every character of a formula once in each of its forms, since the browser is asked for the font of one at a time.
MARK_TOKENS = """() => {
  const tokens = [...document.querySelectorAll("math :is(mi, mn, mo, mtext)")];
  const form = (each) => [each.localName, each.textContent, each.getAttribute("mathvariant")].join();
  const different = [...new Map(tokens.map((each) => [form(each), each])).values()];
  different.forEach((each) => each.classList.add("looked-at"));
}"""


@pytest.fixture(scope="module")
def phone_page(browser: Browser, served_site: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Page]:
    """Return a page on a phone, whose system has no font for formulas."""
    fonts = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    fonts.write_text(WITHOUT_MATH_FONTS)
    path, environment = find_browser(), {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    bare = browser.browser_type.launch(executable_path=path, args=["--no-sandbox"], env=environment)
    with bare.new_context(base_url=served_site, has_touch=True, is_mobile=True, reduced_motion="reduce") as context:
        yield context.new_page()
    bare.close()


def fonts_of_formulas(page: Page) -> dict[str, str]:
    """Return the fonts in which the characters of formulas are drawn that the site has not sent, with what is."""
    page.evaluate(MARK_TOKENS)
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    tokens = session.send("DOM.querySelectorAll", {"nodeId": root, "selector": ".looked-at"})["nodeIds"]
    found = {}
    for node, text in zip(tokens, page.locator(".looked-at").all_text_contents(), strict=True):
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            if not font["isCustomFont"]:
                found[text] = font["familyName"]
    session.detach()
    return found


def faults_of(page: Page, width: int, is_read: bool) -> Iterator[str]:
    page.set_viewport_size({"width": width, "height": TALL})
    beyond = page.evaluate("document.documentElement.scrollWidth") - width
    if width == DESKTOP:
        yield from (f"{line!r} of code is cut" for line in page.evaluate(CUT_CODE) if is_read)
        return
    yield from [f"{beyond} px wider than the screen"] if beyond > 0 else []
    yield from page.evaluate(TOO_SMALL)
    if is_read:
        yield from (f"{part!r} is cut" for part in page.evaluate(CUT))


def faults_of_formulas(page: Page) -> Iterator[str]:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": TALL})
        yield from (f"{formula} is cut at {width} px" for formula in page.evaluate(CUT_FORMULAS))
    yield from (f"{script} has an index or a power on the line" for script in page.evaluate(ON_THE_LINE))
    yield from (f"{text} is drawn in {font}" for text, font in fonts_of_formulas(page).items())


def test_nothing_is_cut_or_too_small_on_any_page(phone_page: Page, site: BuiltSite) -> None:
    faults, n_formulas = [], 0
    for address in addresses(site.folder):
        phone_page.set_viewport_size({"width": WIDTHS[0], "height": TALL})
        phone_page.goto(address or "./", wait_until="networkidle")
        phone_page.evaluate(OPEN_FOLDS)
        for width in (*WIDTHS, DESKTOP):
            found = faults_of(phone_page, width, address.startswith(READ))
            faults += [f"/{address} at {width} px: {fault}" for fault in found]
        if phone_page.locator("math").count():
            n_formulas += 1
            faults += [f"/{address}: {fault}" for fault in faults_of_formulas(phone_page)]
    assert not faults, "\n".join(faults)
    assert n_formulas > len(CHAPTERS)


def test_a_sum_is_large_since_the_font_knows_how_formulas_are_set(phone_page: Page, site: BuiltSite) -> None:
    text_font = site.folder / "assets/fonts/lesson-sans.woff2"
    phone_page.goto("series/05-loss/")
    assert phone_page.evaluate(SIZE_OF_SUM) > 1.3
    phone_page.route(f"**/{MATH_FONT}", lambda route: route.fulfill(path=text_font))
    phone_page.reload()
    assert phone_page.evaluate(SIZE_OF_SUM) < 1.3
    assert fonts_of_formulas(phone_page)
    phone_page.unroute_all()


def test_indices_hang_and_powers_rise_in_print(phone_page: Page, site: BuiltSite, tmp_path: Path) -> None:
    config = {**read_config(PROJECT / "mkdocs.yml"), "site_url": SITE_URL, "extra": {"date": ""}}
    chapters = [Chapter(f"series/{path.name}", parse_page(path.read_text("utf-8"), path), [], []) for path in CHAPTERS]
    (tmp_path / "series.html").write_text(series_page(site.folder, config, chapters, {}), "utf-8")
    phone_page.emulate_media(media="print")
    phone_page.goto((tmp_path / "series.html").as_uri())
    phone_page.evaluate(OPEN_FOLDS)
    assert phone_page.locator("math :is(msub, msup)").count() > 100
    assert phone_page.evaluate(ON_THE_LINE) == []
    assert not fonts_of_formulas(phone_page)
    phone_page.emulate_media(media="screen")


def test_a_finger_finds_every_control_of_the_menu_and_the_search(phone: Page) -> None:
    phone.goto(NEURON_PAGE)
    phone.get_by_role("button", name="Menu").click()
    phone.locator(".md-nav--primary .md-nav__title").first.wait_for()
    assert not phone.evaluate(TOO_SMALL)
    phone.keyboard.press("Escape")
    phone.get_by_role("button", name="Search").click()
    phone.keyboard.type("neuron")
    phone.locator(".md-search-result__link").first.wait_for()
    assert not phone.evaluate(TOO_SMALL)


def test_a_formula_is_within_reach_of_the_keyboard_where_it_scrolls_and_only_there(page: Page) -> None:
    page.set_viewport_size({"width": 220, "height": 800})  # a phone with large letters: others have room for all
    page.goto("series/05-loss/")
    formulas = page.locator("math[display=block][tabindex='0']")
    expect(formulas.first).to_be_attached()
    assert all(formulas.evaluate_all("all => all.map((each) => each.scrollWidth > each.clientWidth)"))
    page.set_viewport_size({"width": 1440, "height": 800})
    expect(formulas).to_have_count(0)
