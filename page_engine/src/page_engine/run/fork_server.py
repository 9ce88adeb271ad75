"""The process that splits off one for each page: fresh, but with the modules in memory that take longest to import.

Started by `page_processes`. Between it and a page stands a keeper, which waits for the page and ends what it leaves.
"""

import contextlib
import ctypes
import gc
import importlib
import json
import os
import signal
import socket
import sys
import traceback
from collections.abc import Sequence
from pathlib import Path

from page_engine.run import worker

BACKEND = "page_engine.run.figure_backend"
OVERDUE = "overdue"

_GRACE = 5.0  # seconds in which a page that is over its limit may still say where it was
_RARELY = 50_000  # objects that a page makes before it is searched for cycles; it lives for seconds
_LARGEST_MESSAGE = 4096  # bytes of a path
_CHILDREN = Path("/proc/thread-self/children")
_PR_SET_CHILD_SUBREAPER = 36  # of <linux/prctl.h>


def main(channel_number: int, modules: Sequence[str]) -> None:
    """Import the modules, and then start a page for each folder that comes through a socket, until it is closed."""
    for name in modules:
        with contextlib.suppress(Exception):  # the page will fail at its own import, and say where
            importlib.import_module(name)
    with contextlib.suppress(Exception):  # it need not be there; or else the page will fail at its own figure
        sys.modules[BACKEND].warm_up()
    gc.collect()
    gc.freeze()  # no page need look through what has been imported here, and copy it by that
    gc.set_threshold(_RARELY)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)  # keepers speak through their pipe
    with socket.socket(fileno=channel_number) as channel, contextlib.suppress(ConnectionError):
        while True:
            folder, pipes, *_ = socket.recv_fds(channel, _LARGEST_MESSAGE, 1)
            if not folder:
                return
            if not os.fork():
                channel.close()
                _keep_page(Path(os.fsdecode(folder)), *pipes)
                os._exit(0)
            os.close(*pipes)
            channel.send(b".")  # the next one may come


def _keep_page(folder: Path, pipe: int) -> None:
    """Run the page whose job lies in a folder to its end, and tell a pipe how it has ended."""
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    if _CHILDREN.exists():  # adopt whatever a descendant leaves behind, in sessions of its own, too
        ctypes.CDLL(None).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    for number, name in ((1, "stdout"), (2, "stderr")):
        os.dup2(os.open(folder / name, os.O_WRONLY | os.O_CREAT | os.O_APPEND), number)
    page = os.fork()
    if not page:
        _become_page(folder, pipe)
    is_overdue = False

    def end_page(*_: object) -> None:
        """End the page, at first in a way in which it tells where it is."""
        nonlocal is_overdue
        if is_overdue:
            os.killpg(page, signal.SIGKILL)
        is_overdue = True
        os.kill(page, signal.SIGXCPU)

    signal.signal(signal.SIGALRM, end_page)
    patience = json.loads((folder / "job.json").read_text("utf-8"))["patience"]
    signal.setitimer(signal.ITIMER_REAL, patience, _GRACE)
    code = os.waitstatus_to_exitcode(os.waitpid(page, 0)[1])
    signal.setitimer(signal.ITIMER_REAL, 0)
    _end_descendants(page)
    os.write(pipe, (OVERDUE if is_overdue else str(code)).encode())


def _become_page(folder: Path, pipe: int) -> None:
    """Run a page in this process, in a session and a folder of its own, and tell its number before all else."""
    os.setsid()
    os.write(pipe, f"{os.getpid()} ".encode())
    os.close(pipe)
    os.chdir(folder / "cwd")
    os.environ["PAGE_ENGINE_FIGURES"] = str(folder / "figures")  # where its backend writes them
    if "numpy" in sys.modules:
        sys.modules["numpy"].random.seed()  # or all pages would draw the same numbers
    try:
        worker.main(folder)
    except BaseException:  # of the worker itself, to which a page may have done anything
        traceback.print_exc()
    finally:
        worker.exit_now(1)


def _end_descendants(page: int) -> None:
    """End what the page has started."""
    with contextlib.suppress(ProcessLookupError):
        os.killpg(page, signal.SIGKILL)
    with contextlib.suppress(ChildProcessError):  # there are none any more
        while True:
            for child in _CHILDREN.read_text().split() if _CHILDREN.exists() else []:
                os.kill(int(child), signal.SIGKILL)
            os.wait()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
