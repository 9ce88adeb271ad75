"""Run, Stop and Reset, as a reader meets them."""

import json
import tomllib
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
from hands import box_of
from in_page import ask
from notebook_page import PATIENCE, NotebookPage
from playwright.sync_api import BrowserContext, Page, Route, expect

CHAPTER, ANOTHER = "series/05-loss/", "series/02-one-neuron-many-examples/"
DRAWS = 2  # a block of this chapter, by its number


@pytest.fixture
def notebook(warm_page: Page, python_site: str) -> NotebookPage:
    """Return the page as a reader finds it who has come from another one; Python may be there already."""
    return NotebookPage(warm_page, python_site + CHAPTER)


def live_region(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def test_a_run_takes_the_blocks_above_and_reset_brings_back_what_the_page_had(notebook: NotebookPage) -> None:
    before, hint = notebook.shown(), notebook.page.get_by_text("Runs here in your browser")
    expect(hint).to_have_count(1)
    expect(notebook.row(1)).to_contain_text("Runs here in your browser")
    notebook.close_folds()
    assert notebook.run(3) == "3 blocks have run."  # with the second, whose code is folded
    expect(hint).to_have_count(0)
    shown = notebook.shown()
    assert [block.is_own for block in shown[:4]] == [True, True, True, False]
    expect(notebook.block(DRAWS)).to_be_hidden()
    assert [block.figures for block in shown] == [block.figures for block in before]
    expect(notebook.page.get_by_text("Your output", exact=True)).to_have_count(2)
    expect(notebook.page.get_by_text("Your figure", exact=True)).to_be_visible()
    assert live_region(notebook.page) == "3 blocks have run."
    notebook.open_folds()
    for number in (1, DRAWS, 3):
        notebook.button("Reset", number).click()
        expect(notebook.button("Reset", number)).to_be_hidden()
    assert notebook.shown() == before
    assert live_region(notebook.page) == "Block 3 is as it was."


RUNS = tomllib.loads(Path(__file__).with_name("runs.toml").read_text("utf-8"))


@pytest.mark.parametrize("case", RUNS.values(), ids=RUNS)
def test_what_runs_is_what_has_not_run_with_the_names_that_it_may_have(
    notebook: NotebookPage, case: dict[str, Any]
) -> None:
    for number, code in enumerate(case["codes"], 1):
        notebook.replace(number, code)
    if "fold" in case:
        ask(notebook.page, "foldBlocks", *case["fold"])
    for number, said, output in case["runs"]:
        assert notebook.run(number) == said
        assert live_region(notebook.page) == said
        block = notebook.shown()[number - 1]
        assert fnmatchcase(block.output if block.is_own else "", output)
        assert block.is_error == ("Traceback" in output)
    assert not notebook.shown()[len(case["codes"])].is_own


def test_an_error_that_a_browser_does_not_raise_is_told(notebook: NotebookPage) -> None:
    notebook.page.locator(".output").first.evaluate("output => output.classList.add('error')")
    notebook.page.locator(".output code").first.evaluate("code => { code.textContent = 'FloatingPointError: …' }")
    notebook.replace(1, "print('before')")
    assert notebook.run(1) == "Block 1 has run."
    note = "before\nOn your own computer this block ends with a FloatingPointError.\n"
    assert notebook.shown()[0].output.startswith(note)


def test_a_runaway_shows_its_output_until_it_is_stopped_and_the_next_run_starts_anew(notebook: NotebookPage) -> None:
    notebook.replace(1, "x = 1")
    notebook.replace(2, "for step in range(3):\n    print('step', step)\nwhile x == 2: pass\nx += 1")
    notebook.button("Run", 2).dblclick()  # which is one run
    assert notebook.wait(2) == "2 blocks have run."
    notebook.let_time_pass()
    notebook.button("Run", 2).dblclick()  # the second click does not stop it
    expect(notebook.page.locator(".own.output code").last).to_have_text("step 0\nstep 1\nstep 2\n", timeout=PATIENCE)
    expect(notebook.row(2)).to_contain_text("Running block 2.")
    notebook.button("Run", 1).click()
    expect(notebook.row(1)).to_contain_text("Waits for the block that runs.")
    notebook.let_time_pass()
    notebook.button("Stop", 2).click()
    assert notebook.wait(2) == "Stopped. The next Run starts Python anew."
    assert notebook.shown()[1].output == "step 0\nstep 1\nstep 2\nStopped.\n"
    assert notebook.note(1) == ""
    assert live_region(notebook.page) == "Stopped. The next Run starts Python anew."
    assert notebook.run(2) == "2 blocks have run."


def test_a_block_that_takes_too_long_is_stopped(context: BrowserContext, python_site: str) -> None:
    page = context.new_page()
    page.clock.install()
    notebook = NotebookPage(page, python_site)
    notebook.replace(1, "while True: pass")
    notebook.button("Run", 1).click()
    expect(notebook.row(1)).to_contain_text("Running block 1.", timeout=PATIENCE)
    page.clock.fast_forward("02:00")
    assert notebook.wait(1) == "Stopped after 120 seconds. The next Run starts Python anew."


FAILS_LATER = """\
import numpy
import js
from pyodide.ffi import create_once_callable
js.setTimeout(create_once_callable(lambda: 1 / 0), 0)"""


def test_whatever_does_not_come_is_told_and_asked_for_again(context: BrowserContext, python_site: str) -> None:
    def without_scikit_learn(route: Route) -> None:
        lock = route.fetch().json()
        lock["packages"] = {name: package for name, package in lock["packages"].items() if name != "scikit-learn"}
        route.fulfill(body=json.dumps(lock), content_type="application/json")

    page = context.new_page()  # where the console may complain
    page.route("**/run/notebook.js", lambda route: route.abort())
    page.route("**/codemirror.js", lambda route: route.abort())
    page.route("**/pyodide-lock.json", without_scikit_learn)
    notebook = NotebookPage(page, python_site + CHAPTER)
    notebook.button("Run", 2).click()
    expect(page.get_by_role("alert")).to_have_text("This could not be loaded. Reload the page to try again.")
    assert notebook.row(2).get_by_role("alert").count() == 1
    page.unroute("**/run/notebook.js")
    page.reload()
    notebook = NotebookPage(page, python_site + CHAPTER)
    for number, code in enumerate((FAILS_LATER, "import sklearn", "print(numpy.sqrt(25))"), 1):
        notebook.replace(number, code)
    for file, told in (("page_engine.zip", ""), ("numpy-*.whl", "numpy did not come.")):
        page.route(f"**/{file}", lambda route: route.fulfill(body="no archive"))
        assert notebook.run(3).startswith(f"Python could not be loaded: {told}")
        page.unroute(f"**/{file}")
    notebook.button("Edit", 1).click()
    expect(notebook.row(1)).to_contain_text("The editor could not be loaded. Reload the page to try again.")
    for said in ("3 blocks have run.", "Block 3 has run.", "Block 3 has run."):  # an error that comes late ends nothing
        assert notebook.run(3) == said
    _, absent, after = notebook.shown()[:3]
    assert absent.output.startswith("This block needs sklearn, which Python in this page does not have.\n")
    assert after.output == "5.0\n"


SETS = "import builtins\nnp = 1\nbuiltins.of_this_python = 1"
ASKS = "import builtins\nprint('np' in globals(), builtins.__dict__.pop('of_this_python', 'anew'))"


@pytest.mark.parametrize(
    ("code", "is_edited", "said", "output"),
    [
        (SETS, False, "Block 1 has run.", "False 1\n"),
        (SETS, True, "Block 1 has run.", "False anew\n"),
        ("while True: pass", False, "Running block 1.", "False anew\n"),
    ],
    ids=["run", "edited", "busy"],
)
def test_another_page_has_other_names_and_the_same_python_unless_it_is_busy_or_may_have_been_changed(
    warm_page: Page, python_site: str, code: str, is_edited: bool, said: str, output: str
) -> None:
    notebook = NotebookPage(warm_page, python_site + ANOTHER)
    if is_edited:
        notebook.button("Edit", 1).click()
        notebook.write(1, code)
    else:
        notebook.replace(1, code)
    notebook.button("Run", 1).click()
    expect(notebook.row(1)).to_contain_text(said, timeout=PATIENCE)
    notebook = NotebookPage(warm_page, python_site + CHAPTER)
    notebook.replace(1, ASKS)
    assert notebook.run(1) == "Block 1 has run."
    assert notebook.shown()[0].output == output


def test_a_run_pressed_before_the_page_is_left_ends_there(page: Page, python_site: str) -> None:
    waiting: list[Route] = []
    page.route("**/run/notebook.js", lambda route: waiting.append(route))
    notebook = NotebookPage(page, python_site + ANOTHER)
    notebook.replace(1, "while True: pass")
    notebook.button("Run", 1).click()
    notebook = NotebookPage(page, python_site + CHAPTER)
    notebook.replace(1, "print('here')")
    waiting[0].continue_()
    assert notebook.run(1) == "Block 1 has run."
    assert notebook.shown()[0].output == "here\n"


def test_every_block_has_its_number_which_leads_to_it_from_where_a_run_has_failed(notebook: NotebookPage) -> None:
    numbers = range(1, notebook.count() + 1)
    links = notebook.page.locator(".run-row > a").evaluate_all("all => all.map((link) => [link.innerText, link.hash])")
    assert links == [[f"Block {number}", f"#block-{number}"] for number in numbers]
    for number in numbers:
        expect(notebook.block(number)).to_have_id(f"block-{number}")
    notebook.replace(DRAWS, "x / 0")
    notebook.close_folds()
    assert notebook.run(3) == "Block 2 failed: NameError: name 'x' is not defined"
    notebook.row(3).locator(".run-note").get_by_role("link", name="Block 2").click()
    expect(notebook.block(DRAWS)).to_be_in_viewport()


def test_the_address_of_a_block_opens_its_fold_and_shows_it_below_the_header(page: Page, python_site: str) -> None:
    page.set_viewport_size({"width": 900, "height": 400})
    for number in (4, DRAWS):
        address = f"{python_site}{CHAPTER}#block-{number}"
        if number == 4:
            page.goto(address)
        else:  # from another page
            page.goto(python_site)
            page.evaluate("address => { Object.assign(document.links[0], { href: address }).click() }", address)
        block = page.locator(f"#block-{number} pre code")
        expect(block).to_be_in_viewport()
        header, box = box_of(page.locator(".md-header")), box_of(block)
        assert header["y"] + header["height"] <= box["y"] < 200
