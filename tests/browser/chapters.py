"""What chapters define and say: what their live figures are held to."""

from functools import cache
from typing import Any

import matplotlib.pyplot as plt
import pytest
from built_site import PROJECT

from page_engine import read_page


@cache
def names_of(chapter: str, wanted: str) -> dict[str, Any]:
    """Return the names of a chapter after the block that defines the wanted one."""
    names: dict[str, Any] = {}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(plt, "show", lambda: plt.close("all"))
        for block in read_page(PROJECT / f"docs/{chapter}.md").blocks:
            exec(block.source, names)
            if wanted in names:
                return names
    pytest.fail(f"{chapter} must define {wanted}")


def text_of_chapter(chapter: str) -> str:
    return (PROJECT / f"docs/{chapter}.md").read_text("utf-8")
