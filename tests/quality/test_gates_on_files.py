"""The gates that read files, each with faults that it must find."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from missing_tools import missing

from quality import reproducible, suite
from quality.checkout import CHECKOUT, files
from quality.code import check_style, check_types
from quality.dependencies import check_dependencies, pins_of
from quality.links import check_links
from quality.markup import CHECKER, check_completeness, check_validity
from quality.portable_files import compare_files
from quality.spelling import check_spelling, misspelt
from quality.workflows import check_workflows

HEADING = '<h1 id="content">A page</h1>'
PICTURE_TEXT = ' alt="A square that is filled with black."'
DESCRIPTION = '<meta name="description" content="A page for the gates to look at.">'


@pytest.mark.parametrize(
    ("healthy", "planted", "said"),
    [
        ("", "", None),
        (HEADING, f"{HEADING}<h1>Another</h1>", "index.html: 2 main headings"),
        (HEADING, '<h2 id="content">A page</h2>', "index.html: 0 main headings"),
        (DESCRIPTION, "", "index.html: the descriptions []"),
        (DESCRIPTION, '<meta name="description" content=" ">', "index.html: the descriptions [' ']"),
        (PICTURE_TEXT, "", "index.html: an image with the alternative text None"),
        (PICTURE_TEXT, ' alt=""', "index.html: an image with the alternative text ''"),
        (PICTURE_TEXT, ' alt="picture.SVG"', "index.html: an image with the alternative text 'picture.SVG'"),
    ],
)
def test_completeness(small_site: Callable[..., Path], healthy: str, planted: str, said: str | None) -> None:
    faults = check_completeness(small_site(healthy, planted)).faults
    assert [fault.startswith(said or "-") for fault in faults] == [True] * (said is not None), faults


# name: (what stands on the page, what is planted instead, what the gate says)
INVALID = {
    "attribute": (
        "</main>",
        "</main><input type=checkbox autocomplete=off>",
        "index.html:19: Attribute “autocomplete”",
    ),
    "identifier": ("<p><button", "<p><p id=content><button", "index.html:17: Duplicate ID"),
    "title": ("<title>A page</title>", "", "missing a required instance of child element “title”"),
}


def test_validity(small_site: Callable[..., Path], tmp_path: Path) -> None:
    if shutil.which("java") is None or not CHECKER.exists():
        missing("the Nu HTML checker needs Java, and npm, with which make check fetches it")
    sites = tmp_path / "sites"  # the checker takes its time to start, so it reads all of them
    sites.mkdir()
    small_site().rename(sites / "healthy")
    for name, (healthy, planted, _) in INVALID.items():
        small_site(healthy, planted).rename(sites / name)
    faults = check_validity(sites).faults
    assert not [fault for fault in faults if fault.startswith("/healthy/")]
    for name, (*_, said) in INVALID.items():
        assert any(fault.startswith(f"/{name}/index.html:") and said in fault for fault in faults), (name, faults)


BROKEN = {
    "picture.svg": ("gone.svg", "gone.svg: 404 File not found"),
    "style.css": ("gone.css", "gone.css: 404 File not found"),
    '<a href="#content">': ('<a href="#gone">', "#gone: no such anchor"),
    "other/#below": ("other/#above", "other/#above: no such anchor"),
    "<p><button": ('<p><a href="gone/">gone</a><button', "gone/: 404 File not found"),
}


def test_links(small_site: Callable[..., Path]) -> None:
    site = small_site()
    assert not check_links(site).faults
    page = site / "index.html"
    for healthy, (planted, _) in BROKEN.items():
        page.write_text(page.read_text("utf-8").replace(healthy, planted), "utf-8")
    faults = check_links(site).faults
    assert len(faults) == len(BROKEN), faults
    for _, said in BROKEN.values():
        assert any(said in fault for fault in faults), (said, faults)


def test_spelling(tmp_path: Path) -> None:
    text = tmp_path / "page.md"
    wrong = "receives".replace("ei", "ie")
    text.write_text(f"The neuron {wrong} three inputs.\n", "utf-8")
    assert [wrong in each for each in misspelt([str(text)])] == [True]
    assert misspelt([str(tmp_path / "gone.md")])
    assert check_spelling().holds


WORKFLOW = """\
name: CI
on: {push: {branches: [main]}}
permissions: {}
concurrency: {group: ci, cancel-in-progress: true}
jobs:
  check:
    name: check
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0
        with: {persist-credentials: false}
