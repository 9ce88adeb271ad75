"""Figures: one a block, described, small, the same bytes every time, and at home in both colour schemes."""

import base64
import json
import re
from pathlib import Path
from unittest.mock import Mock
from xml.etree import ElementTree

import pytest
from engine_pages import PYPLOT, assert_said, check, check_marked, messages, write
from small_pages import block

from page_engine.run import outcome
from page_engine.run.figures import figure_size
from page_engine.say.alternative_texts import VARIES, digest
from page_engine.say.updater import update_page

ALT = ' alt="A line."'
DRAW = f"{PYPLOT}plt.plot([0, 1])"


def figure(code: str, options: str = ALT, output: str | None = None) -> str:
    return block(code, output, options)


COLOURS = f"""\
{DRAW}
plt.plot([1, 0], color="black")
plt.plot([1, 2], color="white")
plt.plot([1, 3], color="#0072B2")
plt.title("a < b & #000000 > −1")
plt.gca().set_facecolor("white")
plt.show()"""
IMAGE = "{}plt.imshow([[0, 1], [2, 3]])\n{}plt.show()"
MEASURED = "plt.clabel(plt.contour([[0, 1], [2, 3]], levels=[1.5], colors='black'))\n"
PICTURE = PYPLOT + "plt.imshow([[0, 1], [2, 4]], cmap={!r})\nplt.axis('off')\nplt.show()"
DRAWN = {
    "colours": COLOURS,
    "image": IMAGE.format(PYPLOT, ""),
    "measured image": IMAGE.format(PYPLOT, MEASURED),
    **{cmap: PICTURE.format(cmap) for cmap in ("gray", "Greys", "viridis")},
}


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    checked = check(tmp_path_factory.mktemp("first"), "".join(map(figure, DRAWN.values())))
    assert not checked.problems, messages(checked.problems)
    return {name: each.figures[0] for name, each in zip(DRAWN, checked.outcomes, strict=True)}


@pytest.fixture
def svg(drawn: dict[str, str]) -> str:
    return drawn["colours"]


def test_a_figure_is_the_same_bytes_whatever_a_user_has_set(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, svg: str
) -> None:
    settings = "lines.linewidth: 9\nfigure.figsize: 9, 9\nsvg.fonttype: none\n"
    for place in (tmp_path / "matplotlibrc", tmp_path / ".config" / "matplotlib" / "matplotlibrc"):
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(settings)
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / ".config"))
    monkeypatch.setenv("MATPLOTLIBRC", str(tmp_path / "matplotlibrc"))
    monkeypatch.setenv("MPLBACKEND", "agg")
    assert check(tmp_path, figure(COLOURS)).outcomes[0].figures == [svg]


def test_a_figure_is_valid_needs_no_font_and_tells_nothing_of_when_and_by_what_it_was_drawn(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert figure_size(svg) == (480, 307)
    assert root.attrib["viewBox"].startswith("0 0 360 230.4")
    assert svg.startswith("<svg")
    assert not re.search(r"metadata|<dc:|Matplotlib v|\b20\d\d-\d\d|<\?xml|DOCTYPE", svg)
    assert not re.search(r"<text|font-family|font:", svg)
    assert not re.search(r"(?:href|url)[=(]\"?https?:", svg)


def numbers_of(svg: str, name: str) -> list[float]:
    """Return the numbers in all attributes of a name, in the order of the elements."""
    attributes = [element.get(name, "") for element in ElementTree.fromstring(svg).iter()]
    return [float(number) for attribute in attributes for number in re.findall(r"-?[\d.]+", attribute)]


def test_the_figure_in_fewer_bytes_has_the_same_lines_at_the_same_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, svg: str
) -> None:
    monkeypatch.setattr(outcome, "prepare_figure", str)
    longer = check(tmp_path, figure(COLOURS)).outcomes[0].figures[0]
    assert len(svg) < 0.9 * len(longer)
    for name in ("d", "x", "y", "transform", "width", "height"):
        assert numbers_of(svg, name) == pytest.approx(numbers_of(longer, name), abs=0.01)
        assert numbers_of(svg, name)


def test_all_names_in_a_figure_are_used_and_all_that_are_used_are_there(svg: str) -> None:
    names = re.findall(r' id="([^"]*)"', svg)
    assert set(names) == set(re.findall(r'(?:href="|url\()#([^")]*)', svg))
    assert len(names) == len(set(names)) > 0


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


@pytest.mark.parametrize("name", ["image", "measured image"])
def test_an_image_has_two_dots_a_point_whatever_was_measured_before(drawn: dict[str, str], name: str) -> None:
    image = re.search(r'base64,([^"]*)".*? width="([\d.]+)"', drawn[name], re.DOTALL)
    assert image
    n_dots = int.from_bytes(base64.b64decode(image[1])[16:20])  # where a PNG has its width
    assert n_dots == pytest.approx(2 * float(image[2]), abs=2)


