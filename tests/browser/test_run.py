"""Run, Stop and Reset, as a reader meets them."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest
from notebook_page import PATIENCE, NotebookPage
from playwright.sync_api import BrowserContext, Page, Route, expect

CHAPTER = "series/05-loss/"
PRINTS, DRAWS = 1, 2  # blocks of this chapter, by their numbers


@pytest.fixture
def notebook(notebook_of: Callable[[str], NotebookPage]) -> NotebookPage:
    """Return the page as a reader finds it who has come from another one; Python may be there already."""
    return notebook_of(CHAPTER)


@pytest.fixture
def cold_notebook(page: Page, python_site: str) -> NotebookPage:
    """Return the page before Python is there."""
    return NotebookPage(page, python_site + CHAPTER)


@pytest.fixture
def faulty_notebook(context: BrowserContext, python_site: str) -> NotebookPage:
    """Return that page, where the console may complain."""
    return NotebookPage(context.new_page(), python_site + CHAPTER)


def live_region(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def test_python_is_not_loaded_before_a_reader_comes_near_and_a_library_with_the_first_block_that_needs_it(
    page: Page, python_site: str
) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    notebook = NotebookPage(page, python_site + CHAPTER)
    page.wait_for_load_state("networkidle")
    scripts = [url for url in asked if "/assets/scripts/run/" in url or "/assets/python/" in url]
    assert scripts == [f"{python_site}assets/scripts/run/buttons.js"]

    notebook.run(PRINTS)
    assert f"{python_site}assets/python/pyodide.asm.wasm" in asked
    assert not any("codemirror" in url or "matplotlib" in url for url in asked)

    assert notebook.run(DRAWS) == "Block 2 has run."
    assert any("matplotlib" in url for url in asked)


def test_the_names_in_the_reference_are_no_blocks(page: Page, python_site: str) -> None:
    page.goto(f"{python_site}reference/dense/")
    page.wait_for_load_state("networkidle")
    expect(page.locator("h3 > code.highlight.language-python").first).to_be_visible()
    expect(page.get_by_role("button", name="Run block")).to_have_count(0)


def test_a_page_says_what_run_is_until_it_is_pressed(notebook: NotebookPage) -> None:
    hint = notebook.page.get_by_text("Runs here in your browser")
    expect(notebook.row(1)).to_contain_text("Runs here in your browser")
    expect(hint).to_have_count(1)
    notebook.run(PRINTS)
    expect(hint).to_have_count(0)


def test_a_run_takes_the_blocks_above_and_is_marked_as_the_readers_own(notebook: NotebookPage) -> None:
    before = notebook.shown()
    notebook.page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = false })")
    assert notebook.run(3) == "3 blocks have run."  # with the second, whose code is folded
    shown = notebook.shown()
    assert [block.is_own for block in shown[:4]] == [True, True, True, False]
    expect(notebook.block(DRAWS)).to_be_hidden()
    assert [block.figures for block in shown] == [block.figures for block in before]
    expect(notebook.page.get_by_text("Your output", exact=True)).to_have_count(2)
    expect(notebook.page.get_by_text("Your figure", exact=True)).to_be_visible()
    assert live_region(notebook.page) == "3 blocks have run."


def test_reset_brings_back_what_the_page_had(notebook: NotebookPage) -> None:
    before = notebook.shown()
    notebook.run(DRAWS)
    for number in (PRINTS, DRAWS):
        notebook.button("Reset", number).click()
        expect(notebook.button("Reset", number)).to_be_hidden()
    assert notebook.shown() == before
    assert live_region(notebook.page) == f"Block {DRAWS} is as it was."


def test_what_has_run_does_not_run_again(notebook: NotebookPage) -> None:
    notebook.replace(1, "runs = globals().get('runs', 0) + 1")
    notebook.replace(2, "print(runs)")
    notebook.run(2)
    assert notebook.run(2) == "Block 2 has run."
    assert notebook.shown()[1].output == "1\n"


def test_an_error_is_shown_at_its_block_and_ends_the_run(notebook: NotebookPage) -> None:
    notebook.replace(1, "x = 1")
    notebook.replace(2, "print('so far')\n\nx / 0")
    assert notebook.run(3) == "Block 2 failed: ZeroDivisionError: division by zero"
    failed, after = notebook.shown()[1:3]
    assert failed.is_error
    assert failed.output.startswith(
        'so far\nTraceback (most recent call last):\n  File "<block 2>", line 3, in <module>\n'
    )
    assert "    x / 0\n" in failed.output
    assert not after.is_own
    assert live_region(notebook.page) == "Block 2 failed: ZeroDivisionError: division by zero"


def test_a_runaway_shows_its_output_until_it_is_stopped_and_the_next_run_starts_anew(notebook: NotebookPage) -> None:
    notebook.replace(1, "print('first')")
    notebook.replace(2, "for step in range(3):\n    print('step', step)\nwhile True: pass")
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
    assert notebook.run(1) == "Block 1 has run."


def test_the_value_of_an_expression_is_shown_of_edits_alone(notebook: NotebookPage) -> None:
    notebook.replace(1, "6 * 7")
    notebook.run(1)
    assert notebook.shown()[0].output == ""


# The two minutes that a block may take are over at once.
SHORT_LIMIT = """
const setPlainTimeout = window.setTimeout;
window.setTimeout = (act, delay, ...rest) => setPlainTimeout(act, delay === 120_000 ? 0 : delay, ...rest);
"""


def test_a_block_that_takes_too_long_is_stopped(page: Page, python_site: str) -> None:
    page.add_init_script(SHORT_LIMIT)
    notebook = NotebookPage(page, python_site)
    notebook.replace(1, "while True: pass")
    assert notebook.run(1) == "Stopped after 120 seconds. The next Run starts Python anew."


def test_a_library_that_is_not_there_is_named_and_the_blocks_after_it_still_run(cold_notebook: NotebookPage) -> None:
    notebook = cold_notebook

    def without_scikit_learn(route: Route) -> None:
        lock = route.fetch().json()
        lock["packages"] = {name: package for name, package in lock["packages"].items() if name != "scikit-learn"}
        route.fulfill(body=json.dumps(lock), content_type="application/json")

    notebook.page.route("**/pyodide-lock.json", without_scikit_learn)
    notebook.replace(1, "import sklearn")
    notebook.replace(2, "print('still here')")
    assert notebook.run(2) == "2 blocks have run."
    absent, after = notebook.shown()[:2]
    assert absent.output.startswith("This block needs sklearn, which Python in this page does not have.\n")
    assert after.output == "still here\n"


def test_python_that_cannot_be_loaded_is_told(cold_notebook: NotebookPage) -> None:
    notebook, page = cold_notebook, cold_notebook.page
    notebook.replace(1, "print('here')")
    page.route("**/page_engine.zip", lambda route: route.fulfill(status=200, body="no archive"))
    said = notebook.run(1)
    assert said.startswith("Python could not be loaded: ")
    page.unroute("**/page_engine.zip")
    assert notebook.run(1) == "Block 1 has run."


def test_a_solution_runs_only_when_it_is_pressed(warm_page: Page, python_site: str) -> None:
    notebook = NotebookPage(warm_page, f"{python_site}labs/01-how-does-a-neuron-work/")
    given, exercise, solution, check = 1, 2, 3, 4
    assert notebook.run(check) == "3 blocks have run."
    assert notebook.shown()[check - 1].output.startswith("Not solved yet")
    assert notebook.note(solution) == ""

    assert notebook.run(solution) == "Block 3 has run."
    assert notebook.run(check) == "Block 4 has run."
    assert notebook.shown()[check - 1].output.startswith("Not solved yet")
    assert notebook.note(given) == notebook.note(exercise) == "Has run."


def test_solutions_have_the_names_of_the_page_and_of_their_own_fold_alone(notebook: NotebookPage) -> None:
    notebook.page.evaluate("""() => {
        const blocks = [...document.querySelectorAll(".highlight:has(> .run-row)")].slice(0, 5);
        const codes = ["x = 1", "x += 10", "print(x)", "x += 100", "print(x)"];
        blocks.forEach((block, i) => { block.querySelector("pre code").textContent = codes[i]; });
        const fold = document.createElement("details");
        fold.open = true;
        blocks[1].before(fold);
        fold.append(blocks[1], blocks[2]);
    }""")
    assert notebook.run(3) == "3 blocks have run."
    assert notebook.run(5) == "2 blocks have run."
    assert [notebook.shown()[number - 1].output for number in (3, 5)] == ["11\n", "101\n"]
    assert notebook.run(3) == "Block 3 has run."  # what is below a fold changes nothing in it
    assert notebook.shown()[2].output == "11\n"
    assert notebook.run(2) == "Block 2 has run."  # it begins the fold anew, with the names that the page has now
    assert notebook.run(3) == "Block 3 has run."
    assert notebook.shown()[2].output == "111\n"


def test_another_page_has_other_names_and_the_same_python(warm_page: Page, python_site: str) -> None:
    notebook = NotebookPage(warm_page, f"{python_site}series/02-one-neuron-many-examples/")
    notebook.replace(1, "import builtins\nnp = 1\nbuiltins.of_this_python = 1")
    assert notebook.run(1) == "Block 1 has run."
    warm_page.evaluate("window.isStillThere = true")
    notebook = NotebookPage(warm_page, python_site + CHAPTER)
    notebook.replace(1, "import builtins\nprint('np' in globals(), builtins.__dict__.pop('of_this_python', None))")

    notebook.run(1)

    assert warm_page.evaluate("window.isStillThere")
    assert notebook.shown()[0].output == "False 1\n"


def test_a_block_that_fails_leaves_nothing_behind_that_counts_as_run(notebook: NotebookPage) -> None:
    notebook.replace(1, "x = 1 if 'x' not in globals() else 99\nassert x == 1")
    notebook.replace(2, "print(x)")
    notebook.run(2)
    assert notebook.run(1) == "Block 1 failed: AssertionError"
    assert notebook.run(2) == "Block 1 failed: AssertionError"


def test_output_without_an_end_of_line_and_what_ran_before_a_stop(notebook: NotebookPage) -> None:
    notebook.replace(1, "print('no end', end='')\nx = 1")
    notebook.replace(2, "import time\ntime.sleep(0 if 'x' in globals() and x == 1 else 100)\nx += 1")
    notebook.run(2)
    assert notebook.shown()[0].output == "no end\n"
    notebook.button("Run", 2).click()
    expect(notebook.row(2)).to_contain_text("Running block 2.")
    notebook.let_time_pass()
    notebook.button("Stop", 2).click()
    notebook.wait(2)
    assert notebook.run(2) == "2 blocks have run."


def test_what_stands_below_a_change_is_marked(notebook: NotebookPage) -> None:
    notebook.replace(1, "x = 1")
    notebook.replace(2, "print(x)")
    notebook.run(2)
    notebook.button("Edit", 1).click()
    notebook.write(1, "x = 2")
    notebook.run(1)
    assert notebook.note(2) == "Has run with other code above."
    assert notebook.run(2) == "Block 2 has run."
    assert notebook.shown()[1].output == "2\n"


def test_a_run_that_is_pressed_before_the_page_is_left_does_not_reach_the_next_one(
    page: Page, python_site: str
) -> None:
    waiting: list[Route] = []
    page.route("**/run/notebook.js", lambda route: waiting.append(route))
    notebook = NotebookPage(page, f"{python_site}series/02-one-neuron-many-examples/")
    notebook.replace(1, "while True: pass")
    notebook.button("Run", 1).click()
    notebook = NotebookPage(page, python_site + CHAPTER)
    notebook.replace(1, "print('here')")
    waiting[0].continue_()
    assert notebook.run(1) == "Block 1 has run."
    assert notebook.shown()[0].output == "here\n"


def test_a_busy_page_that_is_left_is_stopped(warm_page: Page, python_site: str) -> None:
    notebook = NotebookPage(warm_page, f"{python_site}series/02-one-neuron-many-examples/")
    notebook.replace(1, "while True: pass")
    notebook.button("Run", 1).click()
    expect(notebook.row(1)).to_contain_text("Running block 1.", timeout=PATIENCE)
    notebook = NotebookPage(warm_page, python_site + CHAPTER)
    notebook.replace(1, "print('here')")
    assert notebook.run(1) == "Block 1 has run."


def test_what_an_edit_has_set_does_not_reach_the_next_page(warm_page: Page, python_site: str) -> None:
    notebook = NotebookPage(warm_page, f"{python_site}series/02-one-neuron-many-examples/")
    notebook.button("Edit", 1).click()
    notebook.write(1, "import builtins\nbuiltins.print = lambda *_: None")
    notebook.run(1)
    notebook = NotebookPage(warm_page, python_site + CHAPTER)
    notebook.replace(1, "print('here')")
    notebook.run(1)
    assert notebook.shown()[0].output == "here\n"


def test_two_clicks_are_one_run(notebook: NotebookPage) -> None:
    notebook.replace(1, "import time\ntime.sleep(1)\nprint(runs := globals().get('runs', 0) + 1)")
    notebook.button("Run", 1).dblclick()
    notebook.wait(1)
    notebook.button("Run", 1).dblclick()
    expect(notebook.row(1)).to_contain_text("Running block 1.")
    notebook.wait(1)
    assert notebook.shown()[0].output == "2\n"


def test_an_error_after_a_block_has_ended_ends_nothing(faulty_notebook: NotebookPage) -> None:
    notebook = faulty_notebook
    notebook.replace(
        1,
        "import js\nfrom pyodide.ffi import create_once_callable\ny = 5\n"
        "js.setTimeout(create_once_callable(lambda: 1 / 0), 0)",
    )
    notebook.replace(2, "print(y)")
    notebook.run(1)
    for _ in range(2):
        assert notebook.run(2) == "Block 2 has run."
    assert notebook.shown()[1].output == "5\n"


def test_a_package_that_does_not_come_is_told_and_asked_for_again(faulty_notebook: NotebookPage) -> None:
    notebook = faulty_notebook
    notebook.replace(2, "print('no figure, which would take its time')")
    notebook.page.route("**/numpy-*.whl", lambda route: route.abort())
    assert notebook.run(2).startswith("Python could not be loaded: numpy did not come.")
    notebook.page.unroute("**/numpy-*.whl")
    assert notebook.run(2) == "2 blocks have run."


def test_what_cannot_be_fetched_at_a_press_is_told(faulty_notebook: NotebookPage) -> None:
    notebook, page = faulty_notebook, faulty_notebook.page
    page.route("**/run/notebook.js", lambda route: route.abort())
    notebook.button("Run", 2).click()
    expect(page.get_by_role("alert")).to_have_text("This could not be loaded. Reload the page to try again.")
    assert notebook.row(2).get_by_role("alert").count() == 1
    page.unroute("**/run/notebook.js")
    page.route("**/codemirror.js", lambda route: route.abort())
    page.reload()
    notebook.row(1).wait_for(state="attached")
    notebook.replace(1, "print('here')")
    notebook.button("Edit", 1).click()
    expect(notebook.row(1)).to_contain_text("The editor could not be loaded. Reload the page to try again.")
    assert notebook.run(1) == "Block 1 has run."
