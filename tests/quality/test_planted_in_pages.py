"""The gates that read a site, each with faults that it must find: each stands on a page of its own."""

import shutil
from pathlib import Path

import pytest
from asking import ask
from missing_tools import missing
from playwright.sync_api import Browser
from small_site import write_site

from quality.test_markup import CHECKER
from quality.verdict import Verdict

BUTTON = '<button type="button">Press</button>'
TEXT = "A text with a"
HEADING = '<h1 id="content">A page</h1>'
SKIP = '<a href="#content">To the content</a>'
DESCRIPTION = '<meta name="description" content="A page for the gates to look at.">'
PICTURE_TEXT = ' alt="A square that is filled with black."'
PALE_IN_THE_DARK = "<style>@media (prefers-color-scheme: dark) { p { background: #000; color: #444 } }</style>"
PALE_BY_SWITCH = """\
<style>[data-md-color-scheme=slate] p { background: #000; color: #444 }</style>
<button id="__palette_0">light</button> <button id="__palette_1">dark</button>
<script>
  const shown = document.body.dataset;
  shown.mdColorScheme = "default"; // whatever the system says
  for (const [i, name] of ["default", "slate"].entries())
    document.querySelector(`#__palette_${i}`).onclick = () => { shown.mdColorScheme = name; };
</script>"""
TRAP = '<input aria-label="trap"><script>document.querySelector("input").onblur = (e) => e.target.focus()</script>'
MASK = "display: block; width: 9px; height: 9px; background: #000; mask-image: url(/course/picture.svg)"

# gate: [(what stands on the page, what is planted instead, what the gate says)]
FAULTS = {
    "accessible": [
        ('<html lang="en">', "<html>", "html-has-lang: html"),
        (PICTURE_TEXT, "", "image-alt"),
        (TEXT, f'<span style="color: #aaa">{TEXT}</span>', "light: color-contrast"),
        (TEXT, f"{PALE_IN_THE_DARK}{TEXT}", "at 1280 px, dark: color-contrast"),
        (TEXT, f"{PALE_BY_SWITCH}{TEXT}", "at 1280 px, dark: color-contrast"),
        (
            TEXT,
            f"<style>@media (max-width: 320px) {{ p {{ color: #aaa }} }}</style>{TEXT}",
            "at 320 px, light: color-contrast",
        ),
        (  # the same that was first hidden
            TEXT,
            f'<p style="color: #aaa" hidden>Nobody sees it.</p><p style="color: #aaa">Pale.</p>{TEXT}',
            "light: color-contrast",
        ),
        (  # the same colour on another ground
            TEXT,
            f'<p>Black.</p><div style="background: #333"><p>Black, too.</p></div>{TEXT}',
            "light: color-contrast",
        ),
        (BUTTON, '<pre><code style="color: #aaa">code</code></pre>', "at 1280 px, light: color-contrast"),
        (BUTTON, '<button style="all: unset; width: 9px">a</button>' * 2, "target-size"),
        (BUTTON, '<input type="text">', "label: input"),
        (BUTTON, '<div style="width: 400px">wide</div>', "at 320 px, light: 88 px wider than the screen"),
    ],
    "by keyboard": [
        (BUTTON, '<div role="button">Press</div>', "cannot be reached with the Tab key"),
        (BUTTON, '<button style="outline: none">Press</button>', "does not show that it has the focus"),
        (BUTTON, '<button style="opacity: 0">Press</button>', "has the focus and is not seen"),
        (BUTTON, '<button style="position: fixed; left: -500px">Press</button>', "has the focus outside the screen"),
        (
            BUTTON,
            f'{BUTTON}<div style="position: fixed; inset: 0; background: #fff"></div>',
            "has the focus behind something else",
        ),
        (
            BUTTON,
            f"{BUTTON}{TRAP}<button>after</button>",
            "button>after</button>: cannot be reached with the Tab key",
        ),
        (SKIP, "", "the first stop is no link to the content"),
        (
            SKIP,
            '<a href="#gone">To the content</a><a href="other/">elsewhere</a>',
            "the first stop does not lead to the content",
        ),
    ],
    "as readers prefer": [
        (
            BUTTON,
            '<p style="transition: opacity 1s">text</p>',
            'with reduced motion: <p style="transition: opacity 1s">',
        ),
        (
            BUTTON,
            '<style>h1::after { content: "x"; animation: a 2s infinite }</style>',
            'with reduced motion: <h1 id="content">A page</h1>::after',
        ),
        (BUTTON, f'<i style="{MASK}"></i>', "in forced colours: <i style="),
        (
            BUTTON,
            '<button style="border: none; background: #00f; width: 50px" aria-label="x"></button>',
            "in forced colours: <button",
        ),
    ],
    "valid HTML": [
        ("</main>", "</main><input type=checkbox autocomplete=off>", "/index.html:19: Attribute “autocomplete”"),
        ("<p><button", "<p><p id=content><button", "/index.html:17: Duplicate ID"),
        ("<title>A page</title>", "", "missing a required instance of child element “title”"),
    ],
    "nothing missing": [
        (HEADING, f"{HEADING}<h1>Another</h1>", "2 main headings"),
        (HEADING, '<h2 id="content">A page</h2>', "0 main headings"),
        (DESCRIPTION, "", "the descriptions []"),
        (DESCRIPTION, '<meta name="description" content=" ">', "the descriptions [' ']"),
        (PICTURE_TEXT, "", "an image with the alternative text None"),
        (PICTURE_TEXT, ' alt=""', "an image with the alternative text ''"),
        (PICTURE_TEXT, ' alt="picture.SVG"', "an image with the alternative text 'picture.SVG'"),
    ],
    "connected": [
        ("/course/picture.svg", "gone.svg", "gone.svg: no such file"),
        ("/course/style.css", "gone.css", "gone.css: no such file"),
        ('<a href="#content">', '<a href="#gone">', "#gone: no such anchor"),
        ("/course/#below", "/course/#above", "/course/#above: no such anchor"),
        ("<p><button", '<p><a href="gone/">gone</a><button', "gone/: no such file"),
    ],
}
ROWS = [(gate, number) for gate, rows in FAULTS.items() for number in range(len(rows))]


