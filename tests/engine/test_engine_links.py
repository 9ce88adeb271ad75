"""Links: the anchors that the engine knows are those of the site; pages/links.md has the links themselves."""

from pathlib import Path

from engine_pages import PAGES, read, read_marked
from engine_web import web_page


def test_the_anchors_are_those_that_the_site_has() -> None:
    html = web_page(
        (PAGES / "beside" / "other.md").read_text("utf-8").replace("<!--= 1 -->", "").replace("<!--= 2 -->", "")
    )
    names = "other-page uber-markup-and-code twice twice_1 name raw in-a-note number-2-counts"
    assert [name for name in names.split() if f'id="{name}"' not in html] == []
    assert 'href="gone.md"' in web_page("- item\n\n    [b]: gone.md\n\ntext\n\n[a][b]\n")


def test_a_link_longer_than_a_name_may_be_leads_nowhere(tmp_path: Path) -> None:
    read_marked(tmp_path, f"text\n\n⟦link⟧[a]({'a' * 5000}.md)\n")


def test_a_link_to_a_page_that_is_not_utf_8_says_nothing_of_this_one(tmp_path: Path) -> None:
    (tmp_path / "latin.md").write_bytes(b"# Caf\xe9\n\n## Named {#name}\n")
    page = read(tmp_path, "text\n\n[a](latin.md#name)\n\n1<!--= 1 -->\n")
    assert len(page.numbers) == 1
    assert {problem.line for problem in page.problems} <= {3}
