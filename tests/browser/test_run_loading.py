"""How Python comes: when a reader comes near, and told in one line; and what it may not do there."""

import re

import pytest
from in_page import ask
from notebook_page import PATIENCE, NotebookPage
from playwright.sync_api import BrowserContext, Page, Route, expect

CHAPTER = "series/05-loss/"
WASM, NUMPY = "pyodide.asm.wasm", "**/numpy-*.whl"


@pytest.mark.parametrize(("button", "act"), [("Run", "hover"), ("Run", "focus"), ("Edit", "click")])
def test_python_begins_to_load_when_a_reader_comes_near(page: Page, python_site: str, button: str, act: str) -> None:
    notebook = NotebookPage(page, python_site + CHAPTER)
    with page.expect_request(f"**/{WASM}"):
        getattr(notebook.button(button, 1), act)()


def test_python_comes_when_a_reader_is_near_a_library_when_needed_and_one_line_tells_how_far_it_is(
    page: Page, python_site: str
) -> None:
    urls: list[str] = []
    waiting: list[Route] = []
    page.on("request", lambda request: urls.append(request.url))
    page.route(NUMPY, lambda route: waiting.append(route))
    notebook = NotebookPage(page, python_site + CHAPTER)
    page.wait_for_load_state("networkidle")
    notebook.button("Run", 1).dispatch_event("pointerenter", {"pointerType": "touch"})  # of a finger that scrolls
    notebook.block(1).locator("pre").hover()
    notebook.button("Edit", 1).hover()
    page.evaluate("address => fetch(address)", f"{python_site}feed.xml")  # which ends after what was asked before
    scripts = [url for url in urls if "/assets/scripts/run/" in url or "/assets/python/" in url]
    assert scripts == [f"{python_site}assets/scripts/run/buttons.js"]

    for number in (1, 2):
        ask(page, "listenTo", number)
    with page.expect_request(NUMPY, timeout=PATIENCE):  # all else has come then
        notebook.button("Run", 1).hover()
    notebook.button("Run", 1).click()
    line = re.compile(r"^Loading Python, numpy and neuronlib: 14 of 17 MB, once for all pages\.$")
    expect(notebook.row(1).locator(".run-note")).to_have_text(line, timeout=PATIENCE)
    assert notebook.row(1).get_by_role("progressbar").evaluate("bar => bar.value") == pytest.approx(14 / 17, abs=0.05)
    assert page.get_by_role("status").inner_text() == "Loading Python, numpy and neuronlib: 17 MB, once for all pages."
    waiting[0].continue_()
    assert notebook.wait(1) == "Block 1 has run."
    said = page.evaluate("said")
    assert "Starting Python, numpy and neuronlib." in said  # so the bytes that were to come have come
    assert said[-3:] == ["Running block 1.", "Has run.", "Block 1 has run."]
    expect(notebook.row(1).get_by_role("progressbar")).to_be_hidden()

    assert not any("codemirror" in url or "matplotlib" in url for url in urls)
    assert notebook.run(2) == "Block 2 has run."
    assert any("matplotlib" in url for url in urls)
    assert any(re.match(r"Loading matplotlib.*: \d+ of 1\d MB, ", each) for each in page.evaluate("said"))


OTHER_HOST = "http://127.0.0.2:9/"
FORBIDDEN = [  # each would work without the Content-Security-Policy
    "js.eval('1 + 1')",
    "js.Function.new('return 1')()",
    "r = js.XMLHttpRequest.new(); r.open('GET', '{other}', False); r.send()",
    "from pyodide.http import open_url; open_url('{other}')",
    # A worker from a file would have no policy, and this one would ask the other host.
    "worker = js.Worker.new('{home}assets/scripts/search-worker.js?{other}')\n"
    "worker.postMessage(js.JSON.parse('{{\"type\": 0}}'))\n"
    'worker.postMessage(js.JSON.parse(\'{{"type": 2, "data": "x"}}\'))',
]
TRY_ALL = """\
import js
for code in CODES:
    try:
        exec(code)
    except (ImportError, NameError, SyntaxError):
        raise  # a mistake of this test
    except Exception:
        continue
    print("this works:", code)
"""


def test_python_works_under_the_policy_and_is_held_to_it(context: BrowserContext, python_site: str) -> None:
    answered: list[str] = []

    def answer(route: Route) -> None:
        answered.append(route.request.url)
        route.fulfill(body="", headers={"Access-Control-Allow-Origin": "*"})

    context.route(f"{OTHER_HOST}**", answer)
    notebook = NotebookPage(context.new_page(), python_site)
    codes = [code.format(other=OTHER_HOST, home=python_site) for code in FORBIDDEN]
    notebook.replace(1, TRY_ALL.replace("CODES", repr(codes)))
    assert notebook.run(1) == "Block 1 has run."
    assert notebook.shown()[0].output == ""
    assert not answered