class Verdicts(dict[str, Verdict]):
    """The verdict of each gate on a site of its faults, asked once."""

    def __init__(self, folder: Path, browser: Browser) -> None:
        super().__init__()
        self.folder, self.browser = folder, browser

    def __missing__(self, gate: str) -> Verdict:
        pages = {f"fault-{number}": row[:2] for number, row in enumerate(FAULTS[gate])}
        site = write_site(self.folder / gate, pages)
        kinds = ["", *(f"{address}/" for address in pages)]
        return self.setdefault(gate, ask(gate, site=site, browser=self.browser, kinds_of_page=kinds))


@pytest.fixture(scope="module")
def verdicts(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Verdicts:
    return Verdicts(tmp_path_factory.mktemp("sites"), browser)


@pytest.fixture(autouse=True)
def checker(gate: str) -> None:
    """Do without the Nu HTML checker only where it is not installed."""
    if gate == "valid HTML" and (shutil.which("java") is None or not CHECKER.exists()):
        missing("the Nu HTML checker needs Java, and npm, with which make check fetches it")


@pytest.mark.parametrize(("gate", "number"), ROWS)
def test_a_planted_fault_is_told_with_its_place(verdicts: Verdicts, gate: str, number: int) -> None:
    *_, said = FAULTS[gate][number]
    faults = [fault for fault in verdicts[gate].faults if f"fault-{number}/" in fault]
    assert any(said in fault for fault in faults), (faults, verdicts[gate])


@pytest.mark.parametrize("gate", FAULTS)
def test_a_page_without_faults_has_none(verdicts: Verdicts, gate: str) -> None:
    assert not [fault for fault in verdicts[gate].faults if "fault-" not in fault]
