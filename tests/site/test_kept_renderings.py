"""A page is rendered again if anything on which that depends has changed, and only then."""

from __future__ import annotations

import logging
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import Files, get_files
from mkdocs.structure.pages import Page

from kept_renderings import keep_rendering
from page_engine.sources import Sources

PAGE = """\
# A *page*

## First part {#first}

See [another page](other.md#there), [by name][there] and [nowhere in it](#gone).

### Below it

<a id="raw"></a>Text.

## Second part
"""


class Project:
    """A project with two pages, and with a count of how often one of them has been rendered."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.n_rendered, self.meanwhile = folder, 0, ""
        (folder / "docs").mkdir()
        (folder / "pyproject.toml").write_text('[tool.page_engine]\ncache = "kept"\n')
        (folder / "mkdocs.yml").write_text(
            "site_name: A site\nplugins: [autorefs]\nmarkdown_extensions: [attr_list, toc]\n"
        )
        self.write("page.md", PAGE)
        self.write("other.md", "# Other\n\n## There\n")

    def write(self, address: str, text: str) -> None:
        (self.folder / "docs" / address).write_text(text)

    def render(self, *facts: object) -> tuple[Page, MkDocsConfig]:
        """Return the page as a build leaves it, and the configuration with its plugins."""
        config = load_config(str(self.folder / "mkdocs.yml"))
        config = config.plugins.on_config(config)
        files = get_files(config)
        file = files.get_file_from_path("page.md")
        assert file is not None
        page = Page(None, file, config)
        render_anew = page.render

        def render(config: MkDocsConfig, files: Files) -> None:
            self.n_rendered += 1
            render_anew(config, files)

        sources = Sources.now([self.folder / "library"])
        if self.meanwhile:
            (self.folder / "library").mkdir(exist_ok=True)
            (self.folder / "library" / "part.py").write_text(self.meanwhile)
        keep_rendering(page, render, sources, *facts)
        page.read_source(config)
        page.markdown = config.plugins.on_page_markdown(page.markdown or "", page=page, config=config, files=files)
        page.render(config, files)
        return page, config


@pytest.fixture
def project(tmp_path: Path) -> Project:
    return Project(tmp_path)


def all_that_rendering_sets(page: Page, config: MkDocsConfig) -> list[Any]:
    """Return all that MkDocs, its theme and other plugins later ask for."""
    autorefs: Any = config.plugins["autorefs"]
    links = {file.src_uri: links for file, links in (page.links_to_anchors or {}).items()}
    titles = [autorefs.get_item_url(name, from_url="elsewhere/") for name in ("first", "below-it", "second-part")]
    contents = [
        (item.title, item.id, item.level, [child.level for child in item.children], str(item)) for item in page.toc
    ]
    return [page.content, page.title, contents, page.toc.items[0].active, page.present_anchor_ids, links, titles]


def test_what_has_not_changed_is_rendered_once_and_leaves_the_same(project: Project) -> None:
    first, second = (all_that_rendering_sets(*project.render("fact", {"a": 1})) for _ in range(2))
    assert first == second
    assert project.n_rendered == 1
    assert "A <em>page</em>" in first[0]
    assert first[1] == "A page"
    assert first[5] == {"other.md": {"there": "other.md#there"}, "page.md": {"gone": "#gone"}}


def change_the_page(project: Project) -> None:
    project.write("page.md", f"{PAGE}More.\n")


def add_a_file(project: Project) -> None:
    project.write("new.md", "# New\n")


def write_to_the_library(project: Project) -> None:
    (project.folder / "library").mkdir()
    (project.folder / "library" / "part.py").write_text("value = 2")


def take_away_a_file(project: Project) -> None:
    (project.folder / "docs" / "other.md").unlink()


def write_to_what_is_kept(project: Project) -> None:
    (path,) = project.folder.glob("kept/*/docs-page-md.rendered")
    path.write_text(path.read_text().replace("Second part", "Another part"))


CHANGES = [change_the_page, write_to_the_library, add_a_file, take_away_a_file, write_to_what_is_kept]


@pytest.mark.parametrize("change", CHANGES)
def test_what_has_changed_is_rendered_again(project: Project, change: Any) -> None:
    project.render()
    change(project)
    page, _ = project.render()
    assert project.n_rendered == 2
    assert "Another part" not in (page.content or "")


def test_what_is_rendered_while_a_source_is_written_is_not_kept(project: Project) -> None:
    project.meanwhile = "value = 1"
    project.render()
    (project.folder / "library" / "part.py").unlink()  # all is again as it was when the first one began
    project.meanwhile = ""
    project.render()
    assert project.n_rendered == 2


def test_other_facts_make_another_rendering(project: Project) -> None:
    for facts in (["a preview"], ["a build"], ["a build", 1]):
        project.render(*facts)
    assert project.n_rendered == 3


def test_a_page_that_warns_does_so_each_time(project: Project, caplog: pytest.LogCaptureFixture) -> None:
    take_away_a_file(project)
    with caplog.at_level(logging.WARNING, "mkdocs"):
        for _ in range(2):
            project.render()
    assert [record.levelname for record in caplog.records] == ["WARNING", "WARNING"]
    assert project.n_rendered == 2


def test_what_mkdocstrings_makes_is_made_each_time(project: Project) -> None:
    project.write("page.md", "# Reference\n\n::: package\n")
    for _ in range(2):
        project.render()
    assert project.n_rendered == 2
