"""Each page by hand: its blocks, copied into one script for a plain Python, print what the page shows."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
PAGES = [PROJECT / "README.md", *sorted(PROJECT.glob("docs/series/*.md"))]
FENCE = re.compile(
    r"^(?P<indent> *)```(?P<kind>python|output)(?P<options>.*)\n(?P<text>(?:.*\n)*?)(?P=indent)```$", re.MULTILINE
)

# What a console does at the end of each input: say what went wrong, and go on.
RAISING = """\
try:
{code}
except Exception as error:
    print(f"{{type(error).__name__}}: {{error}}".rstrip())
"""


def copy_blocks(page: str) -> tuple[str, str]:
    """Return a page's blocks as one script, and all that it shows as output."""
    code, shown = [], []
    for fence in FENCE.finditer(page):
        lines = fence["text"].splitlines(keepends=True)
        text = "".join(line.removeprefix(fence["indent"]) for line in lines)
        if fence["kind"] == "output":
            shown.append(text)
        elif "raises=" in fence["options"]:
            code.append(RAISING.format(code=textwrap.indent(text, "    ")))
        elif "skip=" not in fence["options"]:
            code.append(text)
    return "\n".join(code), "".join(shown)


def run_alone(code: str, folder: Path) -> str:
    """Return what a fresh Python prints; figures are drawn and not shown."""
    environment = {**os.environ, "MPLBACKEND": "agg"}
    environment.pop("PYTHONPATH", None)
    path = folder / "page.py"
    path.write_text(code, "utf-8")
    command = [sys.executable, "-W", "ignore:FigureCanvasAgg is non-interactive", str(path)]
    script = subprocess.run(command, cwd=folder, env=environment, capture_output=True, text=True, check=False)
    assert script.returncode == 0, script.stderr
    assert not script.stderr
    return script.stdout


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_the_blocks_of_a_page_print_what_it_shows(tmp_path: Path, path: Path) -> None:
    code, shown = copy_blocks(path.read_text("utf-8"))
    pattern = ".*".join(re.escape(part) for part in shown.split("..."))
    assert code
    assert re.fullmatch(pattern, run_alone(code, tmp_path), re.DOTALL)


def test_a_block_that_needs_another_page_is_seen(tmp_path: Path) -> None:
    code, _ = copy_blocks("```python\nprint(neuron)\n```\n")
    with pytest.raises(AssertionError, match="NameError"):
        run_alone(code, tmp_path)
