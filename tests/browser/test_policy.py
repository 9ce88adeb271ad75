"""The Content-Security-Policy holds for Python, too: no other host, and no JavaScript made from text."""

from notebook_page import NotebookPage
from playwright.sync_api import BrowserContext, Route

OTHER_HOST = "http://127.0.0.2:9/"
FORBIDDEN = {  # each would work without the policy
    "make JavaScript from text": "js.eval('1 + 1')",
    "make a function from text": "js.Function.new('return 1')()",
    "ask another host": "r = js.XMLHttpRequest.new(); r.open('GET', '{other}', False); r.send()",
    "start a worker from a file, which has no policy": (
        "worker = js.Worker.new('{home}assets/scripts/search-worker.js?{other}')\n"
        "worker.postMessage(js.JSON.parse('{{\"type\": 0}}'))\n"
        'worker.postMessage(js.JSON.parse(\'{{"type": 2, "data": "x"}}\'))'
    ),
    "ask another host by a function": "from pyodide.http import open_url; open_url('{other}')",
}


def test_python_works_under_the_policy_and_is_held_to_it(context: BrowserContext, python_site: str) -> None:
    asked: list[str] = []

    def answer(route: Route) -> None:
        asked.append(route.request.url)
        route.fulfill(body="", headers={"Access-Control-Allow-Origin": "*"})

    context.route(f"{OTHER_HOST}**", answer)
    notebook = NotebookPage(context.new_page(), python_site)
    notebook.button("Edit", 1).click()
    for name, code in FORBIDDEN.items():
        notebook.write(1, "import js\n" + code.format(other=OTHER_HOST, home=python_site))
        said = notebook.run(1)
        assert said.startswith("Block 1 failed: "), (name, said)
        assert not asked, name
