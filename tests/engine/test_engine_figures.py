"""Figures: the same bytes every time, at home in both colour schemes, each kept in a record beside its text."""

import base64
import json
import re
from io import BytesIO
from pathlib import Path
from unittest.mock import Mock
from xml.etree import ElementTree

import pytest
from engine_pages import PAGES, PYPLOT, assert_said, check, check_marked, examples, write
from matplotlib import pyplot
from small_pages import block
from sybil.example import SybilFailure

from page_engine.run import outcome
from page_engine.run.figures import figure_size
from page_engine.say.alternative_texts import VARIES, digest
from page_engine.say.updater import update_page


def draw(folder: Path) -> dict[str, str]:
    """Return the figures of a page by their alternative texts."""
    checked = check_marked(folder, (PAGES / "drawn.md").read_text("utf-8"))
    pairs = zip(checked.page.blocks, checked.outcomes, strict=True)
    return {drawing.options["alt"]: each.figures[0] for drawing, each in pairs}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    return draw(tmp_path_factory.mktemp("first"))


@pytest.fixture
def svg(drawn: dict[str, str]) -> str:
    return drawn["Colours."]


def test_a_figure_is_the_same_bytes_whatever_a_user_has_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: dict[str, str]
) -> None:
    for name in ("matplotlibrc", ".config/matplotlib/matplotlibrc"):
        write(tmp_path, "lines.linewidth: 9\nfigure.figsize: 9, 9\nsvg.fonttype: none\n", name)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    monkeypatch.setenv("MATPLOTLIBRC", str(tmp_path / "matplotlibrc"))
    monkeypatch.setenv("MPLBACKEND", "agg")
    assert draw(tmp_path) == drawn


def test_a_figure_is_valid_needs_no_font_and_tells_nothing_of_when_and_by_what_it_was_drawn(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert figure_size(svg) == (480, 307)
    assert root.attrib["viewBox"].startswith("0 0 360 230.4")
    assert svg.startswith("<svg")
    assert not re.search(r"metadata|<dc:|Matplotlib v|\b20\d\d-\d\d|<\?xml|DOCTYPE", svg)
    assert not re.search(r"<text|font-family|font:", svg)
    assert not re.search(r"(?:href|url)[=(]\"?https?:", svg)
    names = re.findall(r' id="([^"]*)"', svg)
    assert set(names) == set(re.findall(r'(?:href="|url\()#([^")]*)', svg))
    assert len(names) == len(set(names)) > 0


def numbers_of(svg: str, name: str) -> list[float]:
    """Return the numbers in all attributes of a name, in the order of the elements."""
    attributes = [element.get(name, "") for element in ElementTree.fromstring(svg).iter()]
    return [float(number) for attribute in attributes for number in re.findall(r"-?[\d.]+", attribute)]


def test_the_figure_in_fewer_bytes_has_the_same_lines_at_the_same_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, svg: str
) -> None:
    monkeypatch.setattr(outcome, "prepare_figure", str)
    longer = draw(tmp_path)["Colours."]
    assert len(svg) < 0.9 * len(longer)
    for name in ("d", "x", "y", "transform", "width", "height"):
        assert numbers_of(svg, name) == pytest.approx(numbers_of(longer, name), abs=0.01)
        assert numbers_of(svg, name)


def test_black_is_ink_and_white_is_paper_in_both_schemes(svg: str) -> None:
    style = ElementTree.fromstring(svg).findtext("{http://www.w3.org/2000/svg}style") or ""
    light, dark = style.split("@media(prefers-color-scheme:dark)")
    for scheme in (light, dark):
        assert re.search(r"[{;]color:#[0-9a-f]{3,6}", scheme)
        assert re.search(r"--paper:#[0-9a-f]{3,6}", scheme)
    body = re.sub(r"<!--.*?-->", "", svg, flags=re.DOTALL)
    assert not re.search(r"#000000|#ffffff", body)
    assert len(re.findall(r"stroke: currentColor", body)) > 3
    for colour in ("stroke: var(--paper)", "fill: var(--paper)", "stroke: #0072b2"):
        assert colour in body


def test_an_image_has_two_dots_a_point_and_is_a_mask_for_ink_if_it_has_no_colours(drawn: dict[str, str]) -> None:
    for name in ("An image.", "A measured image."):
        image = re.search(r'base64,([^"]*)".*? width="([\d.]+)"', drawn[name], re.DOTALL)
        assert image
        n_dots = int.from_bytes(base64.b64decode(image[1])[16:20])  # where a PNG has its width
        assert n_dots == pytest.approx(2 * float(image[2]), abs=2), name
    for name, corners in {"Gray.": (1, 0), "Greys.": (0, 1)}.items():
        ink = r'<mask id="(ink\w+)">.*?<image .*?base64,([^"]*)".*?</mask>\s*<rect (.*?)/>'
        found = re.search(ink, drawn[name], re.DOTALL)
        assert found, name
        assert 'fill="currentColor"' in found[3]
        assert f'mask="url(#{found[1]})"' in found[3]
        opacity = pyplot.imread(BytesIO(base64.b64decode(found[2])))[..., 3]
        assert (opacity[-1, 0], opacity[0, -1]) == corners, name  # of its first and its last value
    assert "<image " in drawn["Viridis."]
    assert "<mask" not in drawn["Viridis."]


