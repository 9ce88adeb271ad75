"""The gates that read a site, each with faults that it must find on pages, and a page on which it must find none."""

import shutil
from pathlib import Path

import pytest
from asking import ask
from missing_tools import missing
from playwright.sync_api import Browser
from small_pages import marked
from small_site import write_site

from quality import test_accessible, test_keyboard
from quality.test_markup import CHECKER

BUTTON = '<button type="button">Press</button>'
HEADING = '<h1 id="content">A page</h1>'
SKIP = '<a href="#content">To the content</a>'
DESCRIPTION = '<meta name="description" content="A page for the gates to look at.">'
PICTURE_TEXT = ' alt="A square that is filled with black."'
# In marks stands what a gate says of the fault behind them.
SMALL_AND_WIDE = f"""\
⟦at 1280 px, light: target-size⟧<button style="all: unset; width: 9px">a</button>
⟦at 320 px, light: target-size⟧<button style="all: unset; width: 9px">b</button>
⟦label: input⟧<input type="text">
⟦at 320 px, light: button-name⟧<button class="phone"></button>
⟦at 320 px, light: scrollable-region-focusable⟧<pre style="overflow: auto">{"a long line of code " * 4}</pre>
⟦at 320 px, light: 88 px wider than the screen⟧<div style="width: 400px">wide</div>"""
PALE = """\
⟦at 1280 px, light: color-contrast: #text⟧<p id="text" style="color: #aaa">Pale.</p>
⟦at 1280 px, light: color-contrast: #code⟧<pre><code id="code" style="color: #aaa">code</code></pre>
⟦at 320 px, light: color-contrast: #narrow⟧<p id="narrow">Pale on a phone.</p>
<style>@media (max-width: 320px) { #narrow { color: #aac } }</style>
<p style="color: #aab" hidden>Nobody sees it.</p>
⟦at 1280 px, light: color-contrast: #seen⟧<p id="seen" style="color: #aab">The same, which was first hidden.</p>
<p>Black.</p>
⟦at 1280 px, light: color-contrast: #dark⟧<p style="background: #333"><span id="dark">Black, too.</span></p>"""
PALE_IN_THE_DARK = """\
⟦at 1280 px, dark: color-contrast⟧
<style>@media (prefers-color-scheme: dark) { p { background: #000; color: #444 } }</style>"""
PALE_BY_SWITCH = """\
⟦at 1280 px, dark: color-contrast⟧
<style>[data-md-color-scheme=slate] p { background: #000; color: #555 }</style>
<button id="__palette_0">light</button> <button id="__palette_1">dark</button>
<script>
  const shown = document.body.dataset;
  shown.mdColorScheme = "default"; // whatever the system says
  for (const [i, name] of ["default", "slate"].entries())
    document.querySelector(`#__palette_${i}`).onclick = () => { shown.mdColorScheme = name; };
</script>"""
UNFIT_FOR_KEYS = """\
⟦cannot be reached with the Tab key⟧<div role="button">Press</div>
⟦does not show that it has the focus⟧<button style="outline: none">Press</button>
⟦has the focus and is not seen⟧<button style="opacity: 0">Press</button>
⟦has the focus outside the screen⟧<button style="position: fixed; left: -500px">Press</button>"""
SKIPS_TO_NOTHING = """\
⟦the first stop does not lead to the content⟧<a href="#gone">To the content</a>
<a href="other/">elsewhere</a>"""
COVERED = f"""\
⟦has the focus behind something else⟧{BUTTON}
<div style="position: fixed; inset: 0; background: #fff"></div>"""
TRAP = """\
<input aria-label="trap">
<script>document.querySelector("input").onblur = (event) => event.target.focus()</script>
⟦button>after</button>: cannot be reached with the Tab key⟧<button>after</button>"""
NOT_AS_PREFERRED = """\
⟦with reduced motion: <h1 id="content">A page</h1>::after⟧
<style>h1::after { content: "x"; animation: a 2s infinite }</style>
⟦with reduced motion: <p style="transition: opacity 1s">⟧<p style="transition: opacity 1s">text</p>
<style>i { display: block; width: 9px; height: 9px; background: #000; mask-image: url(/course/picture.svg) }</style>
⟦in forced colours: <i>⟧<i></i>
⟦in forced colours: <button⟧<button style="border: none; background: #00f; width: 50px" aria-label="x"></button>"""

