"""The Content-Security-Policy holds for Python, too: no other host, and no JavaScript made from text."""

from __future__ import annotations

import pytest
from notebook_page import NotebookPage
from playwright.sync_api import BrowserContext

FORBIDDEN = {
    "JavaScript made from text": ("import js\njs.eval('1 + 1')", "unsafe-eval"),
    "a function made from text": ("import js\njs.Function.new('return 1')()", "unsafe-eval"),
    "a request to another host": (
        "import js\nrequest = js.XMLHttpRequest.new()\n"
        "request.open('GET', 'http://other.invalid/', False)\nrequest.send()",
        "NetworkError",
    ),
    "a script of another host": ("import js\njs.importScripts('http://other.invalid/a.js')", "importScripts"),
}


@pytest.mark.parametrize("name", FORBIDDEN)
def test_code_of_a_reader_cannot(context: BrowserContext, python_site: str, name: str) -> None:
    code, reason = FORBIDDEN[name]
    asked: list[str] = []
    context.on("request", lambda request: asked.append(request.url))
    notebook = NotebookPage(context.new_page(), python_site)
    notebook.block(1).locator("pre code").evaluate("(code, text) => { code.textContent = text }", code)

    said = notebook.run(1)

    assert said.startswith("Block 1 failed: "), said
    assert reason in said
    assert not any("other.invalid" in url for url in asked)
