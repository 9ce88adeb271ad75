"""Faults planted on a page: each must stop pytest and the build, and be named at its line."""

from __future__ import annotations

from pathlib import Path

import pytest
from small_project import new_project, run, run_build, run_tests

PLAIN = """\
---
title: Planted
---

# A page

```python
x = 0.25
print(x)
```

```output
0.25
```

The value is 0.25<!--= x -->, as [above](#a-page).

```python raises="ValueError"
int("one")
```

```output
ValueError: invalid literal for int() with base 10: 'one'
```

```python skip="it needs a graphics card"
train()
```
"""

FIGURE = """
```python alt="A straight line that rises from the lower left to the upper right."
import matplotlib.pyplot as plt

plt.plot([0, 1])
plt.show()
```
"""

HEALTHY = PLAIN + FIGURE

# name: (what stands on the page, what is planted instead, the line of the fault)
FAULTS = {
    "a wrong output": ("\n0.25\n", "\n0.26\n", 13),
    "a missing output block": ("```output\n0.25\n```\n\n", "", 7),
    "an output block without a print": ("print(x)\n", "", 11),
    "a wrong number in prose": ("0.25<!--", "0.24<!--", 16),
    "an exception": ("x = 0.25\n", "x = 1 / 0\n", 8),
    "a syntax error": ("x = 0.25\n", "x = = 0.25\n", 8),
    "a warning": ("x = 0.25\n", "x = 0.25; import warnings; warnings.warn('old')\n", 8),
    "a wrong exception": ('raises="ValueError"', 'raises="TypeError"', 18),
    "no exception": ('int("one")', 'int("1")', 18),
    "an endless loop": ("x = 0.25\n", "import time\nwhile True: time.sleep(0.1)\n", 9),  # leaves others the processor
    "the end of the interpreter": ("x = 0.25\n", "import os; os._exit(0)\n", 8),
    "sys.exit": ("x = 0.25\n", "import sys; sys.exit()\n", 8),
    "a figure without alternative text": (
        ' alt="A straight line that rises from the lower left to the upper right."',
        "",
        30,
    ),
    "an empty skip reason": ('skip="it needs a graphics card"', 'skip=""', 26),
    "an unknown option": ('skip="it needs a graphics card"', 'ignore="yes"', 26),
    "a fence called py": ("```python\nx", "```py\nx", 7),
    "a fence called Python": ("```python\nx", "```Python\nx", 7),
    "a fence in braces": ("```python\nx", "```{.python}\nx", 7),
    "a fence behind a space": ("```python\nx", "``` python\nx", 7),
    "a fence of tildes": ("```python\nx = 0.25\nprint(x)\n```", "~~~python\nx = 0.25\nprint(x)\n~~~", 7),
    "a session": ("```python\nx = 0.25\nprint(x)", "```pycon\n>>> x = 0.25\n>>> print(x)", 7),
    "a fence left open": ("train()\n```\n", "train()\n", 26),
    "a broken link": ("(#a-page)", "(nowhere.md)", 16),
    "a broken anchor": ("(#a-page)", "(#nowhere)", 16),
}


def page_named(fault: str) -> str:
    return f"docs/{fault.replace(' ', '-')}.md"


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return new_project(tmp_path_factory.mktemp("project"))


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the project with one page a fault."""
    folder = new_project(tmp_path_factory.mktemp("faulty"))
    for name, (healthy, planted, _) in FAULTS.items():
        assert HEALTHY.count(healthy) == 1
        page = PLAIN if healthy in PLAIN else HEALTHY  # figures take time
        (folder / page_named(name)).write_text(page.replace(healthy, planted))
    return folder


@pytest.fixture(scope="module")
def said_by_tests(faulty: Path) -> str:
    code, output = run_tests(faulty)
    assert code == 1, output
    return output


@pytest.fixture(scope="module")
def said_by_build(faulty: Path) -> str:
    code, output = run_build(faulty)
    assert code == 1, output
    return output


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_by_the_tests_at_its_line(said_by_tests: str, name: str) -> None:
    assert f"FAILED {page_named(name)}::" in said_by_tests
    assert f"\n{page_named(name)}:{FAULTS[name][2]}: " in said_by_tests


@pytest.mark.parametrize("name", FAULTS)
def test_a_fault_is_found_by_the_build_at_its_line(said_by_build: str, name: str) -> None:
    assert f"{page_named(name)}:{FAULTS[name][2]}: " in said_by_build


def test_the_page_without_a_fault_passes_both(project: Path) -> None:
    (project / "docs" / "planted.md").write_text(HEALTHY)
    code, output = run_tests(project)
    assert code == 0, output
    assert "4 passed, 1 skipped" in output
    assert "it needs a graphics card" in output

    code, output = run_build(project)
    assert code == 0, output
    assert "3 blocks run, 2 outputs compared, 1 number checked, 1 figure drawn, 1 block skipped" in output
    assert "docs/planted.md:26: it needs a graphics card" in output


def test_one_fault_is_enough_and_leaves_the_old_site_alone(project: Path) -> None:
    page = project / "docs" / "planted.md"
    page.write_text(HEALTHY)
    assert run_build(project)[0] == 0
    before = (project / "site" / "planted" / "index.html").read_bytes()

    page.write_text(HEALTHY.replace("\n0.25\n", "\n0.26\n"))
    assert run_tests(project)[0] == 1
    assert run_build(project)[0] == 1
    assert (project / "site" / "planted" / "index.html").read_bytes() == before


def test_an_example_that_has_not_imported_a_name_fails_at_its_line(tmp_path: Path) -> None:
    project = new_project(tmp_path)
    module = project / "neuronlib" / "metrics.py"
    lines = module.read_text("utf-8").split("\n")
    line = lines.index("    >>> from neuronlib import accuracy") + 1
    module.write_text("\n".join([*lines[: line - 1], *lines[line:]]), "utf-8")  # the next example takes its place
    code, output = run(project, "pytest", "-p", "no:cacheprovider", "-p", "no:xdist", "neuronlib/metrics.py")
    assert code == 1, output
    assert "NameError: name 'accuracy' is not defined" in output
    assert f"metrics.py:{line}: UnexpectedException" in output
