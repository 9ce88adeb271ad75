"""The frame: what the files around the code promise, and what no part of it may know."""

import re
import tomllib

import pytest
from built_site import PROJECT


def test_the_lock_names_no_index_and_holds_what_the_project_asks_for() -> None:
    lock = (PROJECT / "requirements.lock").read_text("utf-8")
    assert not re.search(r"https?://|--(extra-)?index-url|--find-links|--trusted-host", lock)
    project = tomllib.loads((PROJECT / "pyproject.toml").read_text("utf-8"))
    asked = [*project["project"]["dependencies"], *project["build-system"]["requires"]]
    asked += [requirement for group in project["dependency-groups"].values() for requirement in group]
    names = {re.split(r"[<>=~ ]", requirement)[0].lower().replace("_", "-") for requirement in asked}
    assert names - {name.replace("_", "-") for name in re.findall(r"^([\w.-]+)==", lock, re.MULTILINE)} == set()


@pytest.mark.parametrize("page", ["README.md", "CONTRIBUTING.md", "docs/authors.md"])
def test_every_make_command_of_the_text_exists(page: str) -> None:
    texts = ((PROJECT / name).read_text("utf-8") for name in ("Makefile", page))
    targets, named = map(re.findall, (r"(?m)^([a-z-]+):", r"(?m)(?:^|`)make ([a-z-]+)\b"), texts)
    assert {*named} - {*targets} == set() != {*named}


# folder: what its modules must not import, but for some of them
MUST_NOT_KNOW = {
    "page_engine/src": {
        "publishing|quality|material|neuronlib|pytest": "",
        "mkdocs": "plugin.py",
        "matplotlib": "figure_backend.py",
    },
    "publishing": {"mkdocs|pytest|quality": "hooks.py"},
    "neuronlib": {"matplotlib": "plotting.py", "page_engine": ""},
}


def test_no_part_knows_what_it_need_not() -> None:
    for folder, unknown in MUST_NOT_KNOW.items():
        for path in (PROJECT / folder).rglob("*.py"):
            text = path.read_text("utf-8")
            for names, knowing in unknown.items():
                imports = re.findall(rf"^\s*(?:import|from) ({names})\b", text, re.MULTILINE)
                assert path.name == knowing or not imports, path
            assert folder != "page_engine/src" or not re.search("neuronlib|deep-learning-simplified", text), path
    assert not list((PROJECT / "docs").rglob("*.py"))  # readers read no Python that nobody runs
