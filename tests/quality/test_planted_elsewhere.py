"""The gates that read something else than pages, each with faults that it must find; every gate has some."""

import shutil
import sys
from functools import partial
from pathlib import Path

import pytest
from asking import all_gates, ask
from playwright.sync_api import Browser
from small_pages import marked, without_marks
from small_site import write_site
from test_planted_in_pages import FAULTS

from quality import checkout, publish, test_dependencies, test_oldest, test_private, test_reproducible, test_spelling
from quality.checkout import CHECKOUT, files
from quality.report import GATES, PUBLISHED, TESTS

pytest_plugins = "pytester"

ASKED_HERE = ["private and safe", "spelling", "dependencies", "same bytes again", "tests, oldest"]
ASKED_ELSEWHERE = {  # where it is built, as a whole
    "pages": "tests/site/test_small_pages.py",
    "built by ProperDocs": "tests/quality/test_portable.py",
    "built by Zensical": "tests/quality/test_portable.py",
}


def test_every_gate_is_asked_and_has_planted_faults() -> None:
    assert {*all_gates(), TESTS, PUBLISHED} == set(GATES)
    assert {*FAULTS, *IN_FILES, *ASKED_HERE, *ASKED_ELSEWHERE} == set(all_gates())
    assert all((CHECKOUT / place).is_file() for place in ASKED_ELSEWHERE.values())


POLICY = (
    "default-src 'none'; script-src 'self' 'sha256-sX7SsGpbNJuo27rNuWDVKz/PZFlzJJvpT54lZuKHf0I='; "
    "img-src 'self' data:; style-src 'self'; form-action 'none'; base-uri 'none'"
)
COMPLAINING = """<script>
fetch("http://127.0.0.3:9/").catch(() => undefined);
console.error("out of paper");
setTimeout(() => { throw new Error("out of ink") });
</script>"""
COMPLAINTS = [
    "/fault/: a request to http://127.0.0.3:9/",
    "/fault/: the console says 'out of paper'",
    "/fault/: a script failed: out of ink",
]
HOLES = [f"{name} was injected and not blocked" for name in test_private.INJECTED]


@pytest.mark.parametrize(
    ("policy", "page", "said"),
    [(POLICY, "", []), (POLICY, COMPLAINING, COMPLAINTS), ("script-src 'unsafe-inline' *; img-src *", "", HOLES)],
    ids=["a policy", "what goes wrong on a page", "holes in the policy"],
)
def test_private_and_safe(tmp_path: Path, browser: Browser, policy: str, page: str, said: list[str]) -> None:
    tag = f'<meta charset="utf-8"><meta http-equiv="content-security-policy" content="{policy}">'
    site = write_site(tmp_path / "site", {"fault": {"A text with a": f"{page}A text with a"}})
    index = site.folder / "index.html"
    index.write_text(index.read_text("utf-8").replace('<meta charset="utf-8">', tag), "utf-8")
    faults = ask("private and safe", site=site, browser=browser, kinds_of_page=["", "fault/"]).faults
    assert [each for each in said if not any(fault.startswith(each) for fault in faults)] == [], faults
    assert said or not faults


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
FILES = {
    ".github/workflows/ci.yml": WORKFLOW,
    "pyproject.toml": '[tool.mypy]\nstrict = true\nfiles = ["module.py"]\n',
    "module.py": "def one() -> int:\n    return 1\n",
}
# gate: what is planted in the place of what, behind a mark with what the gate says of it
IN_FILES = {
    "workflows": {
        "08c6903cd8c0fde910a37f88322edcfb5dd907a8 # v5.0.0": "⟦must be named by its commit⟧v5",
        "permissions: {}\n": "⟦excessive-permissions⟧",
        "persist-credentials: false": "⟦artipacked⟧fetch-depth: 0",
        "name: check": "name: check\n    env: {A: '${{ ⟦overprovisioned-secrets⟧toJSON(secrets) }}'}",
    },
    "style of the code": {
        "def one() -> int:\n   ": "⟦module.py:1:8: F401⟧import os\ndef one() -> int:⟦would be reformatted⟧",
    },
    "types of the code": {"return 1": "⟦[return-value]⟧return ''"},
}


@pytest.mark.parametrize("gate", IN_FILES)
def test_files_of_a_project(tmp_path: Path, gate: str) -> None:
    for planted in ({}, IN_FILES[gate]):
        for name, text in FILES.items():
            for healthy, fault in planted.items():
                text = text.replace(healthy, without_marks(fault))
            (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / name).write_text(text, "utf-8")
        faults = ask(gate, project=tmp_path).faults
        words = [words for text in planted.values() for _, words in marked(text)]
        assert [each for each in words if not any(each in fault for fault in faults)] == [], faults
        assert words or not faults


HASH = f"--hash=sha256:{'0' * 64}"


PINS = [
    ("a.lock", f"numpy==2.0.2 \\\n    {HASH}\n", True),
    ("a.lock", f'numpy==2.0.2 ; python_version < "3.12" \\\n    {HASH} \\\n    {HASH}\n    # via x\n', True),
    ("a.txt", "numpy==2.0.2\n", False),
    ("a.txt", f"numpy>=2.0.2 \\\n    {HASH}\n", False),
    ("a.txt", "https://example.org/numpy.whl\n", False),
    ("a.json", '{"packages": {"": {}, "a": {"version": "1", "integrity": "sha512-0"}}}', True),
    ("a.json", '{"packages": {"": {}, "a": {"version": "1"}}}', False),
    ("a.json", '{"packages": {"": {}, "a": {"version": "1", "integrity": "sha1-0"}}}', False),
]


