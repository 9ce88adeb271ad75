"""Small pages, at fault or not: tests and build agree on each, name its lines, and show what has run.

They lie in `pages`; in those at fault each line has a mark ⟦⟧ for each problem that must be told of it.
Many are made after public reports about tools of this kind: jupytext 115, 181, 712 (other languages, shown fences),
mkdocs-macros 57, mkdocs 2275 (braces), pytest 56 (threads), sphinx-gallery 491, 618 (logging) and 308 (`__future__`),
pytest 11518 (warnings), pymdown-extensions 114 (indented fences), inline-snapshot 112, 117 (wildcards),
mkdocs 1670, 2435 (names of files).
"""

import re
from html import unescape
from pathlib import Path

import pytest
from built_site import PROJECT
from small_pages import marked, without_marks
from small_project import new_project, run, run_build, run_tests

from page_engine.say.updater import update_page

pytest_plugins = "pytester"

FAULTY, HEALTHY = (
    {path.name: path.read_text("utf-8") for path in sorted((Path(__file__).parent / "pages" / kind).iterdir())}
    for kind in ("faulty", "healthy")
)
HOME = {"index.md": "# Home\n"}
# What readers must see of healthy pages
SHOWN = {
    "lab.md": ["touch ran-this", "```python\n1 / 0\n```"],
    "code.markdown": [
        "class Later",
        'print(f"{{ date }} and {date}")',
        "if True:\n\tx = 'a\tb'",
        "\n\nprint()\nprint(1)",
        "catch_warnings",
        "getsource",
        "a\n...\nc",
    ],
    "prose.md": [
        "It costs $5, or $6, and",
        ": 25 % of 250 cm.",
        "Code in a formula: $x$ b.",
        "an entity: −2.",
        "A formula with a number: ",
        "0.25, 0.25×",
        'x = "in a tab"',
        'x = "in a definition"',
        'x = "in a footnote"',
    ],
    "notes (1.md": ["plt.plot"],
}
COUNTS = "16 blocks run, 7 outputs compared, 8 numbers checked, 1 figure drawn, 1 block skipped"


def lines_of(said: str, page: str) -> list[int]:
    lines = re.findall(rf"^(?:ERROR +- +)?docs/{re.escape(page)}:(\d+): (?!Sybil)", said, re.MULTILINE)
    return sorted(map(int, lines))


def test_tests_and_build_name_the_lines_and_what_cannot_be_mended_is_mended_once(tmp_path: Path) -> None:
    project = new_project(tmp_path, {name: without_marks(text) for name, text in FAULTY.items()})
    wanted = {name: [line for line, _ in marked(text)] for name, text in FAULTY.items()}
    for code, said in (run_tests(project), run_build(project)):
        assert code == 1
        assert {name: lines_of(said, name) for name in FAULTY} == wanted
    texts = []
    for _ in range(2):
        for name in FAULTY:
            update_page(project / "docs" / name)
        texts.append([(project / "docs" / name).read_text("utf-8") for name in FAULTY])
    assert texts[0] == texts[1]


@pytest.fixture(scope="module")
def healthy(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """Return a project of healthy pages, with what editors leave beside them, and what its build has said."""
    folder = new_project(tmp_path_factory.mktemp("healthy"), HOME | HEALTHY)
    docs = folder / "docs"
    (docs / ".#index.md").symlink_to("nobody@nowhere.1:2")
    (docs / "._index.md").write_bytes(b"\x00\x05\x16\x07\xff")
    (docs / ".ipynb_checkpoints").mkdir()
    (docs / ".ipynb_checkpoints" / "index.md").write_text("```python\n1 / 0\n```\n")
    code, said = run_build(folder)
    assert code == 0, said
    return folder, said


def test_readers_see_what_has_run_and_without_python_for_the_browser_no_run(healthy: tuple[Path, str]) -> None:
    site, built = healthy[0] / "site", healthy[1]
    assert SHOWN.keys() == HEALTHY.keys()
    for name, shown in SHOWN.items():
        html = (site / Path(name).stem / "index.html").read_text("utf-8")
        text = unescape(re.sub(r"<[^>]*>", "", html))
        assert [each for each in shown if each not in text] == [], name
        assert "run/buttons.js" not in html
    assert (site / "notes (1" / "figure-1.svg").is_file()
    assert "no Run and Edit on this site" in built
    assert not (site / "assets/python").exists()


def test_healthy_pages_pass_and_stay_as_they_are_and_no_text_has_run(healthy: tuple[Path, str]) -> None:
    project, built = healthy
    code, tested = run_tests(project)
    assert code == 0, tested
    assert run(project, "page_engine", "update", "docs")[0] == 0
    for name, text in HEALTHY.items():
        assert (project / "docs" / name).read_text() == text
    assert "SKIPPED" in tested
    assert "it needs a graphics card" in tested
    assert "docs/notes (1.md:26: it needs a graphics card" in built
    checked = run(project, "page_engine", "check", "docs")[1]  # which takes the pages that MkDocs takes
    assert COUNTS in checked
    assert COUNTS in built  # and no text has run


def test_one_fault_is_enough_and_leaves_the_old_site_alone(healthy: tuple[Path, str]) -> None:
    project, _ = healthy
    page, shown = project / "docs" / "code.markdown", project / "site" / "code" / "index.html"
    before = shown.read_bytes()
    page.write_text(HEALTHY[page.name].replace("today\n```", "tomorrow\n```"))
    assert run_build(project)[0] == 1
    assert shown.read_bytes() == before
    page.write_text(HEALTHY[page.name])


@pytest.mark.parametrize("extensions", ["[pymdownx.snippets]", "[pymdownx.superfences: {preserve_tabs: false}]"])
def test_an_extension_that_changes_code_stops_the_build_at_its_line(tmp_path: Path, extensions: str) -> None:
    page = "# Page\n\n```python\nx = '''\n--8<-- \"x.md\"\n\t'''\n```\n"
    project = new_project(tmp_path, {"page.md": page}, f"markdown_extensions: {extensions}\n")
    (project / "x.md").write_text("INCLUDED\n")
    code, said = run_build(project)
    assert code == 1
    assert "docs/page.md:3: an extension must leave code as it stands" in said


def test_an_example_that_has_not_imported_a_name_fails_at_its_line(pytester: pytest.Pytester) -> None:
    pytester.makeconftest((PROJECT / "conftest.py").read_text("utf-8"))
    pytester.makepyfile(module='def one():\n    """Return 1.\n\n    >>> one()\n    1\n    """\n    return 1\n')
    said = pytester.runpytest("--doctest-modules", "-p", "no:hypothesispytest").stdout.str()
    assert "NameError: name 'one' is not defined" in said
    assert "module.py:4: UnexpectedException" in said
