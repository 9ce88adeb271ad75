"""Running blocks for a reader, in the page: what a script would print, with the figures as the build draws them.

The site hands this module to the browser's Python, with the few others of the engine that it needs.
Nothing is checked here and nobody is told what went wrong but the reader.
"""

import builtins
import contextlib
import io
import json
import logging
import os
import sys
import tempfile
import traceback
import types
from pathlib import Path
from typing import Any

from page_engine.run.figures import figure_size, prepare_figure
from page_engine.run.main_module import Compiler, fresh_main_module

LONGEST_OUTPUT = 100_000  # characters of a block: more would only make the page slow
PAGE = 0  # the number of what is in no fold

_PACKAGE = Path(__file__).parent

os.environ["MATPLOTLIBRC"] = str(_PACKAGE / "style" / "matplotlibrc")  # where the site has put its own
os.environ["MPLBACKEND"] = "module://page_engine.run.figure_backend"
os.environ["PAGE_ENGINE_FIGURES"] = tempfile.mkdtemp()
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it tells of its cache when it is imported


_compiler = Compiler()
_modules: dict[int, types.ModuleType] = {}  # the page's main module, and the copies of it in which folds run


def start_page() -> None:
    """Forget the names and the figures of another page, and what it has set for figures."""
    global _compiler
    _compiler = Compiler()
    fresh_main_module()
    _modules.clear()
    _modules[PAGE] = sys.modules["__main__"]
    if helpers := sys.modules.get("matplotlib._pylab_helpers"):
        helpers.Gcf.destroy_all()
    if matplotlib := sys.modules.get("matplotlib"):
        matplotlib.rc_file_defaults()


def start_fold(number: int) -> None:
    """Begin the blocks of a fold, such as solutions, with the names that the page has now."""
    module = types.ModuleType("__main__")
    module.__dict__.update(_modules[PAGE].__dict__)
    _modules[number] = module


def run_block(source: str, name: str, fold: int = PAGE) -> str:
    """Run a block in the names of its page or of its fold."""
    output, failure = _Output(), None
    sys.modules["__main__"] = _modules[fold]
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            exec(_compiler.compile(source, name, "exec"), sys.modules["__main__"].__dict__)
        except BaseException as error:  # SystemExit too: it must not end the reader's session
            failure = _described(error)
    return json.dumps({"printed": output.getvalue(), "figures": _shown_figures(), "error": failure})


class _Output(io.StringIO):
    """What a block prints, up to a length."""

    def write(self, text: str) -> int:
        room = LONGEST_OUTPUT - self.tell()
        if len(text) <= room:
            super().write(text)
        elif room >= 0:
            super().write(f"{text[:room]}\n… and more: only the first {LONGEST_OUTPUT} characters are kept\n")
        return len(text)


def _described(error: BaseException) -> dict[str, Any]:
    trace = error.__traceback__
    while trace and trace.tb_frame.f_code.co_filename.startswith(str(_PACKAGE)):
        trace = trace.tb_next
    return {
        "traceback": "".join(traceback.format_exception(type(error), error, trace)),
        # without the code that a syntax error shows, and without notes
        "message": next(line for line in traceback.format_exception_only(error) if line[:1] != " ").strip(),
        "missing": error.name if isinstance(error, ModuleNotFoundError) else None,
    }


def _no_input(prompt: object = "") -> str:
    raise OSError("input() needs a keyboard, which Python in this page does not have; write the value into the code")


def _shown_figures() -> list[dict[str, Any]]:
    """Return the figures that the block has shown, in their order."""
    backend = sys.modules.get("page_engine.run.figure_backend")
    figures = []
    for path in map(Path, backend.take_drawn()[0] if backend else []):
        svg = path.read_text("utf-8")
        width, height = figure_size(svg)
        figures.append({"svg": prepare_figure(svg), "width": width, "height": height})
    for path in Path(os.environ["PAGE_ENGINE_FIGURES"]).iterdir():  # whose names are counted
        path.unlink()
    return figures


builtins.input = _no_input
start_page()