RECORD = ".alternative_texts.json"
TEXT = "A line that rises to 4."


def page_with(text: str = TEXT, height: float = 4, word: str = "low", options: str = "") -> str:
    code = f"{PYPLOT}plt.plot([0, {height}], {options})\nplt.text(0, 0, '{word}')\nplt.show()"
    return block(code, options=f' alt="{text}"')


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """Return a record that holds the figure of a page beside it."""
    (tmp_path / "pyproject.toml").write_text(f'[tool.page-engine]\nalternative_texts = "{RECORD}"\n', "utf-8")
    (tmp_path / RECORD).write_text("{}", "utf-8")
    assert update_page(write(tmp_path, page_with())) == 1
    return tmp_path / RECORD


def test_a_pair_is_right_as_it_was_recorded_and_neither_changes_alone(record: Path) -> None:
    folder = record.parent
    check_marked(folder, page_with(height=4.000000001))  # which nobody sees
    check_marked(folder, page_with())
    assert update_page(folder / "page.md") == 0
    for text in ("A line that rises to 5.", "figure.svg", TEXT[:-1]):
        check_marked(folder, f"⟦alternative text⟧{page_with(text)}")
    for changed in ({"height": 5}, {"word": "high"}, {"options": "color='red'"}, {"options": "linestyle='--'"}):
        check_marked(folder, f"⟦the figure⟧{page_with(**changed)}")
    twins = [f"⟦the same alternative text⟧{page_with(height=height)}" for height in (4, 5)]
    check_marked(folder, "".join(twins))
    record.unlink()
    check_marked(folder, page_with("Another text."))  # which is held to nothing


def test_update_records_what_has_changed_in_one_move_and_forgets_what_is_gone(
    record: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = record.read_text("utf-8")
    path = write(record.parent, page_with("A steeper line.", 5))
    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", Mock(side_effect=PermissionError))
        with pytest.raises(PermissionError):
            update_page(path)
    assert record.read_text("utf-8") == before
    assert update_page(path) == 1
    assert list(json.loads(record.read_text("utf-8"))["pages"]["page.md"]) == ["A steeper line."]
    right, recorded = page_with("A steeper line.", 5), record.read_text("utf-8")
    check_marked(record.parent, right)
    misspelt = right.replace("alt=", 'heading="T" alt=')
    check_marked(record.parent, f"⟦must be one of⟧{misspelt}")  # and nothing of a missing text
    for faulty in (right.replace("plt.plot", "plt.plod"), misspelt):
        update_page(write(record.parent, faulty))
        assert record.read_text("utf-8") == recorded
    update_page(write(record.parent, "No figure any more.\n"))
    assert json.loads(record.read_text("utf-8"))["pages"] == {}


def test_a_figure_that_varies_or_of_another_matplotlib_is_not_compared_but_its_text_is(record: Path) -> None:
    kept = json.loads(record.read_text("utf-8"))
    for pages in ({"pages": {"page.md": {TEXT: VARIES}}}, {"matplotlib": "0.1"}):
        record.write_text(json.dumps(kept | pages), "utf-8")
        check_marked(record.parent, f"⟦alternative text⟧{page_with('Another text.', 5)}")
        check_marked(record.parent, page_with(height=5))
        assert "matplotlib" in pages or update_page(record.with_name("page.md")) == 0
        if "pages" in pages:  # in whichever quotes the text stands
            update_page(write(record.parent, page_with(height=5).replace(f'"{TEXT}"', f"'{TEXT}'")))
            assert json.loads(record.read_text("utf-8"))["pages"] == pages["pages"]


def test_names_that_matplotlib_makes_up_do_not_change_a_digest() -> None:
    figure = '<svg width="1pt"><clipPath id="p0123456789"/><g clip-path="url(#p{name})"/></svg>'
    assert digest(figure.format(name="0123456789")) == digest(figure.format(name="abcdef0123"))
    assert digest(figure.format(name="0123456789")) != digest(figure.format(name="0123456789").replace("<g", "<p"))


def test_a_record_that_cannot_be_read_is_a_problem_at_its_line_and_stays(record: Path) -> None:
    conflict = '{\n  "matplotlib": "3",\n' + "\n" * 9 + '⟦⟧<<<<<<< HEAD\n  "pages": {}\n}\n'
    for broken in ("⟦⟧", "⟦⟧[]", '⟦⟧{"pages": {"page.md": 1}}', conflict):
        content = broken.replace("⟦⟧", "")
        record.write_text(content, "utf-8")
        problems = check(record.parent, page_with()).problems
        assert_said(problems, broken)
        assert Path(problems[0].path).name == RECORD
        with pytest.raises(SybilFailure, match="the record must be JSON"):  # wherever in it, also below the page's end
            examples(record.with_name("page.md"))[-1].evaluate()
        assert update_page(record.with_name("page.md")) == 0
        assert record.read_text("utf-8") == content