def test_a_picture_without_colours_is_a_mask_for_ink_and_one_with_colours_stays(drawn: dict[str, str]) -> None:
    for cmap in ("gray", "Greys"):
        found = re.search(r'<mask id="(ink\w+)">.*?<image .*?</mask>\s*<rect (.*?)/>', drawn[cmap], re.DOTALL)
        assert found
        assert 'fill="currentColor"' in found[2]
        assert f'mask="url(#{found[1]})"' in found[2]
    assert "<image " in drawn["viridis"]
    assert "<mask" not in drawn["viridis"]


@pytest.mark.parametrize(("width", "height", "pixels"), [("72pt", "36pt", (96, 48)), ("100.5pt", "0.75pt", (134, 1))])
def test_the_size_of_a_figure_is_in_pixels(width: str, height: str, pixels: tuple[int, int]) -> None:
    assert figure_size(f'<svg viewBox="0 0 1 1" height="{height}" width="{width}"><rect width="1pt"/></svg>') == pixels


def test_a_figure_without_a_size_is_refused() -> None:
    with pytest.raises(ValueError, match="size"):
        figure_size('<svg viewBox="0 0 1 1"><rect width="1pt" height="1pt"/></svg>')


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
    for text in ("A line that rises to 5.", "A line that falls to 4.", "figure.svg", TEXT[:-1]):
        check_marked(folder, f"⟦alternative text⟧{page_with(text)}")
    for changed in ({"height": 5}, {"word": "high"}, {"options": "color='red'"}, {"options": "linestyle='--'"}):
        check_marked(folder, f"⟦the figure⟧{page_with(**changed)}")


def test_update_records_what_has_changed_and_forgets_what_is_gone(record: Path) -> None:
    assert update_page(write(record.parent, page_with("A steeper line.", 5))) == 1
    assert list(json.loads(record.read_text("utf-8"))["pages"]["page.md"]) == ["A steeper line."]
    check_marked(record.parent, page_with("A steeper line.", 5))
    update_page(write(record.parent, "No figure any more.\n"))
    assert json.loads(record.read_text("utf-8"))["pages"] == {}


def test_two_figures_with_one_text_are_found(record: Path) -> None:
    text = page_with() + page_with(height=5)
    update_page(write(record.parent, text))
    said = "⟦the same alternative text⟧"
    check_marked(record.parent, f"{said}{page_with()}{said}{page_with(height=5)}")


def test_a_figure_that_varies_or_of_another_matplotlib_is_not_compared_but_its_text_is(record: Path) -> None:
    kept = json.loads(record.read_text("utf-8"))
    for pages in ({"pages": {"page.md": {TEXT: VARIES}}}, {"matplotlib": "0.1"}):
        record.write_text(json.dumps(kept | pages), "utf-8")
        check_marked(record.parent, f"⟦alternative text⟧{page_with('Another text.', 5)}")
        check_marked(record.parent, page_with(height=5))
        assert "matplotlib" in pages or update_page(record.with_name("page.md")) == 0


def test_without_a_record_nothing_is_compared(tmp_path: Path) -> None:
    check_marked(tmp_path, page_with())
    assert update_page(tmp_path / "page.md") == 0


def test_names_that_matplotlib_makes_up_do_not_change_a_digest() -> None:
    figure = '<svg width="1pt"><clipPath id="p0123456789"/><g clip-path="url(#p{name})"/></svg>'
    assert digest(figure.format(name="0123456789")) == digest(figure.format(name="abcdef0123"))
    assert digest(figure.format(name="0123456789")) != digest(figure.format(name="0123456789").replace("<g", "<p"))


BROKEN = {
    "empty": "⟦⟧",
    "no record": "⟦⟧[]",
    "of pages that are none": '⟦⟧{"pages": {"page.md": 1}}',
    "with conflict marks": '{\n  "matplotlib": "3",\n⟦⟧<<<<<<< HEAD\n  "pages": {}\n}\n',
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_record_that_cannot_be_read_is_a_problem_at_its_line_and_stays(record: Path, name: str) -> None:
    content = BROKEN[name].replace("⟦⟧", "")
    record.write_text(content, "utf-8")
    problems = check(record.parent, page_with()).problems
    assert_said(problems, BROKEN[name])
    assert Path(problems[0].path).name == RECORD
    assert update_page(record.with_name("page.md")) == 0
    assert record.read_text("utf-8") == content


def test_a_record_is_written_in_one_move(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = record.read_text("utf-8")
    monkeypatch.setattr(Path, "replace", Mock(side_effect=PermissionError))
    with pytest.raises(PermissionError):
        update_page(write(record.parent, page_with("Another text.")))
    assert record.read_text("utf-8") == before
