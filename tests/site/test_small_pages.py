"""Small pages, at fault or not: tests and build agree on each, name its lines, and show what has run."""

import re
from html import unescape
from pathlib import Path

import pytest
from reported_pages import HEALTHY, PROBLEMS, code
from small_pages import marked, without_marks
from small_project import new_project, run, run_build, run_tests

PAGE = """\
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
FIGURE = "```python\nimport matplotlib.pyplot as plt\n\nplt.plot([0, 1])\nplt.show()\n```\n"

# One fault of each kind that an author makes
PLANTED = {
    "a wrong output": code("print(1)", "⟦⟧2"),
    "a missing output block": code("print(1)", at_fence=True),
    "an output block without a print": code("x = 1", "1").replace("```output", "⟦⟧```output"),
    "a wrong number in prose": "⟦⟧The value is 0.24<!--= 1 / 4 -->.\n",
    "an exception": code("⟦⟧x = 1 / 0"),
    "a syntax error": code("⟦⟧x = = 0.25"),
    "a warning": code("⟦⟧import warnings; warnings.warn('old')"),
    "a wrong exception": code('int("one")', "ValueError: ...", ' raises="TypeError"', at_fence=True),
    "no exception": code('int("1")', "ValueError: ...", ' raises="ValueError"', at_fence=True),
    "an endless loop": code("import time\n⟦⟧while True: time.sleep(0.1)"),  # leaves others the processor
    "the end of the interpreter": code("⟦⟧import os; os._exit(0)"),
    "sys.exit": code("⟦⟧import sys; sys.exit()"),
    "a figure without alternative text": "⟦⟧" + FIGURE,
    "an empty skip reason": code("x = 1", options=' skip=""', at_fence=True),
    "an unknown option": code("x = 1", options=' ignore="yes"', at_fence=True),
    "a fence called py": "⟦⟧```py\nx = 1\n```\n",
    "a session": "⟦⟧```pycon\n>>> x = 1\n```\n",
    "a fence left open": "⟦⟧```python\nx = 1\n",
    "a broken link": "⟦⟧As [above](nowhere.md).\n",
    "a broken anchor": "⟦⟧As [above](#nowhere).\n",
}
FAULTY = PROBLEMS | PLANTED


def page_named(name: str) -> str:
    return f"{name.replace(' ', '-')}.md"


def lines_of(said: str, page: str) -> list[int]:
    lines = re.findall(rf"^(?:ERROR +- +)?docs/{re.escape(page)}:(\d+): (?!Sybil)", said, re.MULTILINE)
    return sorted(map(int, lines))


@pytest.fixture(scope="module")
def faulty(tmp_path_factory: pytest.TempPathFactory) -> Path:
    pages = {page_named(name): without_marks(text) for name, text in FAULTY.items()}
    return new_project(tmp_path_factory.mktemp("faulty"), pages)


@pytest.fixture(scope="module")
def said(faulty: Path) -> list[str]:
    """Return what tests and build say of all faulty pages."""
    ends = [run_tests(faulty), run_build(faulty)]
    assert [code for code, _ in ends] == [1, 1]
    return [said for _, said in ends]


@pytest.mark.parametrize("name", FAULTY)
def test_tests_and_build_name_the_lines(said: list[str], name: str) -> None:
    wanted = [line for line, _ in marked(FAULTY[name])]
    assert [lines_of(each, page_named(name)) for each in said] == [wanted, wanted]
    assert wanted


def test_what_cannot_be_mended_is_mended_once(faulty: Path) -> None:
    for name in PLANTED:  # of which the engine's tests know
        (faulty / "docs" / page_named(name)).unlink()
    texts = []
    for _ in range(2):
        run(faulty, "page_engine", "update", "docs")
        texts.append({path.name: path.read_text() for path in (faulty / "docs").glob("*.md")})
    assert texts[0] == texts[1]


DRAWN = FIGURE.replace("python", 'python alt="A straight line that rises from the lower left to the upper right."')
PAGES = {
    "index.md": "# Home\n",
    "planted.md": f"{PAGE}\n{DRAWN}",
    **{file: text for file, text, _ in HEALTHY.values()},
}


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a project of healthy pages, with what editors leave beside them, and what its build has said."""
    folder = new_project(tmp_path_factory.mktemp("healthy"), PAGES)
    docs = folder / "docs"
    (docs / ".#index.md").symlink_to("nobody@nowhere.1:2")
    (docs / "._index.md").write_bytes(b"\x00\x05\x16\x07\xff")
    (docs / ".ipynb_checkpoints").mkdir()
    (docs / ".ipynb_checkpoints" / "index.md").write_text("```python\n1 / 0\n```\n")
    code, said = run_build(folder)
    assert code == 0, said
    return folder, said


