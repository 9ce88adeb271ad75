"""Run, Stop and Reset, as a reader meets them."""

import json
from fnmatch import fnmatchcase

import pytest
from hands import box_of
from notebook_page import PATIENCE, NotebookPage
from playwright.sync_api import BrowserContext, Page, Route, expect

CHAPTER, ANOTHER = "series/05-loss/", "series/02-one-neuron-many-examples/"
DRAWS = 2  # a block of this chapter, by its number


@pytest.fixture
def notebook(warm_page: Page, python_site: str) -> NotebookPage:
    """Return the page as a reader finds it who has come from another one; Python may be there already."""
    return NotebookPage(warm_page, python_site + CHAPTER)


@pytest.fixture
def faulty_notebook(context: BrowserContext, python_site: str) -> NotebookPage:
    """Return that page, where the console may complain."""
    return NotebookPage(context.new_page(), python_site + CHAPTER)


def live_region(page: Page) -> str:
    return page.get_by_role("status").inner_text()


def test_a_run_takes_the_blocks_above_and_reset_brings_back_what_the_page_had(notebook: NotebookPage) -> None:
    before, hint = notebook.shown(), notebook.page.get_by_text("Runs here in your browser")
    expect(hint).to_have_count(1)
    expect(notebook.row(1)).to_contain_text("Runs here in your browser")
    notebook.page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = false })")
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


RUNS = {  # the code of the first blocks; which are pressed, with what is said then; what is shown in the end
    "what has run does not run again": (
        ["runs = globals().get('runs', 0) + 1", "print(runs)"],
        [(2, "2 blocks have run."), (2, "Block 2 has run.")],
        ["", "1\n"],
    ),
    "a value is shown of edits alone, and a last line has an end": (
        ["6 * 7", "print('no end', end='')"],
        [(2, "2 blocks have run.")],
        ["", "no end\n"],
    ),
    "a block that fails leaves nothing behind that counts as run": (
        ["x = 1 if 'x' not in globals() else 99\nassert x == 1", "print(x)"],
        [(2, "2 blocks have run."), (1, "Block 1 failed: AssertionError"), (2, "Block 1 failed: AssertionError")],
        ['Traceback * File "<block 1>", line 2, in <module>\n*\nAssertionError\n', "1\n"],
    ),
    "an error is shown at its block and ends the run": (
        ["x = 1", "print('so far')\n\nx / 0", "print(x)"],
        [(3, "Block 2 failed: ZeroDivisionError: division by zero")],
        ["", 'so far\nTraceback * File "<block 2>", line 3, in <module>\n    x / 0\n*Error: division by zero\n'],
    ),
}


@pytest.mark.parametrize(("codes", "presses", "outputs"), RUNS.values(), ids=RUNS)
def test_what_runs_is_what_has_not_run_until_a_block_fails(
    notebook: NotebookPage, codes: list[str], presses: list[tuple[int, str]], outputs: list[str]
) -> None:
    for number, code in enumerate(codes, 1):
        notebook.replace(number, code)
    for number, said in presses:
        assert notebook.run(number) == said
        assert live_region(notebook.page) == said
    shown = notebook.shown()
    for block, output in zip(shown, outputs, strict=False):
        assert fnmatchcase(block.output, output)
        assert block.is_error == ("Traceback" in output)
    assert not shown[len(outputs)].is_own


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


@pytest.mark.parametrize(("file", "told"), [("page_engine.zip", ""), ("numpy-*.whl", "numpy did not come.")])
def test_what_does_not_come_is_told_and_asked_for_again(faulty_notebook: NotebookPage, file: str, told: str) -> None:
    notebook = faulty_notebook
    notebook.replace(2, "print('no figure, which would take its time')")
    notebook.page.route(f"**/{file}", lambda route: route.fulfill(body="no archive"))
    assert notebook.run(2).startswith(f"Python could not be loaded: {told}")
    notebook.page.unroute(f"**/{file}")
    assert notebook.run(2) == "2 blocks have run."


def test_a_library_that_is_not_there_is_named_and_the_blocks_after_it_still_run(page: Page, python_site: str) -> None:
    def without_scikit_learn(route: Route) -> None:
        lock = route.fetch().json()
        lock["packages"] = {name: package for name, package in lock["packages"].items() if name != "scikit-learn"}
        route.fulfill(body=json.dumps(lock), content_type="application/json")

    page.route("**/pyodide-lock.json", without_scikit_learn)
    notebook = NotebookPage(page, python_site + CHAPTER)
    notebook.replace(1, "import sklearn")
    notebook.replace(2, "print('still here')")
    assert notebook.run(2) == "2 blocks have run."
    absent, after = notebook.shown()[:2]
    assert absent.output.startswith("This block needs sklearn, which Python in this page does not have.\n")
    assert after.output == "still here\n"


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


# Blocks have numbers, which lead to them.

ADD_LINK = """address => {
    const link = document.createElement("a");
    link.href = address;
    link.textContent = "to a block";
    document.querySelector("article").prepend(link);
}"""


def test_every_block_has_its_number(notebook: NotebookPage) -> None:
    links = notebook.page.locator(".run-row > a")
    assert links.all_inner_texts() == [f"Block {number}" for number in range(1, notebook.count() + 1)]
    for number in range(1, notebook.count() + 1):
        expect(notebook.block(number)).to_have_id(f"block-{number}")
        assert notebook.row(number).locator("a").get_attribute("href") == f"#block-{number}"


def test_a_failure_leads_to_its_block(notebook: NotebookPage) -> None:
    notebook.replace(DRAWS, "x / 0")
    notebook.page.evaluate("document.querySelectorAll('details').forEach((fold) => { fold.open = false })")
    assert notebook.run(3) == "Block 2 failed: NameError: name 'x' is not defined"
    notebook.row(3).locator(".run-note").get_by_role("link", name="Block 2").click()
    expect(notebook.block(DRAWS)).to_be_in_viewport()


def test_a_link_from_another_page_leads_to_a_block_and_opens_its_fold(warm_page: Page, python_site: str) -> None:
    warm_page.evaluate(ADD_LINK, f"{python_site}{CHAPTER}#block-{DRAWS}")
    warm_page.get_by_role("link", name="to a block").click()
    expect(warm_page.locator(f"#block-{DRAWS} pre code")).to_be_in_viewport()


def test_a_block_that_is_addressed_is_not_below_the_header(page: Page, python_site: str) -> None:
    page.set_viewport_size({"width": 900, "height": 400})
    page.goto(f"{python_site}{CHAPTER}#block-4")
    block = page.locator("#block-4")
    expect(block).to_be_in_viewport()
    header, box = box_of(page.locator(".md-header")), box_of(block)
    assert header["y"] + header["height"] <= box["y"] < 200
