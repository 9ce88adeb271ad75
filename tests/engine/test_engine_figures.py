"""Figures: one a block, described, small, the same bytes every time, and at home in both colour schemes."""

from __future__ import annotations

import base64
import re
from pathlib import Path
from xml.etree import ElementTree

import pytest
from engine_pages import Checked, assert_only_problem, block, check, line_of, lines, messages

from page_engine.run import outcome
from page_engine.run.figures import figure_size

ALT = ' alt="A line."'
DRAW = "import matplotlib.pyplot as plt\nplt.plot([0, 1])"

MANY_RULES = (
    block(f"{DRAW}\nplt.show()")  # line 1
    + block(f"{DRAW}\nplt.show()\n{DRAW}\nplt.show()", options=f' title="7"{ALT}')
    + block(f"{DRAW}\nplt.figure()\nplt.show()", options=f' title="15"{ALT}')
    + block(f"{DRAW}\nplt.close()", options=f' title="22"{ALT}')
    + block("x = 1", options=f' title="28"{ALT}')
    + block(DRAW, options=' title="32"')
    + block("plt.close('all')\nplt.figure()\nplt.close()", options=' title="never drawn in the end"')
    + block(f"{DRAW}\nplt.show()", options=f' title="right"{ALT}')
    + block("plt.figure()", options=' title="49"')
)


def test_figures_out_of_order_are_found_at_their_blocks(tmp_path: Path) -> None:
    problems = check(tmp_path, MANY_RULES).problems
    wrong = [line_of(MANY_RULES, f'title="{line}"') for line in (7, 15, 22, 28, 49)]
    assert lines(problems) == [1, *wrong], messages(problems)
    for problem, words in zip(
        problems, ["alt", "one figure", "one figure", "shows none", "none", "shown"], strict=True
    ):
        assert words in problem.message


def test_a_figure_shown_in_a_later_block_belongs_to_that_one(tmp_path: Path) -> None:
    text = block(DRAW) + block("plt.title('later')\nplt.show()", options=ALT)
    first, second = check(tmp_path, text).outcomes
    assert (len(first.figures), len(second.figures)) == (0, 1)


def test_a_figure_with_the_number_of_an_older_one_is_not_taken_for_it(tmp_path: Path) -> None:
    text = block(DRAW, options=' title="older"') + block("plt.close()\nplt.figure()", options=' title="newer"')
    assert line_of(text, "newer") in lines(check(tmp_path, text).problems)


def test_a_figure_and_an_exception_can_both_be_meant(tmp_path: Path) -> None:
    text = block(f"{DRAW}\nplt.show()\nint('x')", "ValueError: ...", f'{ALT} raises="ValueError"')
    checked = check(tmp_path, text)
    assert not checked.problems, messages(checked.problems)
    assert len(checked.outcomes[0].figures) == 1


DENSE = """\
import matplotlib.pyplot as plt
import numpy as np
x, y = np.random.default_rng(0).normal(size=(2, 20_000))
plt.figure(figsize=(3, 2))
plt.scatter(x, y, s=1)
plt.show()"""


def test_a_figure_that_is_too_large_is_a_problem(tmp_path: Path) -> None:
    text = block(DENSE, options=ALT)
    assert_only_problem(check(tmp_path, text).problems, 1, "20000 bytes", "rasterized=True")


def test_dense_parts_may_be_rasterised(tmp_path: Path) -> None:
    code = DENSE.replace("plt.scatter(x, y, s=1)", "plt.scatter(x.round(), y.round(), s=9, rasterized=True)")
    checked = check(tmp_path, block(code, options=ALT))
    assert not checked.problems, messages(checked.problems)
    assert "data:image/png" in checked.outcomes[0].figures[0]


IMAGE = """\
import matplotlib.pyplot as plt
plt.imshow([[0, 1], [2, 3]])
{measured}
plt.show()"""
MEASURED = "plt.clabel(plt.contour([[0, 1], [2, 3]], levels=[1.5], colors='black'))"


def test_an_image_has_two_dots_a_point_whatever_was_measured_before(tmp_path: Path) -> None:
    for measured in ("", MEASURED):
        code = IMAGE.format(measured=measured)
        (svg,) = check(tmp_path, block(code, options=ALT)).outcomes[0].figures
        image = re.search(r'base64,([^"]*)".*? width="([\d.]+)"', svg, re.DOTALL)
        assert image
        n_dots = int.from_bytes(base64.b64decode(image[1])[16:20])  # where a PNG has its width
        assert n_dots == pytest.approx(2 * float(image[2]), abs=2)


def test_a_glyph_that_the_font_lacks_is_a_problem_at_its_line(tmp_path: Path) -> None:
    text = block(f"{DRAW}\nplt.title('\\u4e2d')\nplt.show()", options=ALT)
    assert_only_problem(check(tmp_path, text).problems, line_of(text, "plt.show()"), "Glyph")


