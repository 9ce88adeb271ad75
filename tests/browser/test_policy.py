"""The Content-Security-Policy holds for Python, too: no other host, and no JavaScript made from text."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest
from notebook_page import NotebookPage
from playwright.sync_api import BrowserContext

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


class OtherHost(BaseHTTPRequestHandler):
    """Allows every request, and keeps that it came."""

    asked: list[str]

    def do_GET(self) -> None:
        self.asked.append(self.path)
        self.send_response(200)
        self.send_header("Access-Control-Allow-Origin", "*")
        self.end_headers()

    def log_message(self, format: str, *arguments: object) -> None:  # noqa: A002
        pass


@pytest.fixture
def other_host() -> Iterator[tuple[str, list[str]]]:
    """Return the address of another host, and what it has been asked for."""
    handler = type("Handler", (OtherHost,), {"asked": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/", handler.asked
        server.shutdown()


def test_python_works_under_the_policy_and_is_held_to_it(
    context: BrowserContext, python_site: str, other_host: tuple[str, list[str]]
) -> None:
    address, asked = other_host
    notebook = NotebookPage(context.new_page(), python_site)
    notebook.button("Edit", 1).click()
    for name, code in FORBIDDEN.items():
        notebook.write(1, "import js\n" + code.format(other=address, home=python_site))
        said = notebook.run(1)
        assert said.startswith("Block 1 failed: "), (name, said)
        assert not asked, name


INJECTED = {  # each would set window.injected without the policy
    "a script within the page": "<script>window.injected = true</script>",
    "a handler in an attribute": "<img src='missing.svg' onerror='window.injected = true'>",
    "a script of another host": "<script src='{other}'></script>",
}


@pytest.mark.parametrize("name", INJECTED)
def test_what_is_injected_into_a_page_is_blocked(
    context: BrowserContext, served_site: str, other_host: tuple[str, list[str]], name: str
) -> None:
    address, asked = other_host
    page = context.new_page()
    page.goto(served_site)
    markup = INJECTED[name].format(other=address)
    blocked = page.evaluate(
        """(markup) => new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", (event) => resolve(event.effectiveDirective));
            setTimeout(() => resolve("nothing was blocked"), 5000);
            document.body.append(document.createRange().createContextualFragment(markup));
        })""",
        markup,
    )
    assert blocked.startswith("script-src")
    assert not page.evaluate("window.injected")
    assert not asked