# gate: of each page what is planted in the place of what
FAULTS = {
    "accessible": [
        {
            '<html lang="en">': "⟦html-has-lang: html⟧<html>",
            PICTURE_TEXT: "⟦image-alt⟧",
            BUTTON: SMALL_AND_WIDE,
            "</main>": "</main><style>@media (min-width: 321px) { .phone { display: none } }</style>",
        },
        {BUTTON: PALE},
        {BUTTON: PALE_IN_THE_DARK},
        {BUTTON: PALE_BY_SWITCH},
    ],
    "by keyboard": [
        {BUTTON: UNFIT_FOR_KEYS, SKIP: SKIPS_TO_NOTHING},
        {BUTTON: COVERED, SKIP: "⟦the first stop is no link to the content⟧"},
        {BUTTON: TRAP},
    ],
    "as readers prefer": [{BUTTON: NOT_AS_PREFERRED}],
    "valid HTML": [
        {
            "<title>A page</title>": "⟦missing a required instance of child element “title”⟧",
            "<p><button": "⟦/index.html:17: Duplicate ID⟧<p><p id=content><button",
            "</main>": "⟦/index.html:19: Attribute “autocomplete”⟧</main><input type=checkbox autocomplete=off>",
        }
    ],
    "nothing missing": [
        {
            HEADING: f"⟦2 main headings⟧{HEADING}<h1>Another</h1>",
            DESCRIPTION: "⟦the descriptions []⟧",
            PICTURE_TEXT: "⟦an image with the alternative text None⟧",
        },
        {
            HEADING: '⟦0 main headings⟧<h2 id="content">A page</h2>',
            PICTURE_TEXT: "⟦an image with the alternative text ''⟧ alt=''",
        },
        {
            DESCRIPTION: """⟦the descriptions [' ']⟧<meta name="description" content=" ">""",
            PICTURE_TEXT: """⟦an image with the alternative text 'picture.SVG'⟧ alt="picture.SVG\"""",
        },
    ],
    "connected": [
        {
            "/course/picture.svg": "⟦gone.svg: no such file⟧gone.svg",
            "/course/style.css": "⟦gone.css: no such file⟧gone.css",
            "/course/#below": "⟦/course/#above: no such anchor⟧/course/#above",
            SKIP: '⟦#gone: no such anchor⟧<a href="#gone">gone</a> ⟦gone/: no such file⟧<a href="gone/">gone</a>',
        }
    ],
}


@pytest.mark.parametrize("gate", FAULTS)
def test_planted_faults_are_told_with_their_places_and_no_others(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, browser: Browser, gate: str
) -> None:
    monkeypatch.setattr(test_keyboard, "PATIENCE", (100,))  # without a theme the focus moves at once
    monkeypatch.setattr(test_accessible, "KINDS_OF_PAGE", {"fault-0/"})  # in which axe is asked for all at 320 px, too
    if gate == "valid HTML" and (shutil.which("java") is None or not CHECKER.exists()):
        missing("the Nu HTML checker needs Java, and npm, with which make check fetches it")
    pages = {f"fault-{number}": planted for number, planted in enumerate(FAULTS[gate])}
    site = write_site(tmp_path, pages)
    told = ask(gate, site=site, browser=browser, kinds_of_page=["", *(f"{address}/" for address in pages)]).faults
    assert [fault for fault in told if "fault-" not in fault] == []
    for address, planted in pages.items():
        faults = [fault for fault in told if f"{address}/" in fault]
        words = [words for text in planted.values() for _, words in marked(text)]
        assert [each for each in words if not any(each in fault for fault in faults)] == [], faults


def test_what_a_style_sheet_names_must_be_there(tmp_path: Path) -> None:
    site = write_site(tmp_path, {})
    (tmp_path / "a.css").write_text("p { background: url('gone.svg') }")
    assert ask("connected", site=site).faults == ["a.css: gone.svg: no such file"]