@pytest.mark.parametrize("name", HEALTHY)
def test_readers_see_what_has_run(healthy: tuple[Path, str], name: str) -> None:
    file, _, shown = HEALTHY[name]
    site = healthy[0] / "site" / Path(file).stem
    assert shown in unescape(re.sub(r"<[^>]*>", "", (site / "index.html").read_text("utf-8")))
    assert "plt" not in shown or (site / "figure-1.svg").is_file()


def test_healthy_pages_pass_the_tests_and_stay_as_they_are_and_no_text_has_run(healthy: tuple[Path, str]) -> None:
    project, built = healthy
    code, tested = run_tests(project)
    assert code == 0, tested
    assert run(project, "page_engine", "update", "docs")[0] == 0
    for name, text in PAGES.items():
        assert (project / "docs" / name).read_text() == text
    assert not list(project.rglob("ran-this"))
    assert "SKIPPED" in tested
    assert "it needs a graphics card" in tested
    assert "docs/planted.md:26: it needs a graphics card" in built


def test_the_command_takes_the_pages_that_mkdocs_takes(healthy: tuple[Path, str]) -> None:
    project, built = healthy
    counts = re.compile(
        r"\d+ blocks? run, \d+ outputs? compared, \d+ numbers? checked, \d+ figures? drawn, 1 block skipped"
    )
    assert counts.findall(run(project, "page_engine", "check", "docs")[1]) == counts.findall(built) != []


def test_without_python_for_the_browser_the_site_is_built_without_run_and_says_so(healthy: tuple[Path, str]) -> None:
    project, built = healthy
    assert "no Run and Edit on this site" in built
    assert "run/buttons.js" not in (project / "site/planted/index.html").read_text("utf-8")
    assert not (project / "site/assets/python").exists()


def test_one_fault_is_enough_and_leaves_the_old_site_alone(healthy: tuple[Path, str]) -> None:
    project, _ = healthy
    before = (project / "site" / "planted" / "index.html").read_bytes()
    (project / "docs" / "planted.md").write_text(PAGE.replace("\n0.25\n", "\n0.26\n"))
    assert run_build(project)[0] == 1
    assert (project / "site" / "planted" / "index.html").read_bytes() == before


@pytest.mark.parametrize("extensions", ["[pymdownx.snippets]", "[pymdownx.superfences: {preserve_tabs: false}]"])
def test_an_extension_that_changes_code_stops_the_build_at_its_line(tmp_path: Path, extensions: str) -> None:
    page = "# Page\n\n```python\nx = '''\n--8<-- \"x.md\"\n\t'''\n```\n"
    project = new_project(tmp_path, {"page.md": page}, f"markdown_extensions: {extensions}\n")
    (project / "x.md").write_text("INCLUDED\n")
    code, said = run_build(project)
    assert code == 1
    assert "docs/page.md:3: an extension must leave code as it stands" in said


def test_an_example_that_has_not_imported_a_name_fails_at_its_line(tmp_path: Path) -> None:
    module = new_project(tmp_path, {}) / "neuronlib" / "metrics.py"
    lines = module.read_text("utf-8").split("\n")
    line = lines.index("    >>> from neuronlib import accuracy") + 1
    module.write_text("\n".join([*lines[: line - 1], *lines[line:]]), "utf-8")  # the next example takes its place
    code, output = run_tests(tmp_path, "neuronlib/metrics.py")
    assert code == 1, output
    assert "NameError: name 'accuracy' is not defined" in output
    assert f"metrics.py:{line}: UnexpectedException" in output
