"""Small sites for the gates to look at."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from quality import accessibility, keyboard, preferences, privacy

HEALTHY = """\
<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<meta name="description" content="A page for the gates to look at.">
<title>A page</title>
<link rel="canonical" href="https://example.org/course/">
<link rel="icon" href="data:,">
<link rel="stylesheet" href="style.css">
</head>
<body>
<a href="#content">To the content</a>
<main class="md-content">
<h1 id="content">A page</h1>
<p>A text with a <a href="other/#below">link</a> to another page.</p>
<p><button type="button">Press</button></p>
<p><img src="picture.svg" alt="A square that is filled with black." width="40" height="40"></p>
</main>
</body>
</html>
"""
STYLE = """\
a, button { display: inline-block; min-width: 24px; min-height: 24px; }
:focus-visible { outline: 2px solid; }
a { text-decoration: underline; }
"""
PICTURE = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 1 1"><path d="M0 0h1v1H0z"/></svg>\n'

SmallSite = Callable[..., Path]


@pytest.fixture
def small_site(tmp_path: Path) -> SmallSite:
    """Return a function that writes a site of two pages, with something in the first one put in another's place."""

    def write(healthy: str = "", planted: str = "") -> Path:
        assert not healthy or HEALTHY.count(healthy) == 1
        site = tmp_path / "site"
        shutil.rmtree(site, ignore_errors=True)
        (site / "other").mkdir(parents=True)
        (site / "index.html").write_text(HEALTHY.replace(healthy, planted) if healthy else HEALTHY, "utf-8")
        other = HEALTHY.replace("other/#below", "../#content").replace("style.css", "../style.css")
        other = other.replace("picture.svg", "../picture.svg").replace("<p><button", '<p id="below"><button')
        (site / "other" / "index.html").write_text(other, "utf-8")
        (site / "style.css").write_text(STYLE, "utf-8")
        (site / "picture.svg").write_text(PICTURE, "utf-8")
        return site

    return write


@pytest.fixture
def one_browser(browser: Browser, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let each gate use the Chromium of these tests as if it were its own."""
    before = browser.contexts
    for gate in (accessibility, keyboard, preferences, privacy):
        monkeypatch.setattr(gate, "chromium", lambda: contextlib.nullcontext(browser))
    yield
    for context in browser.contexts:
        if context not in before:
            context.close()
