"""What a page shows in PyTorch prints, to the letter, what the block above it prints."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_site import PROJECT
from missing_tools import missing
from small_pages import block

from page_engine.read.page import Block, Page, parse_page, read_page

IMPORT = re.compile(r"^\s*(import|from) torch\b", re.MULTILINE)
PYTHONS = [sys.executable, str(PROJECT / ".cache/bench/bin/python"), "python3", "/usr/bin/python3"]
PAGES = [path for path in sorted((PROJECT / "docs").rglob("*.md")) if IMPORT.search(path.read_text("utf-8"))]


def shown_in_pytorch(page: Page) -> Iterator[tuple[Block, str]]:
    """Yield each skipped block that imports torch, and the output of the block above it."""
    for above, each in zip([None, *page.blocks], page.blocks, strict=False):
        if "skip" in each.options and IMPORT.search(each.source):
            yield each, above.output.source if above and above.output else ""


def without_output(page: Page) -> list[str]:
    """Return the places of blocks in PyTorch that have no output above them."""
    return [f"{page.name}:{each.line}: no output above" for each, wanted in shown_in_pytorch(page) if not wanted]


def differences(page: Page, python: str, folder: Path) -> Iterator[str]:
    """Yield where a block in PyTorch, run on its own in a folder, prints anything else than the block above it."""
    for each, wanted in shown_in_pytorch(page):
        command = [python, "-c", each.source]
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600, check=False)
        if (run.returncode, run.stdout) != (0, wanted):
            yield f"{page.name}:{each.line}: {wanted!r} above, and here {run.stdout + run.stderr!r}"


def has_torch(python: str) -> bool:
    try:
        return subprocess.run([python, "-c", "import torch"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


@pytest.fixture
def pytorch() -> str:
    """Return a Python that has PyTorch."""
    python = next(filter(has_torch, PYTHONS), "")
    return python or missing("what pages show in PyTorch needs a Python that has it: apt-get install python3-torch")


@pytest.mark.weekly
def test_what_pages_show_in_pytorch_prints_what_the_block_above_prints(pytorch: str, tmp_path: Path) -> None:
    assert PAGES
    assert [each for path in PAGES for each in differences(read_page(path), pytorch, tmp_path)] == []


def test_what_pages_show_in_pytorch_stands_below_an_output() -> None:
    assert [each for path in PAGES for each in without_output(read_page(path))] == []


# Small pages, with a module that is called torch: the same prints, and faults that must be found.

TORCH = "def tanh(x):\n    return x / 2\n"
ABOVE = block("print(0.25)", "0.25")
SMALL = {
    "the same": (ABOVE, "import torch\nprint(torch.tanh(0.5))", ""),
    "the same by another import": (ABOVE, "from torch import tanh\nprint(tanh(0.5))", ""),
    "not in PyTorch": (ABOVE, "print(2)", ""),
    "another number": (ABOVE, "import torch\nprint(torch.tanh(0.4))", "'0.2\\n'"),
    "another digit": (ABOVE, "import torch\nprint('0.250')", "'0.250\\n'"),
    "one line more": (ABOVE, "import torch\nprint('0.25\\n')", "'0.25\\n\\n'"),
    "dots that stand for anything": (block("print(0.25)", "0.2..."), "import torch\nprint(0.25)", "'0.25\\n'"),
    "an error behind the number": (ABOVE, "import torch\nprint(0.25)\ntorch.tan(0.5)", "AttributeError"),
    "a name from above": (block("x = 0.5\nprint(x)", "0.5"), "import torch\nprint(x)", "NameError"),
    "no output above": (block("x = 1"), "import torch\nprint(1)", "'1\\n'"),
    "nothing above": ("", "import torch\nprint(1)", "'1\\n'"),
}


@pytest.mark.parametrize("name", SMALL)
def test_a_small_page_is_right_or_its_fault_is_found(name: str, tmp_path: Path) -> None:
    above, code, said = SMALL[name]
    (tmp_path / "torch.py").write_text(TORCH, "utf-8")
    page = parse_page(above + block(code, options=' skip="it is run every week"'), tmp_path / "page.md")
    found = list(differences(page, sys.executable, tmp_path))
    assert len(found) == bool(said)
    assert all(said in each for each in found)
    assert bool(without_output(page)) == (name in ("no output above", "nothing above"))


def test_a_python_without_pytorch_is_passed_over(tmp_path: Path) -> None:
    assert not has_torch(str(tmp_path / "python"))
    assert not has_torch("false")
    assert has_torch("true")
