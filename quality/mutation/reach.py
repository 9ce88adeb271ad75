"""Which lines of the library each check runs, and how long it takes: measured once, on the unchanged library."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from types import FrameType
from typing import Any

from quality.mutation.mutants import Mutant

IMPORT = "import"  # of the library, which comes before every check


@dataclass(frozen=True)
class Reach:
    """What checks did.

    Attributes
    ----------
    lines : dict
        For each check the lines that it has run, by module.
    seconds : dict
        For each check the processor time that it took.
    """

    lines: dict[str, dict[str, list[int]]] = field(default_factory=dict)
    seconds: dict[str, float] = field(default_factory=dict)

    def reaching(self, module: str, mutant: Mutant) -> list[str]:
        """Return the checks that run what a mutant changes, the quickest first.

        What runs when the library is imported has its effect wherever the module is used.
        """
        first, last = mutant.lines
        is_imported = any(first <= line <= last for line in self.lines[IMPORT].get(module, ()))
        names = [
            name
            for name, lines in self.lines.items()
            if name != IMPORT and any(is_imported or first <= line <= last for line in lines.get(module, ()))
        ]
        return sorted(names, key=self.seconds.__getitem__)

    def limit(self, name: str) -> float:
        """Return the seconds after which a check is taken for endless."""
        return 5 + 4 * self.seconds[name]


class Recorder:
    """Records the reach of checks, one after the other."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.reach = str(folder), Reach()
        self._modules: dict[str, str] = {}  # by the file of each function met; nothing for those of others
        self._name, self._start = "", 0.0
        self._lines: dict[str, set[int]] = {}

    def record(self, run: Callable[[], str]) -> str:
        """Run what calls `begin` for each check, and return what it returns."""
        try:
            return run()
        finally:
            sys.settrace(None)
            self._end()

    def begin(self, name: str) -> None:
        """End the check that is recorded, and begin the next."""
        self._end()
        sys.settrace(self._trace)  # again, since Python ends it where a check has gone as deep as it can
        self._name, self._start, self._lines = name, time.process_time(), {}

    def _end(self) -> None:
        if self._name:
            self.reach.seconds[self._name] = time.process_time() - self._start
            self.reach.lines[self._name] = {module: sorted(lines) for module, lines in self._lines.items()}

    def _trace(self, frame: FrameType, event: str, argument: object) -> Callable[..., Any] | None:
        """Follow the functions of the library, and no others."""
        file = frame.f_code.co_filename
        if file not in self._modules:
            self._modules[file] = Path(file).name if file.startswith(self.folder) else ""
        return self._trace_line if self._modules[file] else None

    def _trace_line(self, frame: FrameType, event: str, argument: object) -> Callable[..., Any]:
        self._lines.setdefault(self._modules[frame.f_code.co_filename], set()).add(frame.f_lineno)
        return self._trace_line
