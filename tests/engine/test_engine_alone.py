"""The engine's wheel, alone with MkDocs, matplotlib and pytest: it builds, checks, updates and tests a small site."""

import os
import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path
from zipfile import ZipFile

import pytest
from engine_pages import PROJECT, write
from flit_core.wheel import make_wheel_in
from small_pages import block

ASKED = ("matplotlib", "mkdocs", "pytest")
PAGE = (
    "# Bread\n\n"
    + block("flour = 500\nwater = 0.7 * flour\nprint(f'{water:.0f} g of water')", "350 g of water")
    + "That is 350<!--= f'{water:.0f}' --> g, or $0.7 \\cdot 500$.\n\n"
    + block("import matplotlib.pyplot as plt\nplt.plot([0, flour], [0, water])\nplt.show()", None, ' alt="A line."')
)
CONFTEST = """\
from sybil import Sybil
from page_engine import PageParser

pytest_collect_file = Sybil(parsers=[PageParser()], pattern="*.md").pytest()
"""


def needed(names: tuple[str, ...]) -> set[str]:
    """Return the names of distributions and of all that they need here."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = re.sub(r"[-_.]+", "-", waiting.pop()).lower()
        if name not in found:
            try:
                requirements = distribution(name).requires or []
            except PackageNotFoundError:  # of another system
                continue
            found.add(name)
            waiting += [re.split(r"[^\w.-]", each)[0] for each in requirements if "extra ==" not in each]
    return found


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a Python in an environment of its own with the wheel, what it needs and what was asked for."""
    folder = tmp_path_factory.mktemp("environment")
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    [packages] = folder.glob("lib/python*/site-packages")
    wheel = make_wheel_in(PROJECT / "page_engine" / "pyproject.toml", folder).file
    with ZipFile(wheel) as archive:
        archive.extractall(packages)
        [metadata] = [name for name in archive.namelist() if name.endswith("METADATA")]
        own = re.findall(r"^Requires-Dist: ([\w.-]+)[^;\n]*$", archive.read(metadata).decode(), re.MULTILINE)
    for name in needed((*ASKED, *own)):
        for file in distribution(name).files or []:
            top = packages / file.parts[0]
            if file.parts[0] not in ("..", "__pycache__") and not top.exists():
                top.symlink_to(Path(str(distribution(name).locate_file(file.parts[0]))))
    return folder / "bin" / "python"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    settings = '[tool.page-engine]\ncache = "kept"\n'
    site = "site_name: Bread\nplugins: [page-engine]\ntheme: mkdocs\n"
    for name, text in {
        "docs/index.md": PAGE,
        "conftest.py": CONFTEST,
        "mkdocs.yml": site,
        "pyproject.toml": settings,
    }.items():
        write(tmp_path, text, name)
    return tmp_path


def run(python: Path, site: Path, *module: str) -> tuple[int, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith(("PYTHON", "PYTEST"))}
    command = [str(python), "-I", "-m", *module]
    done = subprocess.run(command, cwd=site, env=environment, capture_output=True, text=True, check=False)
    return done.returncode, done.stdout + done.stderr


def test_it_builds_checks_tests_renders_and_updates_a_site_without_anything_of_this_project(
    python: Path, site: Path
) -> None:
    for name in ("neuronlib", "material", "publishing", "numpydoc"):
        assert run(python, site, name)[1].endswith(f"No module named {name}\n")
    code, said = run(python, site, "mkdocs", "build", "--strict")
    assert code == 0, said
    html = (site / "site" / "index.html").read_text("utf-8")
    for shown in ("350 g of water", "That is 350 g", "<math", 'src="index/figure-1.svg"'):
        assert shown in html
    assert (site / "site/index/figure-1.svg").read_text("utf-8").startswith("<svg")
    assert list((site / "kept").rglob("*.json"))
    assert run(python, site, "page_engine", "render", "docs", "-o", "plain")[0] == 0
    assert "![A line&#46;](index/figure-1.svg)" in (site / "plain" / "index.md").read_text("utf-8")
    assert "3 passed" in run(python, site, "pytest", "docs")[1]
    write(site, PAGE.replace("350", "360"), "docs/index.md")
    for command in (("page_engine", "check", "docs"), ("mkdocs", "build"), ("pytest", "docs")):
        code, said = run(python, site, *command)
        assert code == 1, command
        assert "docs/index.md:10: expected 360 g of water, got 350 g of water" in said
    assert run(python, site, "page_engine", "update", "docs")[0] == 0
    assert (site / "docs" / "index.md").read_text("utf-8") == PAGE


def test_options_of_the_site_hold_before_those_of_the_project(python: Path, site: Path) -> None:
    write(site, '[tool.page-engine]\ncache = "project"\ntime_limit = 9\n', "pyproject.toml")
    options = "{cache: site, time_limit: 30, style: look/rc, alternative_texts: docs/texts.json, pages: /index.md}"
    write(site, f"site_name: Bread\nplugins: [page-engine: {options}]\ntheme: mkdocs\n", "mkdocs.yml")
    write(site, "figure.figsize: 2, 1\nsavefig.dpi: 144\n", "look/rc")
    write(site, block("1 / 0"), "docs/other.md")
    code, said = run(python, site, "mkdocs", "build", "--strict")
    assert code == 0, said
    assert [path.name for path in (site / "site").rglob("*.svg") if "figure" in path.name] == ["figure-1.svg"]
    assert 'width="144pt" height="72pt"' in (site / "site/index/figure-1.svg").read_text("utf-8")
    assert list((site / "site" / "other").glob("index.html"))
    assert not (site / "project").exists()
    write(site, "{}", "docs/texts.json")
    place = f"docs/index.md:{PAGE[: PAGE.index(' alt=')].count(chr(10)) + 1}"
    assert f"{place}: the alternative text must be one" in run(python, site, "mkdocs", "build")[1]