def test_what_is_not_pinned_is_told_and_every_lock_file_is_looked_at(tmp_path: Path) -> None:
    for name, text, is_pinned in PINS:
        (tmp_path / name).write_text(text)
        assert [found for _, found in test_dependencies.pins_of(tmp_path / name)] == [is_pinned], text
    assert ask("dependencies").figure.startswith("5 lock files, ")


def test_a_misspelt_word_and_a_text_that_cannot_be_read_are_told(tmp_path: Path) -> None:
    text, wrong = tmp_path / "page.md", "receives".replace("ei", "ie")
    text.write_text(f"The neuron {wrong} three inputs.\n", "utf-8")
    assert [wrong in each for each in test_spelling.misspelt([str(text)])] == [True]
    assert test_spelling.misspelt([str(tmp_path / "gone.md")])


def test_another_byte_in_a_second_build_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = write_site(tmp_path / "site", {})
    monkeypatch.setattr(test_reproducible, "copy_checkout", lambda folder: folder)
    monkeypatch.setattr(test_reproducible, "built", lambda other, **_: shutil.copytree(site.folder, other) and [])
    assert ask("same bytes again", site=site, tmp_path=tmp_path / "well").holds

    def build_otherwise(other: Path, **_: object) -> list[str]:
        shutil.copytree(site.folder, other)
        (other / "picture.svg").write_text(other.name, "utf-8")
        return []

    monkeypatch.setattr(test_reproducible, "built", build_otherwise)
    faults = ask("same bytes again", site=site, tmp_path=tmp_path / "ill").faults
    assert [fault.partition(".svg: must be")[0] for fault in faults] == ["anew: picture", "from kept results: picture"]
    monkeypatch.setattr(test_reproducible, "built", lambda *_, **__: ["no disk"])
    assert ask("same bytes again", site=site, tmp_path=tmp_path / "none").faults == ["no disk"]


def test_what_is_published_may_differ_only_where_it_shows_verdicts(tmp_path: Path) -> None:
    checked, published = (write_site(tmp_path / name, {"quality": {"Press": name}}).folder for name in "ab")
    assert publish.compare(checked, published).holds
    (published / "picture.svg").write_text("<svg/>")
    (published / "style.css").unlink()
    (published / "new.txt").touch()
    faults = [fault.split(": ")[0] for fault in publish.compare(checked, published).faults]
    assert faults == ["new.txt", "picture.svg", "style.css"]


def test_the_second_build_has_what_is_under_version_control_and_nothing_else(tmp_path: Path) -> None:
    copy = checkout.copy_checkout(tmp_path / "copy")
    found = {path.relative_to(copy).as_posix() for path in copy.rglob("*") if path.is_file()}
    assert {name for name in found if not name.startswith(".cache/browser")} == set(files())
    assert {"mkdocs.yml", "neuronlib/data/digits.npz", "docs/index.md"} <= found


SUITE = """
import pytest
def test_well(): pass
def test_ill(): assert 1 == 2
def test_left(): pytest.skip("no Chromium")
@pytest.fixture
def broken(): raise OSError("no disk")
def test_broken(broken): pass
"""
PAGES = """
from sybil import Sybil
from page_engine import PageParser
pytest_collect_file = Sybil(parsers=[PageParser()], pattern="*.md").pytest()
"""
LEFT_OUT = '```python skip="it is shown only"\nx\n```\n'  # by its author, which is no fault


def test_what_fails_on_the_oldest_versions_is_told(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch) -> None:
    pytester.makepyfile(SUITE)
    pytester.makeconftest(PAGES)
    pytester.makefile(".md", page=LEFT_OUT)
    monkeypatch.setattr(test_oldest, "PYTHON", Path(sys.executable))
    monkeypatch.setattr(test_oldest, "run", partial(checkout.run, folder=pytester.path))
    monkeypatch.delenv("BROWSER_TESTS", raising=False)
    verdict = ask("tests, oldest", tmp_path=pytester.path)
    assert verdict.figure.endswith(": 1 of 4 passed")
    monkeypatch.setenv("BROWSER_TESTS", "required")
    _, faults = test_oldest.read_record(pytester.path / "record.xml")
    ends = ["test_ill: assert 1 == 2", "test_left: no Chromium", "test_broken: failed on setup"]
    assert [end for fault, end in zip(faults, ends, strict=True) if end not in fault] == []
    assert verdict.faults == [faults[0], faults[2]]  # where a browser may be missing


def test_a_python_that_does_not_run_the_tests_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "ill").write_text("#!/bin/sh\necho no memory; exit 137\n")
    (tmp_path / "ill").chmod(0o755)
    (tmp_path / "dead").write_text("#!/bin/sh\nkill -9 $$\n")
    (tmp_path / "dead").chmod(0o755)
    for python, said in {"gone": "gone must be there", "ill": "no memory", "dead": "it ended with -9"}.items():
        monkeypatch.setattr(test_oldest, "PYTHON", tmp_path / python)
        assert said in ask("tests, oldest", tmp_path=tmp_path).faults[0]


@pytest.mark.parametrize("name", ["matplotlib", "numpy"])
def test_the_oldest_versions_are_those_that_the_project_names(name: str) -> None:
    oldest, lock, project = (
        (CHECKOUT / path).read_text("utf-8")
        for path in ("quality/oldest.txt", "requirements-oldest.lock", "pyproject.toml")
    )
    [version] = [line.split("==")[1] for line in oldest.splitlines() if line.startswith(f"{name}==")]
    assert f"\n{name}=={version} " in lock
    assert f'"{name}>={".".join(version.split(".")[:2])}"' in project
