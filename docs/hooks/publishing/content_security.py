"""The content security policy: what a page of this site may load, which is nothing from anywhere else.

The theme has a few scripts within its pages; the policy names each by its hash, so that no other one runs.
The navigation exchanges pages without a reload and keeps the policy of the first one,
hence every page has the hashes of all pages.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from html.parser import HTMLParser
from pathlib import Path

_POLICY = {
    "default-src": "'none'",
    "script-src": "'self' 'wasm-unsafe-eval'",  # the latter for Python, which is WebAssembly
    "style-src": "'self'",
    "img-src": "'self' data:",
    "font-src": "'self'",
    "connect-src": "'self'",
    "worker-src": "'self' blob:",  # a worker made of a blob has the policy of its page, one made of a file has none
    "manifest-src": "'self'",
    "base-uri": "'none'",
    "form-action": "'none'",
}
_PLACE = '<meta charset="utf-8">'
_DATA_TYPES = ("application/json", "application/ld+json")


class _InlineScripts(HTMLParser):
    """Collects the scripts that stand within a page."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.scripts: list[str] = []
        self._is_inside = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        self._is_inside = tag == "script" and "src" not in attributes and attributes.get("type") not in _DATA_TYPES
        if self._is_inside:
            self.scripts.append("")

    def handle_data(self, data: str) -> None:
        if self._is_inside:
            self.scripts[-1] += data

    def handle_endtag(self, tag: str) -> None:
        self._is_inside = False


def inline_scripts(html: str) -> list[str]:
    """Return the scripts that stand within a page."""
    parser = _InlineScripts()
    parser.feed(html)
    parser.close()
    return parser.scripts


def policy_for(pages: Iterable[str]) -> str:
    """Return the policy under which the scripts within these pages run, and no others."""
    scripts = {script for html in pages for script in inline_scripts(html)}
    hashes = sorted(base64.b64encode(hashlib.sha256(script.encode()).digest()).decode() for script in scripts)
    allowed = " ".join(f"'sha256-{each}'" for each in hashes)
    sources = _POLICY | {"script-src": f"{_POLICY['script-src']} {allowed}".rstrip()}
    return "; ".join(f"{name} {value}" for name, value in sources.items())


def add_policy(folder: Path) -> str:
    """Write the policy into every page below a folder and return it.

    Raises
    ------
    ValueError
        If a page has no place for it: it must stand before every script.
    """
    pages = {path: path.read_text("utf-8") for path in sorted(folder.rglob("*.html"))}
    policy = policy_for(pages.values())
    for path, html in pages.items():
        if html.count(_PLACE) != 1:
            raise ValueError(f"{path} must have {_PLACE} once, for the content security policy to stand behind it")
        meta = f'{_PLACE}\n<meta http-equiv="content-security-policy" content="{policy}">'
        path.write_text(html.replace(_PLACE, meta), "utf-8")
    return policy
