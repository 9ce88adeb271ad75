"""Pages written as plain Markdown, for generators without hooks."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml
from engine_pages import block, line_of, write
from engine_web import Web, as_web, web_page

from page_engine.__main__ import main
from page_engine.mathml import replace_formulas
from page_engine.prerender_config import plain_config
from page_engine.prerender_formulas import with_mathml

CONFIG = """\
site_name: Small
site_author: Somebody
site_url: !ENV [SITE_URL, "https://example.org/"]
strict: true
nav:
  - Home: index.md
  - Made by a hook: made.md
  - Series:
      - One: series/one.md
  - Nothing:
      - Made by a hook: also.md
exclude_docs: |
  /hooks/
theme: {name: material, custom_dir: docs/overrides, language: en}
extra: {repository: "https://example.org/repository"}
extra_javascript: [assets/run.js]
hooks: [docs/hooks/hook.py]
watch: [small]
plugins:
  - search
  - mkdocs-jupyter: {execute: true}
  - mkdocstrings: {handlers: {python: {paths: [.], options: {heading_level: 2}}}}
"""

PROJECT = """\
[build-system]
requires = ["flit_core"]
build-backend = "flit_core.buildapi"
[project]
name = "small"
version = "1.0"
description = "Small"
"""

DRAWING = "import matplotlib.pyplot as plt\nplt.plot([0, 1])\nplt.show()"
CHAPTER = f"""\
---
title: One
description: A chapter.
chapter: 1
date: 2026-11-24
---

# One

<p class="lead" markdown>
A lead.
</p>

{block("x = 0.25; print(x)", "0.25")}
$x$ is 0.25<!--= x -->.

{block(DRAWING, options=' alt="A line"')}
"""

LAB = f"""\
---
title: Lab
jupyter:
  kernelspec:
    display_name: Python 3
    language: python
    name: python3
---

# Lab

It is 2<!--= 1 + 1 -->.

