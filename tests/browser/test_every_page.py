"""Every page on a phone and on a large screen, of readers whose system has no font for formulas, and in print.

Nothing scrolls sideways or is cut, a finger finds every control, each index is low and each power high;
paper is dark on white, whatever the reader's screen is, and without what can only be pressed.
"""

import os
import re
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from built_site import PROJECT, SITE_URL, BuiltSite
from in_page import ask
from looks import choose_scheme
from PIL import Image
from playgrounds import ANY, FIGURES, NEURON_PAGE
from playwright.sync_api import Browser, Page, expect

from page_engine.read.page import parse_page
from page_engine.say.book import Chapter
from publishing.printed_series import find_browser
from publishing.series_page import series_page
from quality.browsing import addresses
from quality.plain_site import read_config

CHAPTERS = sorted(PROJECT.glob("docs/series/*.md"))
DESKTOP, WIDTHS = 1440, (390, 320)
READ = ("series/", "labs/", "published-numbers/", "pictures/")
WITHOUT_MATH_FONTS = Path(__file__).with_name("fonts.conf")
PLACES = f"article :is({', '.join((ANY, *FIGURES))})"
SCROLLING = "all => all.filter((each) => each.scrollWidth > each.clientWidth).map((each) => each.textContent)"
PRESSED = ":is(button, select, textarea, input, .md-button, .md-header, .md-footer, .md-sidebar, .md-top):visible"


@pytest.fixture(scope="module")
def phone_page(browser: Browser, served_site: str) -> Iterator[Page]:
    """Return a page on a phone, whose system has no font for formulas."""
    path, environment = find_browser(), {**os.environ, "FONTCONFIG_FILE": str(WITHOUT_MATH_FONTS)}
    bare = browser.browser_type.launch(executable_path=path, args=["--no-sandbox"], env=environment)
    with bare.new_context(base_url=served_site, has_touch=True, is_mobile=True, reduced_motion="reduce") as context:
        yield context.new_page()
    bare.close()


def fonts_of_formulas(page: Page) -> dict[str, str]:
    """Return the fonts in which the characters of formulas are drawn that the site has not sent, with what is."""
    ask(page, "markTokens")
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
    page.set_viewport_size({"width": width, "height": 800})
    if width == DESKTOP:
        yield from (f"{line!r} of code is cut" for line in ask(page, "cutCode") if is_read)
        return
    beyond = page.evaluate("document.documentElement.scrollWidth") - width
    yield from [f"{beyond} px wider than the screen"] if beyond > 0 else []
    yield from ask(page, "tooSmall")
    yield from (f"{formula} is cut" for formula in ask(page, "cutFormulas"))
    if is_read:
        yield from (f"{part!r} is cut" for part in ask(page, "cut"))


def test_nothing_is_cut_or_too_small_on_any_page_and_formulas_are_set(phone_page: Page, site: BuiltSite) -> None:
    faults, n_formulas = [], 0
    for address in addresses(site.folder):
        phone_page.set_viewport_size({"width": WIDTHS[0], "height": 800})
        phone_page.goto(address or "./")
        for place in phone_page.locator(PLACES).all():
            place.evaluate("place => place.scrollIntoView()")
            expect(place).to_have_class(re.compile("live"))
        ask(phone_page, "openFolds")
        for width in (*WIDTHS, DESKTOP):
            found = faults_of(phone_page, width, address.startswith(READ))
            faults += [f"/{address} at {width} px: {fault}" for fault in found]
        if phone_page.locator("math").count():
            n_formulas += 1
            on_the_line, fonts = ask(phone_page, "onTheLine"), fonts_of_formulas(phone_page)
            faults += [f"/{address}: {script} has an index or a power on the line" for script in on_the_line]
            faults += [f"/{address}: {text} is drawn in {font}" for text, font in fonts.items()]
    assert not faults, "\n".join(faults)
    assert n_formulas > len(CHAPTERS)


def test_indices_hang_and_powers_rise_in_print(phone_page: Page, site: BuiltSite, tmp_path: Path) -> None:
    config = {**read_config(PROJECT / "mkdocs.yml"), "site_url": SITE_URL, "extra": {"date": ""}}
    chapters = [Chapter(f"series/{path.name}", parse_page(path.read_text("utf-8"), path), [], []) for path in CHAPTERS]
    (tmp_path / "series.html").write_text(series_page(site.folder, config, chapters, {}), "utf-8")
    phone_page.emulate_media(media="print")
    phone_page.goto((tmp_path / "series.html").as_uri())
    ask(phone_page, "openFolds")
    assert phone_page.locator("math :is(msub, msup)").count() > 100
    assert ask(phone_page, "onTheLine") == []
    assert not fonts_of_formulas(phone_page)
    phone_page.emulate_media(media="screen")


def test_a_finger_finds_every_control_of_the_menu_and_the_search(phone: Page) -> None:
    phone.goto(NEURON_PAGE)
    phone.get_by_role("button", name="Menu").click()
    phone.locator(".md-nav--primary .md-nav__title").first.wait_for()
    assert not ask(phone, "tooSmall")
    phone.keyboard.press("Escape")
    phone.get_by_role("button", name="Search").click()
    phone.keyboard.type("neuron")
    phone.locator(".md-search-result__link").first.wait_for()
    assert not ask(phone, "tooSmall")


def test_a_sum_is_large_and_a_formula_is_within_reach_of_the_keyboard_where_it_scrolls_and_only_there(
    page: Page,
) -> None:
    page.set_viewport_size({"width": 220, "height": 800})  # a phone with large letters: others have room for all
    page.goto("series/05-loss/")
    assert ask(page, "sizeOfSum") > 1.3  # since its font knows how formulas are set
    formulas = page.locator("math[display=block][tabindex='0']")
    expect(formulas.first).to_be_attached()
    assert page.locator("math[display=block]").evaluate_all(SCROLLING) == formulas.all_text_contents()
    page.set_viewport_size({"width": 1440, "height": 800})
    expect(formulas).to_have_count(0)


@pytest.mark.parametrize("address", ["./", "series/05-loss/", "labs/01-how-does-a-neuron-work/", "published-numbers/"])
def test_a_dark_page_is_printed_dark_on_white_without_buttons(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")  # colours change at once
    page.goto(address)
    for how in ("by hand", "by the system"):
        page.emulate_media(media="screen")
        if how == "by hand":
            choose_scheme(page, "dark")
            page.emulate_media(color_scheme="light")
        else:  # which the theme asks where it has no choice kept
            page.emulate_media(color_scheme="dark")
            page.reload()
        expect(page.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
        page.emulate_media(media="print")
        assert not ask(page, "notDarkOnWhite"), how
        assert not page.locator(PRESSED).count(), how
        figures = page.locator("article p > img:visible").all()
        assert figures or not address.startswith(("./", "series/")), how
        for figure in figures[:1]:  # inside it there is no style to be asked
            figure.scroll_into_view_if_needed()
            page.wait_for_function("image => image.complete && image.naturalWidth", arg=figure.element_handle())
            shades = Image.open(BytesIO(figure.screenshot())).convert("L").histogram()
            assert sum(shades[230:]) > sum(shades) / 2  # its ground
            assert sum(shades[:110])  # its ink
