"""A lab is executed again if it or the library has changed, and only then."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest
from kept_labs import keep_rendering

from page_engine.book import Chapter
from page_engine.page import read_page


class Lab:
    """A project with a library and a lab, and with something in the place of mkdocs-jupyter that counts."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.n_executed = folder, 0
        (folder / "pyproject.toml").write_text('[tool.page_engine]\ncache = "kept"\n')
        (folder / "library").mkdir()
        (folder / "library" / "part.py").write_text("value = 1\n")
        (folder / "lab.md").write_text("# A lab\n")

    def render(self, shows_errors: bool = False) -> str:
        """Return what a build makes of the lab."""
        page: Any = SimpleNamespace(content=None, toc=None)

        def execute(config: object, files: object) -> None:
            self.n_executed += 1
            page.content = f"what the lab has printed – {(self.folder / 'library' / 'part.py').read_text()}"

        page.render = execute
        lab = Chapter("lab.md", read_page(self.folder / "lab.md"), [], [])
        keep_rendering(page, lab, [self.folder / "library"], shows_errors)
        page.render(None, None)
        return str(page.content)


@pytest.fixture
def lab(tmp_path: Path) -> Lab:
    return Lab(tmp_path)


def test_what_has_not_changed_is_executed_once(lab: Lab) -> None:
    assert lab.render() == lab.render()
    assert lab.n_executed == 1


CHANGES = {
    "the lab": ("lab.md", "# A lab\n\nmore\n"),
    "the library": ("library/part.py", "value = 2\n"),
    "a new module of the library": ("library/new.py", ""),
    "what is kept": ("kept/*/lab-md.rendered", "what the lab has never printed"),
}


@pytest.mark.parametrize("what", CHANGES)
def test_what_has_changed_is_executed_again(lab: Lab, what: str) -> None:
    lab.render()
    name, text = CHANGES[what]
    path = next(iter(lab.folder.glob(name)), lab.folder / name)
    path.write_text(text)
    assert lab.render() == f"what the lab has printed – {(lab.folder / 'library' / 'part.py').read_text()}"
    assert lab.n_executed == 2


def test_what_a_preview_lets_pass_is_not_taken_by_a_build(lab: Lab) -> None:
    lab.render(shows_errors=True)
    lab.render(shows_errors=False)
    assert lab.n_executed == 2
