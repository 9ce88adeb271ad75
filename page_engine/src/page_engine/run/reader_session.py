"""Running blocks for a reader, in the page: what a script would print, with the figures as the build draws them.

The site hands this module to the browser's Python, with the few others of the engine that it needs.
Nothing is checked here and nobody is told what went wrong but the reader.
"""

import ast
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
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from page_engine.run.figures import figure_size, prepare_figure
from page_engine.run.main_module import Compiler, drawn, fresh_main_module

LONGEST_OUTPUT = 100_000  # characters of a block: more would only make the page slow
PAGE = 0  # the number of what is in no fold

os.environ["MATPLOTLIBRC"] = str(Path(__file__).with_name("style") / "matplotlibrc")  # where the site has put its own
os.environ["MPLBACKEND"] = "module://page_engine.run.figure_backend"
os.environ["PAGE_ENGINE_FIGURES"] = tempfile.mkdtemp()
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)  # it tells of its cache when it is imported


_compiler = Compiler()
_modules: dict[int, types.ModuleType] = {}  # the page's main module, and the copies of it in which folds run
hear: Callable[[str], object] = len  # is given at once what is printed; the page puts a listener here


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
    fresh_main_module().update(_modules[PAGE].__dict__)
    _modules[number] = sys.modules["__main__"]


def run_block(source: str, name: str, fold: int = PAGE, is_edited: bool = False) -> str:
    """Run a block in the names of its page or of its fold."""
    output, failure = _Output(), None
    sys.modules["__main__"] = _modules[fold]
    with contextlib.redirect_stdout(output), contextlib.redirect_stderr(output):
        try:
            tree = _showing_value(source, name) if is_edited else None
            exec(_compiler.compile(source, name, "exec", tree), sys.modules["__main__"].__dict__)
        except BaseException as error:  # SystemExit too: it must not end the reader's session
            failure = _described(error)
    return json.dumps({"printed": output.getvalue(), "figures": list(_shown_figures()), "error": failure})


class _Output(io.StringIO):
    """What a block prints, up to a length."""

    def write(self, text: str) -> int:
        if (room := LONGEST_OUTPUT - self.tell()) >= 0:
            end = "" if len(text) <= room else f"\n… and more: only the first {LONGEST_OUTPUT} characters are kept\n"
            super().write(text[:room] + end)
            hear(text[:room] + end)
        return len(text)


def _showing_value(source: str, name: str) -> ast.Module:
    """Return code whose last expression, if it ends with one and not with a semicolon, shows its value."""
    tree = ast.parse(source, name)
    if tree.body and isinstance(last := tree.body[-1], ast.Expr) and not source.rstrip().endswith(";"):
        show = ast.parse("__import__('sys').displayhook", mode="eval").body
        last.value = ast.copy_location(ast.Call(show, [last.value], []), last.value)
    return tree


def _described(error: BaseException) -> dict[str, Any]:
    told = traceback.TracebackException.from_exception(error)
    _leave_out_libraries(told)
    return {
        "traceback": "".join(told.format()),
        # without the code that a syntax error shows, and without notes
        "message": next(line for line in told.format_exception_only() if line[:1] != " ").strip(),
        "missing": error.name if isinstance(error, ModuleNotFoundError) else None,
    }


def _leave_out_libraries(told: traceback.TracebackException) -> None:
    """Let a traceback, and those of its causes, have the lines of the page's blocks alone."""
    told.stack[:] = [frame for frame in told.stack if frame.filename.startswith("<block")]
    for other in filter(None, (told.__cause__, told.__context__, *(told.exceptions or ()))):
        _leave_out_libraries(other)


def _no_input(prompt: object = "") -> str:
    raise OSError("input() needs a keyboard, which Python in this page does not have; write the value into the code")


def _shown_figures() -> Iterator[dict[str, Any]]:
    """Return the figures that the block has shown, in their order."""
    for path in map(Path, drawn()[0]):
        svg = path.read_text("utf-8")
        path.unlink()  # for the next ones are named by how many there are
        width, height = figure_size(svg)
        yield {"svg": prepare_figure(svg), "width": width, "height": height}


builtins.input = _no_input
start_page()