COLOURS = f"""\
{DRAW}
plt.plot([1, 0], color="black")
plt.plot([1, 2], color="white")
plt.plot([1, 3], color="#0072B2")
plt.title("a < b & #000000 > −1")
plt.gca().set_facecolor("white")
plt.show()"""


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> list[Checked]:
    """Return a page with a figure, run in two folders."""
    return [check(tmp_path_factory.mktemp(name), block(COLOURS, options=ALT)) for name in ("first", "second")]


@pytest.fixture(scope="module")
def svg(drawn: list[Checked]) -> str:
    return drawn[0].outcomes[0].figures[0]


def test_two_runs_draw_the_same_bytes(drawn: list[Checked]) -> None:
    first, second = (checked.outcomes[0].figures[0] for checked in drawn)
    assert not drawn[0].problems, messages(drawn[0].problems)
    assert first == second


def test_a_figure_tells_nothing_of_when_and_by_what_it_was_drawn(svg: str) -> None:
    assert not re.search(r"metadata|<dc:|Matplotlib v|\b20\d\d-\d\d|<\?xml|DOCTYPE", svg)
    assert svg.startswith("<svg")


def test_a_figure_is_valid_and_keeps_its_size(svg: str) -> None:
    root = ElementTree.fromstring(svg)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert figure_size(svg) == (480, 307)
    assert root.attrib["viewBox"].startswith("0 0 360 230.4")


def numbers_of(svg: str, name: str) -> list[float]:
    """Return the numbers in all attributes of a name, in the order of the elements."""
    attributes = [element.get(name, "") for element in ElementTree.fromstring(svg).iter()]
    return [float(number) for attribute in attributes for number in re.findall(r"-?[\d.]+", attribute)]


@pytest.mark.parametrize("name", ["d", "x", "y", "transform", "width", "height"])
def test_the_figure_in_fewer_bytes_has_the_same_lines_at_the_same_places(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, svg: str, name: str
) -> None:
    monkeypatch.setattr(outcome, "prepare_figure", str)
    longer = check(tmp_path, block(COLOURS, options=ALT)).outcomes[0].figures[0]
    assert len(svg) < 0.9 * len(longer)
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
    assert "#000000" not in body
    assert "#ffffff" not in body
    assert len(re.findall(r"stroke: currentColor", body)) > 3
    assert re.search(r"stroke: var\(--paper\)", body)
    assert re.search(r"fill: var\(--paper\)", body)
    assert re.search(r"stroke: #0072b2", body)


def test_text_is_drawn_so_that_no_font_is_needed(svg: str) -> None:
    assert not re.search(r"<text|font-family|font:", svg)
    assert not re.search(r"(?:href|url)[=(]\"?https?:", svg)


def test_a_users_settings_do_not_change_a_figure(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, drawn: list[Checked]
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
    assert check(tmp_path, block(COLOURS, options=ALT)).outcomes[0].figures == drawn[0].outcomes[0].figures


@pytest.mark.parametrize(("width", "height", "pixels"), [("72pt", "36pt", (96, 48)), ("100.5pt", "0.75pt", (134, 1))])
def test_the_size_of_a_figure_is_in_pixels(width: str, height: str, pixels: tuple[int, int]) -> None:
    assert figure_size(f'<svg viewBox="0 0 1 1" height="{height}" width="{width}"><rect width="1pt"/></svg>') == pixels


def test_a_figure_without_a_size_is_refused() -> None:
    with pytest.raises(ValueError, match="size"):
        figure_size('<svg viewBox="0 0 1 1"><rect width="1pt" height="1pt"/></svg>')


PICTURE = "import matplotlib.pyplot as plt\nplt.imshow([[0, 1], [2, 4]], cmap={cmap!r})\nplt.axis('off')\nplt.show()"


@pytest.mark.parametrize("cmap", ["gray", "Greys"])
def test_a_picture_without_colours_is_a_mask_for_ink(tmp_path: Path, cmap: str) -> None:
    (svg,) = check(tmp_path, block(PICTURE.format(cmap=cmap), options=ALT)).outcomes[0].figures
    mask, ink = re.search(r'<mask id="(ink\w+)">.*?<image .*?</mask>\s*<rect (.*?)/>', svg, re.DOTALL).groups()  # type: ignore[union-attr]
    assert 'fill="currentColor"' in ink
    assert f'mask="url(#{mask})"' in ink


def test_a_picture_with_colours_stays_as_it_is(tmp_path: Path) -> None:
    (svg,) = check(tmp_path, block(PICTURE.format(cmap="viridis"), options=ALT)).outcomes[0].figures
    assert "<image " in svg
    assert "<mask" not in svg
