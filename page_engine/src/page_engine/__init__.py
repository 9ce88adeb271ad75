"""The page engine: a Markdown page in, what its blocks really do out.

`read_page` reads a page, `run_page` runs it in a process of its own, `check_page` compares what happened
with what the page says, `render_page` writes it for the web and `update_page` mends it.
`PageParser` hands pages to Sybil, and so to pytest.

The folders say the way of a page: `read`, `run`, `say`. MkDocs is known in `plugin` only,
and matplotlib only where a page draws.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from page_engine.read.page import read_page
    from page_engine.run.runner import run_page
    from page_engine.say.checker import check_page
    from page_engine.say.renderer import render_page
    from page_engine.say.updater import update_page
    from page_engine.sybil_parser import PageParser

__all__ = ["PageParser", "check_page", "read_page", "render_page", "run_page", "update_page"]

_HOMES = {
    "PageParser": "sybil_parser",
    "check_page": "say.checker",
    "read_page": "read.page",
    "render_page": "say.renderer",
    "run_page": "run.runner",
    "update_page": "say.updater",
}


def __getattr__(name: str) -> Any:
    """Import a public name when it is asked for (SPEC 1): the process of a page must not hold what the page has not."""
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
