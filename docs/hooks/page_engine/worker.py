"""The process in which a page runs: one namespace, one step after the other, each reported as it ends.

Started by `fork_server` with a folder that holds the job; everything it says goes into files there,
so that a block can end, hang or flood this process without harm to the one that waits for it.
"""

from __future__ import annotations

import ast
import faulthandler
import json
import os
import resource
import sys
import sysconfig
import traceback
import warnings
from pathlib import Path
from time import perf_counter
from types import CodeType
from typing import Any, Literal, NoReturn, TextIO

from page_engine.main_module import fresh_main_module
from page_engine.memory_limit import give_spare_memory, limit_memory

PAGE = "<page>"  # the file name of every block; plain, since a dying interpreter spells others oddly
LARGEST_FILE = 64 * 1024 * 1024  # bytes; also what a page may print


_exit_now = os._exit  # blocks get one that tells where it was called

Report = dict[str, Any]


def main(folder: Path) -> None:
    """Run the job in `folder`."""
    job = json.loads((folder / "job.json").read_text("utf-8"))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    limit_memory(job["memory_limit"])
    sys.argv = [""]
    where = (folder / "where").open("w", encoding="utf-8")  # kept open: whatever ends this process writes to it
    faulthandler.enable(where)
    faulthandler.dump_traceback_later(job["time_limit"], exit=True, file=where)
    reader_warnings()
    namespace = fresh_main_module()
    tell_where_it_exits(where)
    with (folder / "reports.jsonl").open("w", encoding="utf-8") as reports:
        run_steps(job["steps"], namespace, reports, os.getpid())
    _exit_now(0)  # whatever threads and exit handlers the page has left behind


def run_steps(steps: list[dict[str, Any]], namespace: dict[str, Any], reports: TextIO, process: int) -> None:
    """Run the steps in order and write a line when each begins and when it ends."""
    drawn_in: dict[object, int] = {}  # open figure -> index of the step that drew it
    for index, step in enumerate(steps):
        write(reports, {"begin": index, "printed": printed_so_far()}, process)
        start = perf_counter()
        report = run_number(step, namespace) if step["is_number"] else run_block(step, namespace)
        report |= {"end": index, "printed": printed_so_far(), "figures": shown_figures()}
        report |= {"seconds": perf_counter() - start}
        still_open = open_figures()
        drawn_in = {figure: drawn_in.get(figure, index) for figure in still_open}
        write(reports, report, process)
    write(reports, {"never_shown": sorted(set(drawn_in.values())), "packages": own_packages()}, process)


def run_block(step: dict[str, Any], namespace: dict[str, Any]) -> Report:
    """Execute a block as if it stood alone at its line of the page."""
    try:
        code = compile_at(step["line"], step["source"], "exec")
    except (SyntaxError, ValueError) as error:
        line = getattr(error, "lineno", None) or step["line"]
        return {
            "error": {"type": "SyntaxError", "text": f"SyntaxError: {error.args[0]}", "line": line, "is_exit": False}
        }
    try:
        exec(code, namespace)
    except BaseException as error:  # SystemExit and KeyboardInterrupt too: they must not end this process
        if isinstance(error, MemoryError):
            give_spare_memory()
        return {"error": describe(error, step["line"])}
    return {}


def compile_at(line: int, source: str, mode: Literal["exec", "eval"]) -> CodeType:
    """Return the code of a source that begins below a line of the page."""
    try:
        tree: Any = ast.parse(source, PAGE, mode)
    except SyntaxError as error:
        if error.lineno:
            error.lineno += line
        raise
    code: CodeType = compile(ast.increment_lineno(tree, line), PAGE, mode, dont_inherit=True)
    return code


def run_number(step: dict[str, Any], namespace: dict[str, Any]) -> Report:
    """Evaluate the expression behind a number in a copy of this process, so that it changes nothing for the blocks."""
    receiving, sending = os.pipe()
    with warnings.catch_warnings(action="ignore"):  # there are no threads but the page's own
        child = os.fork()
    if not child:
        report = evaluate(step, namespace)
        sys.stdout.flush()
        with os.fdopen(sending, "w", encoding="utf-8") as pipe:
            json.dump(report, pipe)
        _exit_now(0)
    os.close(sending)
    with os.fdopen(receiving, encoding="utf-8") as pipe:
        answer = pipe.read()
    code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    if not answer:
        end_like(code)
    result: Report = json.loads(answer)
    return result


def evaluate(step: dict[str, Any], namespace: dict[str, Any]) -> Report:
    """Return the value of a number's expression, or its exception."""
    try:
        code = compile_at(step["line"] - 1, f"({step['source']}\n)", "eval")
        return {"value": shown(str(eval(code, namespace)))}
    except BaseException as error:
        return {"error": describe(error, step["line"])}


def end_like(code: int) -> None:
    """End this process as a copy of it has ended: by a signal, if the exit code is negative, or by itself."""
    if code < 0:
        os.kill(os.getpid(), -code)
    _exit_now(code)


def describe(error: BaseException, line: int) -> Report:
    """Return type, message and line of the page of an exception."""
    lines = [frame.lineno for frame in traceback.extract_tb(error.__traceback__) if frame.filename == PAGE]
    text = shown("".join(traceback.format_exception_only(error)).strip())
    is_exit = isinstance(error, SystemExit)
    return {"type": type(error).__name__, "text": text, "line": lines[-1] if lines else line, "is_exit": is_exit}


def shown(text: str) -> str:
    """Return a text as a terminal shows it, with an escape for what is no character."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


def tell_where_it_exits(where: TextIO) -> None:
    """Let `os._exit` say where it was called."""

    def exit_and_tell(status: int) -> NoReturn:
        faulthandler.dump_traceback(where)
        _exit_now(status)

    os._exit = exit_and_tell


def reader_warnings() -> None:
    """Turn every warning that a reader would see into an exception."""
    warnings.resetwarnings()
    warnings.simplefilter("error")
    for category in (DeprecationWarning, PendingDeprecationWarning, ImportWarning, ResourceWarning):
        warnings.simplefilter("ignore", category)
    warnings.filterwarnings("error", category=DeprecationWarning, module="__main__")


def own_packages() -> list[str]:
    """Return where the packages and modules lie that were imported and that no distribution has installed."""
    installed = tuple(sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib"))
    paths = set()
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        if isinstance(file, str) and not file.startswith(installed):
            package = getattr(sys.modules.get(name.partition(".")[0]), "__path__", None)
            paths |= set(package or [file])
    return sorted(paths)


def printed_so_far() -> int:
    """Return how many bytes the page has printed."""
    sys.stdout.flush()
    return os.fstat(1).st_size


def shown_figures() -> list[str]:
    """Return the figures shown since the last call."""
    backend = sys.modules.get("page_engine.figure_backend")
    return backend.take_shown() if backend else []


def open_figures() -> list[object]:
    """Return the figures that have been drawn and not shown."""
    backend = sys.modules.get("page_engine.figure_backend")
    return backend.open_figures() if backend else []


def write(reports: TextIO, report: Report, process: int) -> None:
    """Append a report, unless this is a copy of the process that a block has forked off."""
    if os.getpid() != process:
        os._exit(1)
    reports.write(json.dumps(report) + "\n")
    reports.flush()
