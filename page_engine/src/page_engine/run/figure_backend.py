"""A Matplotlib backend whose ``plt.show()`` writes each open figure to a file instead of opening a window."""

import io
import logging
import os
from pathlib import Path
from typing import Any

from matplotlib import font_manager, rcParams
from matplotlib._pylab_helpers import Gcf
from matplotlib.backends import backend_svg
from matplotlib.backends.backend_svg import FigureCanvasSVG as FigureCanvas
from matplotlib.figure import Figure

FOLDER_VARIABLE = "PAGE_ENGINE_FIGURES"

_shown: list[str] = []

# A style need not have every weight of a font.
logging.getLogger("matplotlib.font_manager").addFilter(lambda record: "font weight" not in record.getMessage())
for _font in sorted(Path(os.environ.get("MATPLOTLIBRC", __file__)).parent.glob("*.ttf")):
    font_manager.fontManager.addfont(_font)


class InkRenderer(backend_svg.RendererSVG):
    """Draws a picture without colours in ink, which follows the reader's scheme, so that its white is the paper."""

    def draw_image(self, gc: Any, x: float, y: float, im: Any, transform: Any = None) -> None:
        """Draw a picture of red, green, blue and opacity, as the base class does or as a mask for ink."""
        if (im[..., :3] != im[..., :1]).any():
            super().draw_image(gc, x, y, im, transform)  # type: ignore[no-untyped-call]
            return
        mask = im.copy()
        mask[..., :3] = 255
        mask[..., 3] = (255 - im[..., 0].astype(int)) * im[..., 3] // 255
        name = self._make_id("ink", mask.tobytes())  # type: ignore[no-untyped-call]
        self.writer.start("mask", id=name)
        super().draw_image(gc, x, y, mask, transform)  # type: ignore[no-untyped-call]
        self.writer.end("mask")
        self.writer.element("rect", width="100%", height="100%", fill="#000000", mask=f"url(#{name})")


setattr(backend_svg, "RendererSVG", InkRenderer)  # noqa: B010  # which the canvas looks up when it prints


def show(*, block: bool | None = None) -> None:
    """Write every open figure to the figure folder and close it, as closing its window would."""
    folder = Path(os.environ[FOLDER_VARIABLE])
    for manager in Gcf.get_all_fig_managers():
        path = folder / f"{len(list(folder.iterdir()))}.svg"
        # Figure.savefig would lay out the figure and draw it for nobody first, which takes a fifth longer.
        if rcParams["savefig.dpi"] != "figure":
            manager.canvas.figure.dpi = rcParams["savefig.dpi"]  # whatever a label that was measured has left there
        FigureCanvas(manager.canvas.figure).print_svg(path, metadata={"Date": None, "Creator": None})
        _shown.append(str(path))
    Gcf.destroy_all()


def warm_up() -> None:
    """Draw a figure for nobody: the first one looks for fonts and builds the grammar of formulas, which takes long."""
    figure = Figure()
    axes = figure.add_subplot(title="$x_1$", xlabel="x")
    axes.plot([0, 1], label="y")
    axes.legend()
    FigureCanvas(figure).print_figure(io.StringIO(), format="svg")


def take_drawn() -> tuple[list[str], list[object]]:
    """Return the files written since the last call, and the figures that have been drawn and not shown."""
    files = _shown.copy()
    _shown.clear()
    return files, [manager.canvas.figure for manager in Gcf.get_all_fig_managers()]
