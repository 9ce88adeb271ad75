"""The labs: the solution passes, the notebook to download does not, and each usual mistake is named."""

import ast
import contextlib
import io
import json
from pathlib import Path

import pytest
from lab_answers import MISTAKES, answers, tagged

from page_engine.read.page import read_page
from page_engine.say.notebooks import as_notebook

PROJECT = Path(__file__).parents[2]
LABS = {path.stem: path for path in sorted(PROJECT.glob("docs/labs/*.md"))}


def said(codes: list[str]) -> list[str]:
    """Run blocks and return the sentences of the checks among them."""
    namespace: dict[str, object] = {}
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        for code in codes:
            exec(code, namespace)
    return printed.getvalue().splitlines()


@pytest.mark.parametrize("name", LABS)
def test_the_solution_passes_and_an_exercise_that_is_not_solved_says_so_and_does_not_stop_the_others(name: str) -> None:
    page = read_page(LABS[name])
    solutions = tagged(page, "solution")
    assert len(solutions) == len(tagged(page, "exercise")) == len(tagged(page, "check"))
    for unsolved in ("", *solutions):
        sentences = said([block.source for block in page.blocks if block.source != unsolved])
        is_right = [sentence.startswith("Right: ") for sentence in sentences]
        told = f"docs/labs/{name}.md: each solution must pass its check, and the checks say {sentences}"
        assert is_right == [each != unsolved for each in solutions], told
        assert sentences.count("Not solved yet: write your code in the place of None.") == solutions.count(unsolved)


@pytest.mark.parametrize("name", LABS)
def test_the_notebook_to_download_is_not_solved(name: str) -> None:
    page = read_page(LABS[name])
    notebook = json.loads(as_notebook(page, [], "introduction", "https://example.org/labs/lab.md"))
    codes = ["".join(cell["source"]) for cell in notebook["cells"] if cell["cell_type"] == "code"]
    for solution in tagged(page, "solution"):
        assert solution.strip() not in "\n".join(codes)
    assert not [sentence for sentence in said(codes) if sentence.startswith("Right")]


@pytest.mark.parametrize(("name", "mistake"), MISTAKES)
def test_a_usual_mistake_is_named(name: str, mistake: str) -> None:
    page = read_page(LABS[name])
    written, blocks = answers(page, MISTAKES[name, mistake]), enumerate(page.blocks, 1)
    sentences = said([written.get(i, each.source) for i, each in blocks if each.options.get("tag") != "solution"])
    sentence = f"{mistake[0].upper()}{mistake[1:]}."
    is_named = any(each.startswith("Not yet: you got ") and each.endswith(f". {sentence}") for each in sentences)
    place = f"tests/labs/mistakes/{name}.toml: [{mistake!r}]"
    assert is_named, f"{place}: its code must lead to an answer that the lab names so, and the checks say {sentences}"


@pytest.mark.parametrize("name", LABS)
def test_every_mistake_that_a_lab_names_is_tried(name: str) -> None:
    nodes = [node for check in tagged(read_page(LABS[name]), "check") for node in ast.walk(ast.parse(check))]
    pairs = [node.elts for node in nodes if isinstance(node, ast.Tuple) and len(node.elts) == 2]
    ends = [end.value for _, end in pairs if isinstance(end, ast.Constant)]
    named = [end for end in ends if isinstance(end, str)]
    tried = {mistake for lab, mistake in MISTAKES if lab == name}
    told = (
        f"tests/labs/mistakes/{name}.toml must have code for each mistake that the checks of docs/labs/{name}.md name"
    )
    assert set(named) == tried, f"{told}: it lacks {set(named) - tried}, and has {tried - set(named)} too much"
    assert len(named) == len(tried) >= 3, f"docs/labs/{name}.md: at least three mistakes must be named, got {named}"


def test_every_chapter_has_a_lab_that_it_links_to() -> None:
    chapters = {path.stem: path.read_text("utf-8") for path in PROJECT.glob("docs/series/*.md")}
    assert chapters.keys() == LABS.keys(), "a chapter and its lab must have one name, in docs/series and in docs/labs"
    for name, text in chapters.items():
        assert f"(../labs/{name}.md)" in text, f"docs/series/{name}.md must link to its lab"
        assert f"(../series/{name}.md)" in LABS[name].read_text("utf-8"), (
            f"docs/labs/{name}.md must link to its chapter"
        )
