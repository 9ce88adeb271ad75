"""Formulas as readers see them whose system has no font for any: in the site's, each index low, each power high."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_site import PROJECT, SITE_URL, BuiltSite
from playgrounds import NEURON_PAGE, open_playground
from playwright.sync_api import Browser, Page

from page_engine.read.page import parse_page
from page_engine.say.book import Chapter
from publishing.math_font import MATH_FONT
from publishing.printed_series import find_browser
from publishing.series_page import series_page
from quality.plain_site import read_config

CHAPTERS = sorted(PROJECT.glob("docs/series/*.md"))
OTHERS = ["published-numbers/", "reference/notation/", "labs/09-better-steps/"]
PAGES = [*(f"series/{path.stem}/" for path in CHAPTERS), *OTHERS]
WITHOUT_MATH_FONTS = """\
<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <include ignore_missing="yes">/etc/fonts/fonts.conf</include>
  <selectfont><rejectfont><glob>*Math*</glob><glob>*math*</glob></rejectfont></selectfont>
</fontconfig>
"""
ON_THE_LINE = """() => document.fonts.ready.then(() => {
  document.querySelectorAll("details").forEach((box) => { box.open = true; });
  const scripts = [...document.querySelectorAll("math :is(msub, msup, msubsup)")];
  const isWrong = (script) => {
    const [base, ...others] = [...script.children].map((child) => child.getBoundingClientRect()); // of the ink
    const [low, high] = script.localName === "msup" ? [undefined, others[0]] : others;
    return low?.bottom <= base.bottom || high?.top >= base.top;
  };
  return [scripts.length, scripts.filter(isWrong).map((script) => script.textContent)];
})"""
SIZE_OF_SUM = """() => document.fonts.ready.then(() => {
  const formula = document.querySelector("math[display=block]:has(munderover)");
  const [letter, sum] = ["mi", "munderover > mo"].map((name) => formula.querySelector(name).getBoundingClientRect());
  return sum.height / letter.height;
})"""


@pytest.fixture(scope="module")
def bare_browser(browser: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """Return a browser on a system that has no font for formulas, as phones are."""
    fonts = tmp_path_factory.mktemp("fonts") / "fonts.conf"
    fonts.write_text(WITHOUT_MATH_FONTS)
    path, environment = find_browser(), {**os.environ, "FONTCONFIG_FILE": str(fonts)}
    bare = browser.browser_type.launch(executable_path=path, args=["--no-sandbox"], env=environment)
    yield bare
    bare.close()


@pytest.fixture
def bare_page(bare_browser: Browser, served_site: str) -> Iterator[Page]:
    with bare_browser.new_context(viewport={"width": 320, "height": 800}) as context:
        yield context.new_page()


def fonts_of_formulas(page: Page) -> dict[str, str]:
    """Return the fonts in which the characters of formulas are drawn that the site has not sent, with what is."""
    session = page.context.new_cdp_session(page)
    for domain in ("DOM", "CSS"):
        session.send(f"{domain}.enable")
    root = session.send("DOM.getDocument")["root"]["nodeId"]
    query = {"nodeId": root, "selector": "math :is(mi, mn, mo, mtext)"}
    tokens = session.send("DOM.querySelectorAll", query)["nodeIds"]
    texts = page.locator("math :is(mi, mn, mo, mtext)").all_text_contents()
    found = {}
    for node, text in zip(tokens, texts, strict=True):
        for font in session.send("CSS.getPlatformFontsForNode", {"nodeId": node})["fonts"]:
            if not font["isCustomFont"]:
                found[text] = font["familyName"]
    return found


@pytest.mark.parametrize("address", PAGES)
def test_indices_hang_and_powers_rise_in_the_font_of_the_site(bare_page: Page, served_site: str, address: str) -> None:
    bare_page.goto(served_site + address)
    assert bare_page.evaluate(ON_THE_LINE)[1] == []
    assert not fonts_of_formulas(bare_page)


def test_a_sum_is_large_since_the_font_knows_how_formulas_are_set(
    bare_page: Page, served_site: str, site: BuiltSite
) -> None:
    bare_page.goto(served_site + PAGES[4])
    assert bare_page.evaluate(SIZE_OF_SUM) > 1.3
    text_font = site.folder / "assets/fonts/lesson-sans.woff2"
    bare_page.route(f"**/{MATH_FONT}", lambda route: route.fulfill(path=text_font))
    bare_page.reload()
    assert bare_page.evaluate(SIZE_OF_SUM) < 1.3
    assert fonts_of_formulas(bare_page)


def test_indices_hang_in_a_playground(bare_page: Page, served_site: str) -> None:
    playground = open_playground(bare_page, f"{served_site}{NEURON_PAGE}?x=5,-7&weights=-2e-5,4&activation=leaky_relu")
    playground.locator(".formula msub").first.wait_for()
    assert playground.locator(".formula msub").count() == 4
    assert bare_page.evaluate(ON_THE_LINE)[1] == []
    assert not fonts_of_formulas(bare_page)


def test_indices_hang_and_powers_rise_on_the_page_that_is_printed(
    bare_page: Page, site: BuiltSite, tmp_path: Path
) -> None:
    config = {**read_config(PROJECT / "mkdocs.yml"), "site_url": SITE_URL, "extra": {"date": ""}}
    chapters = [Chapter(f"series/{path.name}", parse_page(path.read_text("utf-8"), path), [], []) for path in CHAPTERS]
    (tmp_path / "series.html").write_text(series_page(site.folder, config, chapters, {}), "utf-8")
    bare_page.emulate_media(media="print")
    bare_page.goto((tmp_path / "series.html").as_uri())
    count, wrong = bare_page.evaluate(ON_THE_LINE)
    assert count > 100
    assert not wrong
    assert not fonts_of_formulas(bare_page)


@pytest.mark.parametrize("width", [320, 390])
@pytest.mark.parametrize("address", PAGES)
def test_no_formula_is_cut_on_a_phone(bare_page: Page, served_site: str, address: str, width: int) -> None:
    bare_page.set_viewport_size({"width": width, "height": 800})
    bare_page.goto(served_site + address)
    bare_page.evaluate("document.querySelectorAll('details').forEach((box) => { box.open = true; })")
    bare_page.evaluate("() => document.fonts.ready.then(() => undefined)")
    formulas = bare_page.locator("math")
    wide = "all => all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent)"
    assert not formulas.evaluate_all(wide)