{block("x = 1", options=' tags=["exercise"]')}
{block("x = 2 > 1; print(x)", options=' tags=["solution"]')}
{block("print('Right')", options=' tags=["check"]')}
"""


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "project"
    for name in ("docs/series", "docs/labs", "docs/assets", "docs/hooks"):
        (folder / name).mkdir(parents=True)
    write(folder, CONFIG, "mkdocs.yml")
    write(folder, PROJECT, "pyproject.toml")
    write(folder, '"""Small."""', "small.py")
    write(folder, "# Home\n\n[Feed]({{ feed }}), {{ wheel }}, {{ date }}, {{ verified }}\n", "docs/index.md")
    write(folder, CHAPTER, "docs/series/one.md")
    write(folder, LAB, "docs/labs/lab.md")
    write(folder, "body {}", "docs/assets/site.css")
    write(folder, "raise SystemExit", "docs/hooks/hook.py")
    monkeypatch.chdir(folder)
    monkeypatch.delenv("SITE_URL", raising=False)
    return folder


@pytest.fixture
def plain(project: Path) -> Path:
    """Return the folder with what the project is without hooks."""
    assert main(["prerender", "../plain"]) == 0
    return project.with_name("plain")


def test_a_page_has_its_outputs_and_figures_and_no_comments(plain: Path) -> None:
    text = (plain / "docs/series/one.md").read_text("utf-8")
    web = as_web(text)
    assert "<!--" not in text
    assert web.code == ["x = 0.25; print(x)\n", f"{DRAWING}\n"]
    assert "Output0.25\n" in web.text
    [(_, image)] = web.images
    assert (image["src"], image["alt"]) == ("one/figure-1.svg", "A line")
    assert (plain / "docs/series/one/figure-1.svg").read_text("utf-8").startswith("<svg")


def test_a_chapter_can_be_taken_away_from_below_its_lead(plain: Path) -> None:
    html = web_page((plain / "docs/series/one.md").read_text("utf-8"))
    assert html.index("A lead.") < html.index("one.py") < html.index("one.ipynb") < html.index("Output")
    assert "print(x)" in (plain / "docs/series/one.py").read_text("utf-8")
    assert "image/svg+xml" in (plain / "docs/series/one.ipynb").read_text("utf-8")
    assert "https://example.org/repository/edit/main/docs/series/one.md" in html


def test_a_lab_is_executed_its_solution_folded_and_the_notebook_without_it(plain: Path) -> None:
    html = web_page((plain / "docs/labs/lab.md").read_text("utf-8"))
    web = as_web((plain / "docs/labs/lab.md").read_text("utf-8"))
    assert web.code == ["x = 1\n", "x = 2 > 1; print(x)\n", "print('Right')\n"]
    assert html.index("<details") < html.index("True") < html.index("</details>") < html.index("Right")
    assert "It is 2." in web.text
    assert "2 > 1" not in (plain / "docs/labs/lab.ipynb").read_text("utf-8")


def test_the_facts_of_the_build_are_filled_in_and_lead_to_files(plain: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    text = (plain / "docs/index.md").read_text("utf-8")
    wheel = "downloads/small-1.0-py2.py3-none-any.whl"
    assert "{{" not in text
    assert "[Feed](https://example.org/feed.xml)" in text
    assert f"https://example.org/{wheel}" in text
    assert "5 blocks run, 1 output compared, 2 numbers checked and 1 figure drawn" in text
    assert (plain / "docs" / wheel).is_file()
    assert "https://example.org/series/one/" in (plain / "docs/feed.xml").read_text("utf-8")


def test_the_day_and_the_address_are_those_of_the_environment(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SITE_URL", "https://example.com/b/")
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "0")
    assert main(["prerender", "../plain"]) == 0
    text = (project.with_name("plain") / "docs/index.md").read_text("utf-8")
    assert "https://example.com/b/feed.xml" in text
    assert "1970-01-01" in text


def test_assets_are_copied_and_what_is_no_part_of_the_site_is_not(plain: Path) -> None:
    assert (plain / "docs/assets/site.css").read_text("utf-8") == "body {}"
    assert not (plain / "docs/hooks").exists()


def test_what_an_earlier_run_has_left_is_gone(project: Path) -> None:
    old = project.with_name("plain") / "docs/old.md"
    old.parent.mkdir(parents=True)
    old.write_text("# Old")
    assert main(["prerender", "../plain"]) == 0
    assert not old.exists()


def test_a_faulty_page_stops_it_before_anything_is_written(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(project, CHAPTER.replace("\n0.25\n", "\n0.26\n"), "docs/series/one.md")
    assert main(["prerender", "../plain"]) == 1
    assert "docs/series/one.md:19: " in capsys.readouterr().err
    assert not project.with_name("plain").exists()


def test_what_readers_could_not_take_away_is_named_at_its_line(
    project: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = CHAPTER + "\n[a]: https://example.org/\n"
    write(project, text, "docs/series/one.md")
    assert main(["prerender", "../plain"]) == 1
    assert (
        f"docs/series/one.md:{line_of(text, '[a]:')}: a page that readers take away must have links"
        in capsys.readouterr().err
    )


def test_the_configuration_names_nothing_that_only_mkdocs_has(plain: Path, project: Path) -> None:
    config: dict[str, Any] = yaml.safe_load((plain / "mkdocs.yml").read_text("utf-8"))
    assert not {"hooks", "watch", "exclude_docs", "extra_javascript"} & config.keys()
    assert config["theme"] == {"name": "material", "language": "en"}
    assert config["strict"] is True
    assert config["site_url"] == "https://example.org/"
    search, documented = config["plugins"]
    assert search == "search"
    python = documented["mkdocstrings"]["handlers"]["python"]
    assert python == {"paths": [str(project)], "options": {"heading_level": 2}}


def test_pages_that_hooks_make_are_left_out_of_the_navigation() -> None:
    config: dict[str, Any] = yaml.safe_load(CONFIG.replace("!ENV", ""))
    plain = yaml.safe_load(plain_config(config, Path("/project"), {"index.md", "series/one.md"}))
    assert plain["nav"] == [{"Home": "index.md"}, {"Series": [{"One": "series/one.md"}]}]


@pytest.mark.parametrize(
    ("markdown", "text"),
    [
        ("$x$ is **bold**", "x is bold"),
        ("$a * b * c$ and $x_1 + x_2$", "a*b*c and x1+x2"),
        ("$a < b$ and $b > a$", "a<b and b>a"),
        ("| a |\n|---|\n| $x$ |", "a\n\n\n\n\nx"),
        ('!!! note "N"\n\n    $x$ is **bold**', "N\nx is bold"),
        ("$$\n\\frac{1}{2}\n$$\n\nbehind", "12\n\nbehind"),
        ("> $a\n> + b$ in a quote", "a+b in a quote"),
        ("`$x$` and \\$5", "$x$ and $5"),
        ("```text\n$x$\n```", "$x$"),
    ],
)
def test_a_formula_is_mathml_wherever_it_stands_and_the_text_around_it_markdown(markdown: str, text: str) -> None:
    web = as_web(with_mathml(markdown))
    assert web.text.strip() == text
    assert "**" not in web.text


def test_a_formula_on_lines_of_its_own_is_a_block() -> None:
    assert 'display="block"' in with_mathml("$$\nx\n$$")
    assert 'display="inline"' in with_mathml("$x$")


def test_a_formula_is_the_same_as_that_of_the_site() -> None:
    text = r"So $\sum_i w_i * x_i \le \begin{bmatrix} a & b \\ c & d \end{bmatrix}$."
    plain, site = Web(), Web()
    plain.feed(web_page(with_mathml(text)))
    site.feed(replace_formulas(web_page(text)))
    assert plain.text == site.text
    assert "∑" in plain.text
