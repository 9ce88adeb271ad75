"""What a page shows in PyTorch prints, to the letter, what the block above it prints."""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from built_site import PROJECT
from missing_tools import missing

from page_engine.read.page import Block, read_page

IMPORT = re.compile(r"^\s*(import|from) torch\b", re.MULTILINE)
PYTHONS = [sys.executable, str(PROJECT / ".cache/bench/bin/python"), "python3", "/usr/bin/python3"]
PAGES = [path for path in sorted((PROJECT / "docs").rglob("*.md")) if IMPORT.search(path.read_text("utf-8"))]


def shown_in_pytorch() -> Iterator[tuple[str, Block, str]]:
    """Yield the place of each skipped block that imports torch, the block, and the output of the block above it."""
    for page in map(read_page, PAGES):
        for above, each in zip([None, *page.blocks], page.blocks, strict=False):
            if "skip" in each.options and IMPORT.search(each.source):
                yield f"{page.name}:{each.line}", each, above.output.source if above and above.output else ""


def has_torch(python: str) -> bool:
    try:
        return subprocess.run([python, "-c", "import torch"], capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def test_what_pages_show_in_pytorch_stands_below_an_output() -> None:
    assert PAGES
    assert [place for place, _, wanted in shown_in_pytorch() if not wanted] == []


@pytest.mark.weekly
def test_what_pages_show_in_pytorch_prints_what_the_block_above_prints(tmp_path: Path) -> None:
    python = next(filter(has_torch, PYTHONS), "")
    if not python:
        missing("what pages show in PyTorch needs a Python that has it: apt-get install python3-torch")
    for place, block, wanted in shown_in_pytorch():
        command = [python, "-c", block.source]  # on its own
        run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=600, check=False)
        assert (run.returncode, run.stdout) == (0, wanted), (place, run.stderr)