"""


@pytest.mark.parametrize(
    ("healthy", "planted", "said"),
    [
        ("", "", None),
        ("08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0", "v5", "must be named by its commit"),
        ("permissions: {}\n", "", "excessive-permissions"),
        ("persist-credentials: false", "fetch-depth: 0", "artipacked"),
        (
            "name: check\n",
            "name: ${{ github.event.head_commit.message }}\n    env: {A: '${{ toJSON(secrets) }}'}\n",
            ": ",
        ),
    ],
)
def test_workflows(tmp_path: Path, healthy: str, planted: str, said: str | None) -> None:
    folder = tmp_path / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder / "ci.yml").write_text(WORKFLOW.replace(healthy, planted) if healthy else WORKFLOW)
    faults = check_workflows(tmp_path).faults
    assert any(said in fault for fault in faults) if said else not faults, faults


HASH = f"--hash=sha256:{'0' * 64}"


@pytest.mark.parametrize(
    ("name", "text", "is_pinned"),
    [
        ("requirements.lock", f"numpy==2.0.2 \\\n    {HASH}\n", True),
        (
            "requirements.lock",
            f'numpy==2.0.2 ; python_version < "3.12" \\\n    {HASH} \\\n    {HASH}\n    # via x\n',
            True,
        ),
        ("requirements.txt", "numpy==2.0.2\n", False),
        ("requirements.txt", f"numpy>=2.0.2 \\\n    {HASH}\n", False),
        ("requirements.txt", "https://example.org/numpy.whl\n", False),
        ("package-lock.json", '{"packages": {"": {}, "a": {"version": "1", "integrity": "sha512-0"}}}', True),
        ("package-lock.json", '{"packages": {"": {}, "a": {"version": "1"}}}', False),
        ("package-lock.json", '{"packages": {"": {}, "a": {"version": "1", "integrity": "sha1-0"}}}', False),
    ],
)
def test_dependencies(tmp_path: Path, name: str, text: str, is_pinned: bool) -> None:
    (tmp_path / name).write_text(text)
    assert [found for _, found in pins_of(tmp_path / name)] == [is_pinned]


def test_every_lock_file_is_looked_at() -> None:
    verdict = check_dependencies()
    assert verdict.holds, verdict.faults
    assert verdict.figure.startswith("5 lock files, ")


def test_two_sites_that_differ_in_a_byte_are_not_the_same(small_site: Callable[..., Path]) -> None:
    site = small_site()
    first = reproducible.contents(site)
    assert set(first) == {"index.html", "other/index.html", "style.css", "picture.svg"}
    assert not list(compare_files(first, reproducible.contents(site)))
    (site / "picture.svg").write_text("<svg/>")
    (site / "style.css").unlink()
    (site / "new.txt").touch()
    assert [fault.split(":")[0] for fault in compare_files(first, reproducible.contents(site))] == [
        "new.txt",
        "picture.svg",
        "style.css",
    ]


def test_the_second_build_has_what_is_under_version_control_and_nothing_else(tmp_path: Path) -> None:
    copy = reproducible.copy_checkout(tmp_path / "copy")
    found = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert {name for name in found if not name.startswith(".cache/browser")} == set(files())


PASSED = "....\n5 passed, 1 skipped in 12.34s\n"


@pytest.mark.parametrize(
    ("said", "code", "is_required", "n_faults"),
    [
        (PASSED, 0, "", 0),
        ("FAILED a.py::b - no\nERROR c.py::d\n1 failed in 2s\n", 1, "", 2),
        ("INTERNALERROR> no\n", 3, "", 1),
        ("", 4, "", 1),
        (f"SKIPPED [1] tests/browser: no Chromium\n{PASSED}", 0, "", 0),
        (f"SKIPPED [1] tests/browser: no Chromium\n{PASSED}", 0, "required", 1),
    ],
)
def test_tests(monkeypatch: pytest.MonkeyPatch, said: str, code: int, is_required: str, n_faults: int) -> None:
    monkeypatch.setenv("BROWSER_TESTS", is_required)
    figure, faults = suite.outcome(said, code)
    assert len(faults) == n_faults
    assert "s\n" not in figure
    if said == PASSED:
        assert figure == "5 passed, 1 skipped"


def test_a_python_that_is_not_there_does_not_pass() -> None:
    assert not suite.run_tests("/nowhere/python", {}).holds


def test_the_oldest_versions_are_those_that_the_project_names() -> None:
    oldest = (CHECKOUT / "quality" / "oldest.txt").read_text("utf-8")
    lock = (CHECKOUT / "requirements-oldest.lock").read_text("utf-8")
    for name in ("matplotlib", "numpy"):
        (version,) = [line.split("==")[1] for line in oldest.splitlines() if line.startswith(f"{name}==")]
        assert f"\n{name}=={version} " in f"\n{lock}"
        project = (CHECKOUT / "pyproject.toml").read_text("utf-8")
        assert f'"{name}>={".".join(version.split(".")[:2])}"' in project


def test_style_and_types(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text('[tool.mypy]\nstrict = true\nfiles = ["module.py"]\n')
    module = tmp_path / "module.py"
    module.write_text("def one() -> int:\n    return 1\n")
    assert check_style(tmp_path).holds
    assert check_types(tmp_path).holds
    module.write_text("import os\ndef one() -> int: return ''\n")
    assert ["F401" in fault for fault in check_style(tmp_path).faults].count(True) == 1
    assert any("would be reformatted" in fault for fault in check_style(tmp_path).faults)
    assert any("[return-value]" in fault for fault in check_types(tmp_path).faults)


def test_the_checkout_is_that_of_git() -> None:
    top = subprocess.run(
        ["git", "rev-parse", "--show-toplevel"], cwd=CHECKOUT, capture_output=True, text=True, check=True
    )
    assert Path(top.stdout.strip()) == CHECKOUT
