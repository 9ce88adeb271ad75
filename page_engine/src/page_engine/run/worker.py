"""The process in which a page runs: one namespace, one step after the other, each reported as it ends.

Started by `fork_server` with a folder that holds the job; everything it says goes into files there,
so that a block can end, hang or flood this process without harm to the one that waits for it.
"""

import faulthandler
import gc
import json
import os
import resource
import signal
import sys
import sysconfig
import threading
import traceback
import warnings
from contextlib import suppress
from math import ceil
from pathlib import Path
from time import perf_counter
from types import FrameType
from typing import Any, NoReturn, TextIO

from page_engine.run.main_module import Compiler, drawn, fresh_main_module

LARGEST_FILE = 64 * 1024 * 1024  # bytes; also what a page may print
SPARE_MEMORY = 64 * 1024 * 1024  # bytes above the limit, to tell that it is reached
LAST_WAIT = 2.0  # seconds for threads that are left when a page is at its end
PROGRAM_EVENTS = ("subprocess.Popen", "os.fork", "os.forkpty", "os.exec", "os.posix_spawn", "os.spawn", "os.system")

exit_now = os._exit  # blocks get one that tells where it was called

Report = dict[str, Any]


def main(folder: Path) -> None:
    """Run the job in `folder`."""
    job = json.loads((folder / "job.json").read_text("utf-8"))
    where = (folder / "where").open("w", encoding="utf-8")  # kept open: whatever ends this process writes to it
    set_limits(job["time_limit"], job["memory_limit"], where)
    sys.argv = [""]
    Worker(folder, job["steps"]).run()
    exit_now(0)  # whatever daemon threads and exit handlers the page has left behind


def set_limits(seconds: float, memory: int, where: TextIO) -> None:
    """Let this process have so much processor time and memory, and tell where it was when it is ended."""
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    with suppress(ValueError, OSError):  # not every system has this limit
        resource.setrlimit(resource.RLIMIT_AS, (memory, memory + SPARE_MEMORY))
    faulthandler.enable(where)
    faulthandler.register(signal.SIGXCPU, where, chain=True)  # which also ends a page that waits for too long
    resource.setrlimit(resource.RLIMIT_CPU, (ceil(seconds), resource.RLIM_INFINITY))

    def exit_and_tell(status: int) -> NoReturn:
        faulthandler.dump_traceback(where)
        exit_now(status)

    os._exit = exit_and_tell


class Worker:
    """Runs the steps of a page in its namespace and reports what they do."""

    def __init__(self, folder: Path, steps: list[Report]) -> None:
        self._steps = steps
        self._names = {step["name"] for step in steps}
        self._reports = (folder / "reports.jsonl").open("w", encoding="utf-8")
        self._process = os.getpid()
        self._namespace = fresh_main_module()
        self._compiler = Compiler()
        self.warnings: list[Report] = []
        self._has_started_programs = False
        warnings.showwarning = self._note_warning  # type: ignore[assignment]  # the rest of the arguments is of no use

    def run(self) -> None:
        """Run the steps in order, and write a line as each has ended, and one at the end of the page."""
        sys.addaudithook(self._note_program)
        drawn_in: dict[object, int] = {}  # open figure -> index of the step that drew it
        for index, step in enumerate(self._steps):
            start = perf_counter()
            report = self._run_apart(step) if step["is_number"] else self.run_step(step)
            shown_figures, open_figures = drawn()
            self._write(report | {"seconds": perf_counter() - start, "figures": shown_figures})
            drawn_in = {figure: drawn_in.get(figure, index) for figure in open_figures}
        packages = None if self._has_started_programs else own_packages()  # programs import others
        self._wait_for_the_rest()
        self._write({"never_shown": sorted(set(drawn_in.values())), "packages": packages})

    def run_step(self, step: Report) -> Report:
        """Execute a block as if it stood alone, or evaluate the expression behind a number."""
        source, name = step["source"], step["name"]
        try:
            if step["is_number"]:
                value = eval(self._compiler.compile(f"({source}\n)", name, "eval"), self._namespace)
                return {"value": shown(str(value))}
            exec(self._compiler.compile(source, name, "exec"), self._namespace)
        except BaseException as error:  # SystemExit and KeyboardInterrupt too: they must not end this process
            if isinstance(error, MemoryError):
                _, most = resource.getrlimit(resource.RLIMIT_AS)
                resource.setrlimit(resource.RLIMIT_AS, (most, most))  # what was spared is for telling
            return {"failure": self._described(error, name)}
        return {}

    def _run_apart(self, step: Report) -> Report:
        """Run a step in a copy of this process, so that it changes nothing for those behind it."""
        receiving, sending = os.pipe()
        has_started_programs = self._has_started_programs
        with warnings.catch_warnings(action="ignore"):  # there are no threads but the page's own
            child = os.fork()
        self._has_started_programs = has_started_programs  # the copy is none
        if not child:
            copy_report = self.run_step(step)
            sys.stdout.flush()
            with os.fdopen(sending, "w", encoding="utf-8") as pipe:
                json.dump([copy_report, self.warnings], pipe)
            exit_now(0)
        os.close(sending)
        with os.fdopen(receiving, encoding="utf-8") as pipe:
            answer = pipe.read()
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
        if not answer:  # end as the copy has ended
            if code < 0:
                os.kill(os.getpid(), -code)
            exit_now(code)
        report, self.warnings = json.loads(answer)
        return dict(report)

    def _described(self, error: BaseException, name: str) -> Report:
        """Return type, message and place of the exception that a step has ended with."""
        frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename in self._names]
        if isinstance(error, SyntaxError) and not frames:  # of the step itself
            return {"type": "SyntaxError", "text": f"SyntaxError: {error.msg}", "place": [name, error.lineno or 0]}
        place = [frames[-1].filename, frames[-1].lineno] if frames else [name, 0]
        text = shown("".join(traceback.format_exception_only(error)).strip())
        return {"type": type(error).__name__, "text": text, "place": place, "is_exit": isinstance(error, SystemExit)}

    def _note_warning(self, message: object, category: type[Warning], filename: str, lineno: int, *_: object) -> None:
        """Keep a warning that a reader would see, with the place in the page that has caused it."""
        frame: FrameType | None = sys._getframe()
        while frame and filename not in self._names:
            filename, lineno, frame = frame.f_code.co_filename, frame.f_lineno, frame.f_back
        name = category.__name__
        self.warnings.append({"type": name, "text": shown(f"{name}: {message}"), "place": [filename, lineno]})

    def _note_program(self, event: str, _: object) -> None:
        if event in PROGRAM_EVENTS:
            self._has_started_programs = True

    def _wait_for_the_rest(self) -> None:
        """Wait a little for the threads that a script would wait for, and let what is no longer needed say so."""
        deadline = perf_counter() + LAST_WAIT
        for thread in threading.enumerate():
            if thread is not threading.main_thread() and not thread.daemon:
                thread.join(max(0.0, deadline - perf_counter()))
        if threading.active_count() == 1:  # a thread may still need the names
            self._namespace.clear()
        gc.collect()

    def _write(self, report: Report) -> None:
        """Append a report, with how much has been written by now, and the warnings since the last one."""
        if os.getpid() != self._process:  # a copy that a block has forked off
            os._exit(1)
        sys.stdout.flush()
        sizes = {"printed": os.fstat(1).st_size, "errors": os.fstat(2).st_size}
        self._reports.write(json.dumps({**report, **sizes, "warnings": self.warnings}) + "\n")
        self._reports.flush()
        self.warnings = []


def shown(text: str) -> str:
    """Return a text as a terminal shows it, with an escape for what is no character."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8")


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
