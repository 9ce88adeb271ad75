"""Judging a library: what is noticed, by what, and what survives."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from page_engine.run.runner import DEFAULT_STYLE
from page_engine.say.updater import update_page

pytestmark = pytest.mark.weekly  # a minute of processor time, for a command that is weekly itself

PROJECT = Path(__file__).parents[2]

LIBRARY = '''
def half(number):
    """Return half of a number.

    >>> from small.halves import half
    >>> half(4)
    2.0
    """
    return number / 2


def third(number):
    """Return a third of a number, which only a test looks at."""
    return number / 3


def steps(number):
    """Return how often one can be taken away."""
    count = 0
    while number > 0:
        number -= 1
        count += 1
    return count
'''
PAGE = """
```python
from small.halves import steps
print(steps(2))
```

```output
2
```

```python alt="A line that rises."
import matplotlib.pyplot as plt

plt.plot([0, 1])
plt.show()
```
"""
TESTS = """
import matplotlib
from small.halves import third
def test_third(): assert third(6) == 2
def test_the_style_of_pages_is_not_that_of_tests(): assert matplotlib.rcParams["axes.titlelocation"] == "center"
"""
WEAK_TESTS = """
from small.halves import steps
def test_steps(): steps(1.5)
"""
JUDGE = """
from pathlib import Path
from quality.mutation import library, report
library.LIGHT, page = {light}, [Path("page.md")] if {has_page} else []
results = list(library.Library(Path("small"), page, [Path("test_small.py")]).judge())
for each in results:
    name = each.judgement.killer.rpartition("/")[2]
    print(f"{{each.mutant}}|{{name}}|{{each.is_seen_by_pages}}|{{each.judgement.reason.splitlines()[:1]}}")
print(report.report_on_library(results, []).text)
"""


def judge(folder: Path, page: str | None = PAGE, tests: str = TESTS) -> tuple[dict[str, list[str]], str]:
    """Return who notices which mutant of the small library and how, and the report."""
    (folder / "small").mkdir()
    (folder / "small" / "__init__.py").touch()
    (folder / "small" / "halves.py").write_text(LIBRARY, "utf-8")
    (folder / "test_small.py").write_text(tests, "utf-8")
    (folder / "page.md").write_text(page or "", "utf-8")
    (folder / "pyproject.toml").write_text('[tool.page-engine]\nalternative_texts = "texts.json"\n', "utf-8")
    (folder / "texts.json").write_text("{}", "utf-8")
    update_page(folder / "page.md")  # figures are held against the record, too
    (folder / "pytest.ini").write_text("[pytest]\naddopts = -p no:doctest\n", "utf-8")
    run = subprocess.run(
        [sys.executable, "-c", JUDGE.format(light=2.0, has_page=page is not None)],
        env=os.environ
        | {
            "PYTHONPATH": str(PROJECT),
            "MATPLOTLIBRC": str(DEFAULT_STYLE),
        },
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    lines, _, report = run.stdout.partition("# What notices")
    return {line.split("|")[0]: line.split("|")[1:] for line in lines.splitlines()}, report


@pytest.fixture(scope="module")
def judged(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, list[str]], str]:
    return judge(tmp_path_factory.mktemp("judged"))


Judged = tuple[dict[str, list[str]], str]


def test_a_docstring_notices(judged: Judged) -> None:
    killer, is_seen_by_pages, _ = judged[0]["number / 2 → (number * 2)"]
    assert (killer.partition(":")[0], is_seen_by_pages) == ("halves.py", "True")


def test_a_page_notices(judged: Judged) -> None:
    assert judged[0]["count += 1 → count -= 1"][:2] == ["page.md", "True"]


def test_a_test_notices_what_no_page_does(judged: Judged) -> None:
    assert judged[0]["number / 3 → (number * 3)"][:2] == ["test_small.py::test_third", "False"]


def test_an_endless_mutant_is_ended_by_its_time(judged: Judged) -> None:
    killer, is_seen_by_pages, reason = judged[0]["number -= 1 → number += 1"]
    assert (killer, is_seen_by_pages) == ("page.md", "True")
    assert "SIGPROF" in reason


def test_what_all_notice_is_not_listed(judged: Judged) -> None:
    assert "| all | " in judged[1]
    assert "100.0% |\n" in judged[1]


def test_a_weak_test_lets_mutants_survive_and_they_are_listed(tmp_path: Path) -> None:
    found, report = judge(tmp_path, page=None, tests=WEAK_TESTS)
    assert found["count += 1 → count -= 1"][:2] == ["", "False"]
    assert "- halves.py:22: count += 1 → count -= 1\n" in report
    assert "number / 2" not in report


def test_a_library_that_fails_its_own_page_is_not_judged(tmp_path: Path) -> None:
    with pytest.raises(AssertionError, match=r"page\.md must not fail on the unchanged library"):
        judge(tmp_path, page=PAGE.replace("\n2\n", "\n3\n"))
