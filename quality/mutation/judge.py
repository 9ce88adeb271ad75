"""Judging changes: each in a copy of this process, which has imported everything but what is changed."""

from __future__ import annotations

import os
import resource
import signal
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import IO, NoReturn, TypeVar

AT_ONCE = 2  # processes
LARGEST_MEMORY = 6 * 1024**3  # bytes
LONGEST_WAIT = 900  # seconds in which even what waits for something must end

Key = TypeVar("Key")
Begin = Callable[[str, float], None]  # is told the name of each check, and the processor time that it may take
Trial = Callable[[Begin], str]  # runs checks, and returns what the last that has begun says against the change


@dataclass(frozen=True)
class Judgement:
    """What became of a change.

    Attributes
    ----------
    killer : str
        The check that noticed it; nothing if none did.
    reason : str
        What that check said.
    """

    killer: str = ""
    reason: str = ""


def judge_all(trials: Iterable[tuple[Key, Trial]]) -> Iterator[tuple[Key, Judgement]]:
    """Run each trial in a copy of this process, two at once, and return what came of each as it ends."""
    running: dict[int, tuple[Key, IO[str]]] = {}
    for key, trial in trials:
        if len(running) == AT_ONCE:
            yield _next_to_end(running)
        report = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115 (closed when its process has ended)
        sys.stdout.flush()
        child = os.fork()
        if not child:
            _run(trial, report)
        running[child] = key, report
    while running:
        yield _next_to_end(running)


def _run(trial: Trial, report: IO[str]) -> NoReturn:
    """Run a trial, write what came of it, and end this process."""

    def begin(name: str, seconds: float) -> None:
        signal.setitimer(signal.ITIMER_PROF, seconds)  # ends this process: time on the processor, not on the clock
        report.write(f"{name}\n")
        report.flush()

    code = 0
    try:
        resource.setrlimit(resource.RLIMIT_AS, (LARGEST_MEMORY, LARGEST_MEMORY))
        signal.signal(signal.SIGPROF, signal.SIG_DFL)
        signal.alarm(LONGEST_WAIT)
        complaint = trial(begin)
        if complaint:
            report.write(f"\n{complaint}")
            code = 1
    except BaseException:
        report.write(f"\n{traceback.format_exc()}")
        code = 1
    finally:
        report.flush()
        os._exit(code)


def _next_to_end(running: dict[int, tuple[Key, IO[str]]]) -> tuple[Key, Judgement]:
    child, status = os.wait()
    key, report = running.pop(child)
    code = os.waitstatus_to_exitcode(status)
    with report:
        report.seek(0)
        begun, _, complaint = report.read().partition("\n\n")
    if code == 0:
        return key, Judgement()
    reason = complaint.strip() or f"ended by {signal.Signals(-code).name}"
    return key, Judgement(begun.strip().rpartition("\n")[2], reason)
